package florin.transactions.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.AvroEvents;
import florin.events.Money;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import florin.transactions.category.SystemCategories;
import florin.transactions.history.ExplanationResponse;
import florin.transactions.history.ExplanationResponse.ExplanationStep;
import florin.transactions.history.ExplanationResponse.FieldExplanation;
import florin.transactions.transaction.TransactionEvent.OverridableField;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Random words of a bank and of a user, mixed, with undo: the user's last word on a field stands,
 * the bank's last word stands everywhere else, and the explanation alone comes to the same values.
 */
class OverlayTests {

  private static final int LIFES = TestScale.of(400, 20_000);
  private static final int STEPS = 40;
  private static final UUID USER = new UUID(7, 7);
  private static final UUID ID = new UUID(7, 8);
  private static final UUID ACCOUNT = new UUID(7, 9);
  private static final UUID CONNECTION = new UUID(7, 10);
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
  private static final List<UUID> CATEGORIES =
      SystemCategories.all().stream().limit(4).map(category -> category.id()).toList();

  /** One user's change: what it set, and how to say so. */
  private record ProviderValue(Map<String, Object> before, Map<String, Object> after) {}

  /** A life in plain fields. */
  private static final class Life {
    final Random random;
    final List<TransactionEvent> events = new ArrayList<>();
    final List<RecordedEvent> recorded = new ArrayList<>();
    final List<ProviderValue> changes = new ArrayList<>();

    /** What the user said, by field; a cleared field is there, empty. */
    final Map<String, Optional<Object>> words = new HashMap<>();

    TransactionEntry.ProviderFact bank;
    boolean gone;
    Transaction state = Transaction.DECIDER.initial();
    UUID change = Ids.next();
    int numbers;

    Life(Random random) {
      this.random = random;
      this.bank = fact("x0", Optional.empty());
    }

    TransactionEntry.ProviderFact fact(String external, Optional<String> pending) {
      String amount = random.nextInt(5) == 0 ? "0" : "-" + (1 + random.nextInt(3)) + ".00";
      String name = "SHOP " + random.nextInt(3);
      String label = SystemCategories.all().get(random.nextInt(3)).label();
      LocalDate date = LocalDate.of(2026, 1, 1 + random.nextInt(3));
      Optional<String> merchant =
          random.nextBoolean() ? Optional.of("M" + random.nextInt(2)) : Optional.empty();
      boolean open = pending.isEmpty() && random.nextBoolean();
      String hash =
          String.format(
              "%032x",
              Objects.hash(external, amount, name, label, date, merchant, open, pending)
                  & 0xffffffffL);
      return new TransactionEntry.ProviderFact(
          CONNECTION,
          external,
          Money.of(amount, "USD"),
          date,
          Optional.empty(),
          name,
          Optional.empty(),
          merchant,
          Optional.empty(),
          open,
          pending,
          Optional.of(label),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          hash);
    }

    void decide(TransactionCommand command, Actor actor) {
      for (TransactionEvent event : Transaction.decide(command, state)) {
        state = Transaction.evolve(state, event);
        events.add(event);
        var avro = Transaction.DECIDER.codec().toAvro(event);
        recorded.add(
            new RecordedEvent(
                events.size(),
                new StreamId(USER, Transaction.STREAM, ID),
                events.size(),
                Ids.next(),
                avro.getSchema().getFullName(),
                AvroEvents.fingerprint(avro),
                AvroEvents.encode(avro),
                change,
                actor,
                Optional.empty(),
                AT));
      }
    }

    void observe(TransactionEntry.ProviderFact fact) {
      decide(new TransactionCommand.Observe(ID, ACCOUNT, fact, AT), Actor.PROVIDER);
      bank = fact;
      gone = false;
    }

    void step() {
      change = Ids.next();
      switch (random.nextInt(12)) {
        case 0 -> observe(fact(bank.externalId(), Optional.empty()));
        case 1 -> observe(fact("x" + ++numbers, Optional.of(bank.externalId())));
        case 2 -> observe(bank);
        case 3 -> {
          decide(new TransactionCommand.Withdraw(bank.externalId(), AT), Actor.PROVIDER);
          gone = true;
        }
        case 4 -> undo();
        default -> edit();
      }
    }

