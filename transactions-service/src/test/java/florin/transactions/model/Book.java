package florin.transactions.model;

import florin.transactions.model.Item.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one user as plain collections, by the words of the domain: one transaction
 * per thing that happened at the bank, whatever ids it had; the user's word over the bank's; what
 * is already so changes nothing.
 */
final class Book {

  final List<Item> items = new ArrayList<>();
  private final Map<String, Item> byExternal = new HashMap<>();
  private final Map<UUID, String> accounts;

  Book(Map<UUID, String> accounts) {
    this.accounts = accounts;
  }

  /** How a request of the user's must be answered. */
  enum Outcome {
    OK(200),
    CREATED(201),
    NOT_FOUND(404),
    NOT_KNOWN_YET(409),
    OTHER_VERSION(412),
    REFUSED(422);

    final int status;

    Outcome(int status) {
      this.status = status;
    }
  }

  Optional<Item> named(String external) {
    return Optional.ofNullable(byExternal.get(external));
  }

  List<String> withoutId() {
    return items.stream()
        .filter(item -> item.id == null)
        .map(item -> item.said.external())
        .toList();
  }

  void learn(String external, UUID id) {
    Objects.requireNonNull(byExternal.get(external), external).id = id;
  }

  /** The bank shows a transaction, as new or as changed: both mean "it is like this now". */
  Optional<Item> show(UUID account, Fact fact) {
    Item known = byExternal.get(fact.external());
    if (known == null && fact.pendingExternal() != null) {
      known = byExternal.get(fact.pendingExternal());
    }
    if (known == null) {
      Item fresh = new Item(account, false, fact);
      items.add(fresh);
      byExternal.put(fact.external(), fresh);
      return Optional.of(fresh);
    }
    if (known.former.contains(fact.external()) && !"provider".equals(known.removedBy)) {
      return Optional.empty(); // a late word about the pending one
    }
    boolean back = "provider".equals(known.removedBy);
    if (known.said.equals(fact) && !back) {
      return Optional.empty();
    }
    if (!known.said.external().equals(fact.external())) {
      known.former.add(known.said.external());
      byExternal.put(fact.external(), known);
    }
    known.said = fact;
    if (back) {
      known.removedBy = null;
    }
    return Optional.of(known);
  }

  /** The bank no longer has this id. */
  Optional<Item> withdraw(String external) {
    Item known = byExternal.get(external);
    if (known == null || !known.said.external().equals(external) || known.removedBy != null) {
      return Optional.empty();
    }
    known.removedBy = "provider";
    return Optional.of(known);
  }

  Outcome enter(UUID account, Fact entry) {
    String currency = accounts.get(account);
    if (currency == null) {
      return Outcome.NOT_KNOWN_YET;
    }
    return !currency.equals(entry.currency()) || entry.amount().signum() == 0
        ? Outcome.REFUSED
        : Outcome.CREATED;
  }

  Item entered(UUID id, UUID account, Fact entry) {
    Item fresh = new Item(account, true, entry);
    fresh.id = id;
    fresh.version = 1;
    items.add(fresh);
    return fresh;
  }

  /** Changes what the user says; a null category or note is a choice too. */
  Outcome edit(
      @Nullable Item item,
      @Nullable Integer ifMatch,
      Optional<Optional<UUID>> category,
      Optional<Optional<String>> note,
      More more) {
    if (item == null) {
      return Outcome.NOT_FOUND;
    }
    if (ifMatch != null && ifMatch != item.version) {
      return Outcome.OTHER_VERSION;
    }
    if (item.removedBy != null) {
      return Outcome.REFUSED;
    }
    category.ifPresent(choice -> choose(item, choice.orElse(null)));
    more.description.ifPresent(text -> describe(item, text.orElse(null)));
    note.ifPresent(text -> write(item, text.orElse(null)));
    more.tags.ifPresent(tags -> tag(item, tags));
    more.excluded.ifPresent(
        out -> {
          item.version += item.excluded == out ? 0 : 1;
          item.excluded = out;
        });
    return Outcome.OK;
  }

  /** The fields that are edited more rarely. */
  record More(
      Optional<Optional<String>> description,
      Optional<Set<String>> tags,
      Optional<Boolean> excluded) {
    static final More NONE = new More(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static void describe(Item item, @Nullable String text) {
    if (!Objects.equals(item.description, text)) {
      item.description = text;
      item.version++;
    }
  }

  /** What is taken and what is added are two things that happen. */
  private static void tag(Item item, Set<String> tags) {
    if (item.tags.retainAll(tags)) {
      item.version++;
    }
    if (item.tags.addAll(tags)) {
      item.version++;
    }
  }

  private static void choose(Item item, @Nullable UUID category) {
    if (!item.categoryChosen || !Objects.equals(item.chosenCategory, category)) {
      item.categoryChosen = true;
      item.chosenCategory = category;
      item.version++;
    }
  }

  private static void write(Item item, @Nullable String text) {
    String stripped = text == null || text.isBlank() ? null : text.strip();
    if (!Objects.equals(item.note, stripped)) {
      item.note = stripped;
      item.version++;
    }
  }

  Outcome remove(@Nullable Item item, @Nullable Integer ifMatch) {
    if (item == null) {
      return Outcome.NOT_FOUND;
    }
    if (ifMatch != null && ifMatch != item.version) {
      return Outcome.OTHER_VERSION;
    }
    if (item.removedBy == null) {
      item.removedBy = "user";
      item.version++;
    }
    return Outcome.OK;
  }

  /** Only the bank brings back what the bank removed. */
  Outcome restore(@Nullable Item item, @Nullable Integer ifMatch) {
    if (item == null) {
      return Outcome.NOT_FOUND;
    }
    if (ifMatch != null && ifMatch != item.version) {
      return Outcome.OTHER_VERSION;
    }
    if ("provider".equals(item.removedBy)) {
      return Outcome.REFUSED;
    }
    if (item.removedBy != null) {
      item.removedBy = null;
      item.version++;
    }
    return Outcome.OK;
  }

  /** Every id a bank ever used and that a late word could name. */
  Set<String> superseded() {
    Set<String> ids = new TreeSet<>();
    items.forEach(item -> ids.addAll(item.former));
    return ids;
  }
}
