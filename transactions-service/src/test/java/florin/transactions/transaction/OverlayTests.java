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
import florin.transactions.transaction.OverridableField.ChosenField;
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
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Random facts of a bank, edits of a user and passes of rules, mixed, with undo: the user's last
 * value of a field applies, else the rules' last one, else the bank's; and the explanation alone
 * comes to the same values.
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

    /** Tags that the user took off. */
    final Set<String> off = new TreeSet<>();

    /** What rules set, by field. */
    final Map<String, String> ruled = new HashMap<>();

    final Set<String> ruleTags = new TreeSet<>();

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
      switch (random.nextInt(15)) {
        case 12, 13, 14 -> applyRules();
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
              new TransactionCommand.SetText(TextField.DESCRIPTION, Optional.of(text), AT));
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
          decide(new TransactionCommand.SetText(TextField.NOTE, text, AT), Actor.USER);
          if (text.isPresent() || words.containsKey("note") || ruled.containsKey("note")) {
            words.put("note", text.map(Object.class::cast));
          }
        }
        case 4 -> {
          Set<String> tags = new TreeSet<>();
          for (int i = random.nextInt(3); i > 0; i--) {
            tags.add("t" + random.nextInt(3));
          }
          Set<String> dropped = shownTags();
          dropped.removeAll(tags);
          decide(new TransactionCommand.TagAs(tags, AT), Actor.USER);
          retag(tags, dropped);
        }
        case 5 -> {
          String tag = "t" + random.nextInt(3);
          boolean more = random.nextBoolean();
          Set<String> dropped = shownTags();
          dropped.retainAll(Set.of(tag));
          decide(
              new TransactionCommand.Retag(
                  more ? Set.of(tag) : Set.of(), more ? Set.of() : Set.of(tag), AT),
              Actor.USER);
          retag(more ? Set.of(tag) : Set.of(), more ? Set.of() : dropped);
        }
        default -> {
          boolean out = random.nextBoolean();
          decide(new TransactionCommand.Exclude(out, AT), Actor.USER);
          if (out || words.containsKey("excluded") || ruled.containsKey("excluded")) {
            words.put("excluded", Optional.of(out));
          }
        }
      }
    }

    void retag(Set<String> more, Set<String> fewer) {
      Set<String> on = ownTags();
      on.removeAll(fewer);
      on.addAll(more);
      off.addAll(fewer);
      off.removeAll(more);
      words.put("tags", Optional.of(on));
    }

    @SuppressWarnings("unchecked")
    Set<String> ownTags() {
      return new TreeSet<>((Set<String>) words.getOrDefault("tags", Optional.of(Set.of())).get());
    }

    Set<String> shownTags() {
      Set<String> shown = new TreeSet<>(ruleTags);
      shown.removeAll(off);
      shown.addAll(ownTags());
      return shown;
    }

    /** One pass of some rules, by the user or at intake. */
    void applyRules() {
      RuleValues wanted = RuleValues.NONE;
      for (String field :
          List.of("category", "merchant", "description", "note", "excluded", "transfer")) {
        if (random.nextInt(3) == 0) {
          Optional<String> value =
              switch (field) {
                case "category", "merchant" -> any(CATEGORIES).map(UUID::toString);
                case "excluded", "transfer" -> Optional.of("true");
                default -> Optional.of("rule " + random.nextInt(2));
              };
          wanted = wanted.with(field, rule(value.filter(_ -> random.nextInt(4) > 0)));
        }
      }
      for (String tag : List.of("t0", "t1", "t2")) {
        if (random.nextInt(4) == 0) {
          wanted = wanted.withTag(tag, rule(Optional.of("true").filter(_ -> random.nextBoolean())));
        }
      }
      boolean byUser = random.nextBoolean();
      Map<String, Object> before = TransactionUndo.of(state);
      int events = this.events.size();
      decide(new TransactionCommand.ApplyRules(wanted, AT), byUser ? Actor.USER : Actor.PROVIDER);
      assertThat(this.events.size() - events).isLessThanOrEqualTo(1);
      if (gone) {
        assertThat(this.events).hasSize(events);
        return;
      }
      wanted.fields().forEach(this::ruled);
      wanted
          .tags()
          .forEach(
              (tag, value) -> {
                if (!ownTags().contains(tag) && !off.contains(tag)) {
                  ruleTags.remove(tag);
                  value.value().ifPresent(_ -> ruleTags.add(tag));
                }
              });
      Map<String, Object> after = TransactionUndo.of(state);
      if (!after.equals(before)) {
        if (byUser) {
          changes.add(new ProviderValue(before, after));
        } else {
          changes.clear();
        }
      }
      decide(new TransactionCommand.ApplyRules(wanted, AT), Actor.PROVIDER);
      assertThat(TransactionUndo.of(state)).as("a second pass").isEqualTo(after);
      assertThat(this.events.size() - events).as("a second pass").isLessThanOrEqualTo(1);
    }

    RuleValue rule(Optional<String> value) {
      return new RuleValue(value, new UUID(1, random.nextInt(3)), 1 + random.nextInt(3));
    }

    void ruled(String field, RuleValue value) {
      if (!words.containsKey(field)) {
        ruled.remove(field);
        value.value().ifPresent(text -> ruled.put(field, text));
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
      off.clear();
      ruled.clear();
      ruleTags.clear();
      UserOverrides now = present().words();
      // What stands after an undo is what stood before the change, as the check above has shown.
      remember("category", now.category());
      remember("merchant", now.merchant());
      remember("excluded", now.excluded());
      remember("description", now.text(TextField.DESCRIPTION));
      remember("note", now.text(TextField.NOTE));
      words.put("tags", Optional.of(now.tags()));
      off.addAll(now.untagged());
      present()
          .rules()
          .fields()
          .forEach((field, value) -> ruled.put(field, value.value().orElseThrow()));
      ruleTags.addAll(present().rules().tags().keySet());
    }

    void remember(String field, FieldOverride<?> override) {
      if (override.byUser()) {
        words.put(field, override.value().map(Object.class::cast));
      }
    }

    Transaction.Present present() {
      return (Transaction.Present) state;
    }

    void check() {
      assertThat(present().entry()).isEqualTo(bank);
      assertThat(present().removedBy().isPresent()).isEqualTo(gone);
      Overlay shown = present().overlay();
      assertThat(shown.category()).isEqualTo(chosen("category", UUID::fromString));
      assertThat(shown.merchant()).isEqualTo(chosen("merchant", UUID::fromString));
      for (TextField field : TextField.values()) {
        assertThat(shown.override(field)).isEqualTo(chosen(field.word(), text -> text));
      }
      assertThat(shown.excluded())
          .isEqualTo(chosen("excluded", Boolean::valueOf).value().orElse(false));
      assertThat(shown.transfer()).isEqualTo(ruled.containsKey("transfer"));
      assertThat(shown.tags()).isEqualTo(shownTags());
    }

    /** The user's value, else that of rules. */
    FieldOverride<Object> chosen(String field, Function<String, Object> read) {
      Optional<Object> word = words.get(field);
      return word != null
          ? FieldOverride.of(word)
          : ruled.containsKey(field)
              ? FieldOverride.of(Optional.of(read.apply(ruled.get(field))))
              : FieldOverride.open();
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
        assertThat(again.rules()).as(fieldExplanation.field()).isEqualTo(fieldExplanation.rules());
        if (fieldExplanation.source().equals("rule")) {
          assertThat(fieldExplanation.rules()).as(fieldExplanation.field()).isNotEmpty();
        }
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
    List<OverridableField> fields = new ArrayList<>(List.of(ChosenField.values()));
    fields.addAll(List.of(TextField.values()));
    for (OverridableField field : fields) {
      int before = life.events.size();
      life.decide(new TransactionCommand.ClearOverride(field, AT), Actor.USER);
      assertThat(life.events).hasSize(before);
    }
    life.decide(new TransactionCommand.Categorise(Optional.empty(), AT), Actor.USER);
    life.decide(new TransactionCommand.ClearOverride(ChosenField.CATEGORY, AT), Actor.USER);
    assertThat(((Transaction.Present) life.state).words()).isEqualTo(UserOverrides.NONE);
  }
}