    /** One field or several as one change, as an edit of many does. */
    void edit() {
      if (gone) {
        return;
      }
      Map<String, Object> before = TransactionUndo.of(state);
      for (int fields = random.nextInt(3); fields >= 0; fields--) {
        sayAnything();
      }
      Map<String, Object> after = TransactionUndo.of(state);
      if (!after.equals(before)) {
        changes.add(new ProviderValue(before, after));
      }
    }

    void sayAnything() {
      switch (random.nextInt(7)) {
        case 0 -> {
          Optional<UUID> choice = random.nextInt(3) == 0 ? Optional.empty() : any(CATEGORIES);
          say(
              "category",
              choice.map(Object.class::cast),
              new TransactionCommand.Categorise(choice, AT));
        }
        case 1 -> {
          String text = "mine " + random.nextInt(2);
          say(
              "description",
              Optional.of(text),
              new TransactionCommand.Rename(Optional.of(text), AT));
        }
        case 2 -> {
          Optional<UUID> choice = random.nextInt(3) == 0 ? Optional.empty() : any(CATEGORIES);
          say(
              "merchant",
              choice.map(Object.class::cast),
              new TransactionCommand.AssignMerchant(choice, AT));
        }
        case 3 -> {
          Optional<String> text =
              random.nextInt(3) == 0 ? Optional.empty() : Optional.of("n" + random.nextInt(2));
          say("note", text.map(Object.class::cast), new TransactionCommand.Note(text, AT));
        }
        case 4 -> {
          Set<String> tags = new TreeSet<>();
          for (int i = random.nextInt(3); i > 0; i--) {
            tags.add("t" + random.nextInt(3));
          }
          say("tags", Optional.of(tags), new TransactionCommand.TagAs(tags, AT));
        }
        case 5 -> {
          Set<String> tags = new TreeSet<>(((Transaction.Present) state).words().tags());
          String tag = "t" + random.nextInt(3);
          boolean more = random.nextBoolean();
          tags.removeIf(tag::equals);
          if (more) {
            tags.add(tag);
          }
          say(
              "tags",
              Optional.of(tags),
              new TransactionCommand.Retag(
                  more ? Set.of(tag) : Set.of(), more ? Set.of() : Set.of(tag), AT));
        }
        default -> {
          boolean out = random.nextBoolean();
          say("excluded", Optional.of(out), new TransactionCommand.Exclude(out, AT));
        }
      }
    }

    void say(String field, Optional<Object> value, TransactionCommand command) {
      decide(command, Actor.USER);
      words.put(field, value);
    }

    <T> Optional<T> any(List<T> values) {
      return Optional.of(values.get(random.nextInt(values.size())));
    }

    /** The last change as the runtime takes it back, where nothing set it again. */
    void undo() {
      if (gone || changes.isEmpty()) {
        return;
      }
      ProviderValue last = changes.removeLast();
      assertThat(TransactionUndo.of(state)).isEqualTo(last.after());
      Map<String, Optional<Object>> wanted = new HashMap<>();
      Set<String> names = new TreeSet<>(last.before().keySet());
      names.addAll(last.after().keySet());
      for (String name : names) {
        if (!Objects.equals(last.before().get(name), last.after().get(name))) {
          wanted.put(name, Optional.ofNullable(last.before().get(name)));
        }
      }
      TransactionUndo.restoring(new StreamId(USER, Transaction.STREAM, ID), state, wanted, AT)
          .forEach(command -> decide(command, Actor.USER));
      assertThat(TransactionUndo.of(state)).isEqualTo(last.before());
      words.clear();
      UserOverrides now = ((Transaction.Present) state).words();
      // What stands after an undo is what stood before the change, as the check above has shown.
      remember("category", now.category().byUser(), now.category().value());
      remember("description", now.description().isPresent(), now.description());
      remember("merchant", now.merchant().byUser(), now.merchant().value());
      words.put("note", now.note().map(Object.class::cast));
      words.put("tags", Optional.of(now.tags()));
      words.put("excluded", Optional.of(now.excluded()));
    }

    void remember(String field, boolean said, Optional<?> value) {
      if (said) {
        words.put(field, value.map(Object.class::cast));
      }
    }

