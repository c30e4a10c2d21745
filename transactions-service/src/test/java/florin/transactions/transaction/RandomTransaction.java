package florin.transactions.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.AvroEvents;
import florin.events.Money;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import florin.transactions.category.SystemCategories;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import florin.transactions.transaction.value.RuleValue;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
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

/**
 * A transaction that facts of a bank, edits of a user, rules and undo change at random, with the
 * values that have to result.
 */
final class RandomTransaction {

  static final UUID ID = new UUID(7, 8);
  static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
  private static final UUID USER = new UUID(7, 7);
  private static final UUID ACCOUNT = new UUID(7, 9);
  private static final UUID CONNECTION = new UUID(7, 10);
  private static final List<UUID> CATEGORIES =
      SystemCategories.all().stream().limit(4).map(category -> category.id()).toList();

  /** The values of the transaction before and after a change. */
  private record ChangedValues(Map<String, Object> before, Map<String, Object> after) {}

  final Random random;
  final List<TransactionEvent> events = new ArrayList<>();
  final List<RecordedEvent> recorded = new ArrayList<>();
  private final List<ChangedValues> changes = new ArrayList<>();

  /** The values of the user by field; that of a cleared field is empty. */
  final Map<String, Optional<Object>> words = new HashMap<>();

  /** Tags that the user took off. */
  final Set<String> off = new TreeSet<>();

  /** The values of rules by field. */
  final Map<String, String> ruled = new HashMap<>();

  final Set<String> ruleTags = new TreeSet<>();

  TransactionEntry.ProviderFact bank;
  boolean gone;
  Transaction state = Transaction.DECIDER.initial();
  UUID change = Ids.next();
  int numbers;

  RandomTransaction(Random random) {
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
      editField();
    }
    Map<String, Object> after = TransactionUndo.of(state);
    if (!after.equals(before)) {
      changes.add(new ChangedValues(before, after));
    }
  }

  void editField() {
    switch (random.nextInt(7)) {
      case 0 -> {
        Optional<UUID> choice = random.nextInt(3) == 0 ? Optional.empty() : any(CATEGORIES);
        set(
            "category",
            choice.map(Object.class::cast),
            new TransactionCommand.Categorise(choice, AT));
      }
      case 1 -> {
        String text = "mine " + random.nextInt(2);
        set(
            "description",
            Optional.of(text),
            new TransactionCommand.SetText(TextField.DESCRIPTION, Optional.of(text), AT));
      }
      case 2 -> {
        Optional<UUID> choice = random.nextInt(3) == 0 ? Optional.empty() : any(CATEGORIES);
        set(
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
        changes.add(new ChangedValues(before, after));
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

  void set(String field, Optional<Object> value, TransactionCommand command) {
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
    ChangedValues last = changes.removeLast();
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
    // The values after an undo are those before the change, as the check above has shown.
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
}
