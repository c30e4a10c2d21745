package florin.transactions.history;

import florin.journal.test.TestPlatform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What one user must see, in plain fields: the bank's last word on each field but where the user
 * said something, and of categories and merchants what they were merged into.
 */
final class ExpectedHistory {

  final String subject = "told-" + UUID.randomUUID();
  final UUID user = TestPlatform.user(subject);
  final List<Bought> all = new ArrayList<>();

  /** Of categories and of merchants. */
  private final Map<UUID, UUID> mergers = new HashMap<>();

  private final Map<String, UUID> merchants;
  private final Map<String, UUID> labels;
  private final List<Change> changes = new ArrayList<>();

  /**
   * @param merchants by the names that the bank uses
   * @param labels the system's categories by the bank's labels
   */
  ExpectedHistory(Map<String, UUID> merchants, Map<String, UUID> labels) {
    this.merchants = merchants;
    this.labels = labels;
  }

  /** What the bank says. */
  record Fact(
      String external,
      Optional<String> pendingExternal,
      String amount,
      String date,
      String name,
      Optional<String> merchant,
      String label,
      boolean pending) {

    Fact withoutMerchant() {
      return new Fact(
          external, pendingExternal, amount, date, name, Optional.empty(), label, pending);
    }

    /** The same of the transaction that another fact is of. */
    Fact under(Fact other) {
      return new Fact(
          other.external, other.pendingExternal, amount, date, name, merchant, label, pending);
    }
  }

  /** One transaction; a field that the user cleared is among the words, empty. */
  static final class Bought {
    UUID id;
    Fact bank;
    boolean gone;
    final Map<String, Optional<Object>> words = new HashMap<>();

    Bought(Fact bank) {
      this.bank = bank;
    }
  }

  /** Everything that the user has said. */
  record Said(Map<Bought, Map<String, Optional<Object>>> words, Map<UUID, UUID> mergers) {}

  /** What there was to say before one change and after it. */
  record Change(UUID id, Said before, Said after) {

    List<Bought> touched() {
      return before.words.keySet().stream()
          .filter(one -> !before.words.get(one).equals(after.words.get(one)))
          .toList();
    }
  }

  Said said() {
    Map<Bought, Map<String, Optional<Object>>> words = new LinkedHashMap<>();
    all.forEach(one -> words.put(one, Map.copyOf(one.words)));
    return new Said(words, Map.copyOf(mergers));
  }

  /** Keeps a change that can be taken back, if it said anything. */
  boolean changed(Said before) {
    return !before.equals(said());
  }

  void remember(UUID change, Said before) {
    changes.add(new Change(change, before, said()));
  }

  Optional<Change> last() {
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes.getLast());
  }

  /** The last change never was; what the bank did since stays. */
  void forget() {
    Change last = changes.removeLast();
    last.touched()
        .forEach(
            one -> {
              one.words.clear();
              one.words.putAll(last.before().words().get(one));
            });
    mergers.clear();
    mergers.putAll(last.before().mergers());
  }

  List<Bought> counting() {
    return all.stream().filter(one -> !one.gone).toList();
  }

  /** Sets fields as a request does, with what a merged id counts as by then; null clears. */
  void set(Bought one, Map<String, Object> fields) {
    fields.forEach(
        (field, value) -> {
          switch (field) {
            case "categoryId", "merchantId" ->
                one.words.put(field, Optional.ofNullable(end((UUID) value)));
            case "tags" -> tag(one, new TreeSet<>((Collection<?>) value));
            default -> {
              if (value == null || Boolean.FALSE.equals(value)) {
                one.words.remove(field);
              } else {
                one.words.put(field, Optional.of(value));
              }
            }
          }
        });
  }

  static void retag(Bought one, Collection<String> more, Collection<String> fewer) {
    TreeSet<Object> tags = new TreeSet<>(tags(one));
    tags.removeAll(fewer);
    tags.addAll(more);
    tag(one, tags);
  }

  private static void tag(Bought one, TreeSet<Object> tags) {
    one.words.remove("tags");
    if (!tags.isEmpty()) {
      one.words.put("tags", Optional.of(List.copyOf(tags)));
    }
  }

  static List<?> tags(Bought one) {
    return (List<?>) one.words.getOrDefault("tags", Optional.of(List.of())).orElseThrow();
  }

  /** Empty: stands for itself again. */
  void merge(UUID id, Optional<UUID> into) {
    mergers.remove(id);
    into.ifPresent(other -> mergers.put(id, end(other)));
  }

  boolean merged(UUID id) {
    return mergers.containsKey(id);
  }

  /** Whether it is the other, or counts as it sooner or later. */
  boolean leads(UUID id, UUID other) {
    UUID at = id;
    while (at != null && !at.equals(other)) {
      at = mergers.get(at);
    }
    return at != null;
  }

  /** What it counts as. */
  UUID end(UUID id) {
    UUID end = id;
    while (end != null && mergers.containsKey(end)) {
      end = mergers.get(end);
    }
    return end;
  }

  /** The fields of the wire that a bank or a user has a say in. */
  Map<String, Object> shown(Bought one) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", one.id.toString());
    shown.put("externalId", one.bank.external());
    shown.put("amount", one.bank.amount());
    shown.put("date", one.bank.date());
    shown.put("pending", one.bank.pending());
    shown.put("providerCategoryLabel", one.bank.label());
    shown.put("description", word(one, "description", one.bank.name()));
    named(shown, one, "category", labels.get(one.bank.label()));
    named(shown, one, "merchant", merchants.get(one.bank.merchant().orElse(one.bank.name())));
    shown.put("note", word(one, "note", null));
    shown.put("tags", tags(one));
    shown.put("excluded", word(one, "excluded", false));
    return shown;
  }

  private static Object word(Bought one, String field, Object otherwise) {
    Optional<Object> word = one.words.get(field);
    return word == null ? otherwise : word.orElse(null);
  }

  private void named(Map<String, Object> shown, Bought one, String what, UUID banks) {
    UUID id = end((UUID) word(one, what + "Id", banks));
    shown.put(what + "Id", id == null ? null : id.toString());
    shown.put(what + "Source", one.words.containsKey(what + "Id") ? "user" : "provider");
  }
}