    void check() {
      Transaction.Present present = (Transaction.Present) state;
      assertThat(present.entry()).isEqualTo(bank);
      assertThat(present.removedBy().isPresent()).isEqualTo(gone);
      UserOverrides said = present.words();
      assertThat(said.category()).isEqualTo(chosen("category"));
      assertThat(said.description()).isEqualTo(words.getOrDefault("description", Optional.empty()));
      assertThat(said.merchant()).isEqualTo(chosen("merchant"));
      assertThat(said.note()).isEqualTo(words.getOrDefault("note", Optional.empty()));
      assertThat(said.tags())
          .isEqualTo(words.getOrDefault("tags", Optional.of(Set.of())).orElseThrow());
      assertThat(said.excluded())
          .isEqualTo(words.getOrDefault("excluded", Optional.of(false)).orElseThrow());
    }

    FieldOverride<Object> chosen(String field) {
      Optional<Object> word = words.get(field);
      return new FieldOverride<>(word != null, word == null ? Optional.empty() : word);
    }

    /** Only the events that the explanation of a field names, and only its value. */
    void explain() {
      ExplanationResponse whole = ExplanationResponse.of(ID, recorded).orElseThrow();
      for (FieldExplanation fieldExplanation : whole.fields()) {
        Set<UUID> named =
            fieldExplanation.chain().stream()
                .map(ExplanationStep::eventId)
                .collect(java.util.stream.Collectors.toSet());
        List<RecordedEvent> only =
            recorded.stream().filter(event -> named.contains(event.eventId())).toList();
        FieldExplanation again =
            ExplanationResponse.of(ID, only).orElseThrow().fields().stream()
                .filter(other -> other.field().equals(fieldExplanation.field()))
                .findFirst()
                .orElseThrow();
        assertThat(again.value()).as(fieldExplanation.field()).isEqualTo(fieldExplanation.value());
        assertThat(again.source())
            .as(fieldExplanation.field())
            .isEqualTo(fieldExplanation.source());
      }
    }
  }

  @Test
  void keepsTheUsersWordAndTheBanksEverywhereElseAndCanSayWhy() {
    SeededRuns.forEachSeed(
        LIFES,
        random -> {
          Life life = new Life(random);
          life.observe(life.bank);
          for (int i = 0; i < STEPS; i++) {
            life.step();
            life.check();
          }
          life.explain();
        });
  }

  @Test
  void splitsOnlyIntoPartsThatSumToTheWhole() {
    SeededRuns.forEachSeed(
        LIFES,
        random -> {
          Life life = new Life(random);
          life.observe(life.bank);
          Money whole = life.bank.amount();
          List<SplitPart> parts = new ArrayList<>();
          BigDecimal left = whole.amount();
          for (int i = random.nextInt(4); i >= 0; i--) {
            BigDecimal part = new BigDecimal(random.nextInt(400) - 200).movePointLeft(2);
            parts.add(part(part));
            left = left.subtract(part);
          }
          if (random.nextBoolean()) {
            parts.add(part(left));
          }
          BigDecimal sum =
              parts.stream().map(p -> p.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
          boolean good =
              parts.size() > 1
                  && sum.compareTo(whole.amount()) == 0
                  && parts.stream().noneMatch(p -> p.amount().isZero());
          boolean taken;
          try {
            life.decide(new TransactionCommand.SplitInto(parts, AT), Actor.USER);
            taken = true;
          } catch (Rejection refused) {
            taken = false;
          }
          assertThat(taken).isEqualTo(good);
          assertThat(((Transaction.Present) life.state).words().split())
              .isEqualTo(good ? parts : List.of());
          life.observe(life.fact(life.bank.externalId(), Optional.empty()));
          assertThat(((Transaction.Present) life.state).words().split())
              .isEqualTo(good ? parts : List.of());
        });
  }

  private static SplitPart part(BigDecimal amount) {
    return new SplitPart(
        Optional.empty(), Money.of(amount.toPlainString(), "USD"), Optional.empty());
  }

  @Test
  void releasesWhatWasSaidToTheBank() {
    Life life = new Life(new Random(1));
    life.observe(life.bank);
    for (OverridableField field : OverridableField.values()) {
      int before = life.events.size();
      life.decide(new TransactionCommand.ClearOverride(field, AT), Actor.USER);
      assertThat(life.events).hasSize(before);
    }
    life.decide(new TransactionCommand.Categorise(Optional.empty(), AT), Actor.USER);
    life.decide(new TransactionCommand.ClearOverride(OverridableField.CATEGORY, AT), Actor.USER);
    assertThat(((Transaction.Present) life.state).words()).isEqualTo(UserOverrides.NONE);
  }
}
