package florin.transactions.model;

import florin.transactions.model.ExpectedTransaction.Fact;
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
final class ExpectedBook {

  final List<ExpectedTransaction> items = new ArrayList<>();
  private final Map<String, ExpectedTransaction> byExternal = new HashMap<>();
  private final Map<UUID, String> accounts;

  ExpectedBook(Map<UUID, String> accounts) {
    this.accounts = accounts;
  }

  /** How a request of the user's must be answered. */
  enum Outcome {
    OK(200),
    CREATED(201),
    NOT_FOUND(404),
    OTHER_VERSION(412),
    REFUSED(422);

    final int status;

    Outcome(int status) {
      this.status = status;
    }
  }

  Optional<ExpectedTransaction> named(String external) {
    return Optional.ofNullable(byExternal.get(external));
  }

  List<String> withoutId() {
    return items.stream()
        .filter(expectedTransaction -> expectedTransaction.id == null)
        .map(expectedTransaction -> expectedTransaction.said.external())
        .toList();
  }

  void learn(String external, UUID id) {
    Objects.requireNonNull(byExternal.get(external), external).id = id;
  }

  /** The bank shows a transaction, as new or as changed: both mean "it is like this now". */
  Optional<ExpectedTransaction> show(UUID account, Fact fact) {
    ExpectedTransaction known = byExternal.get(fact.external());
    if (known == null && fact.pendingExternal() != null) {
      known = byExternal.get(fact.pendingExternal());
    }
    if (known == null) {
      ExpectedTransaction fresh = new ExpectedTransaction(account, false, fact);
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
  Optional<ExpectedTransaction> withdraw(String external) {
    ExpectedTransaction known = byExternal.get(external);
    if (known == null || !known.said.external().equals(external) || known.removedBy != null) {
      return Optional.empty();
    }
    known.removedBy = "provider";
    return Optional.of(known);
  }

  Outcome enter(UUID account, Fact entry) {
    String currency = accounts.get(account);
    if (currency == null) {
      return Outcome.REFUSED;
    }
    return !currency.equals(entry.currency()) || entry.amount().signum() == 0
        ? Outcome.REFUSED
        : Outcome.CREATED;
  }

  ExpectedTransaction entered(UUID id, UUID account, Fact entry) {
    ExpectedTransaction fresh = new ExpectedTransaction(account, true, entry);
    fresh.id = id;
    fresh.version = 1;
    items.add(fresh);
    return fresh;
  }

  /** Changes what the user says; a null category or note is a choice too. */
  Outcome edit(
      @Nullable ExpectedTransaction expectedTransaction,
      @Nullable Integer ifMatch,
      Optional<Optional<UUID>> category,
      Optional<Optional<String>> note,
      More more) {
    if (expectedTransaction == null) {
      return Outcome.NOT_FOUND;
    }
    if (ifMatch != null && ifMatch != expectedTransaction.version) {
      return Outcome.OTHER_VERSION;
    }
    if (expectedTransaction.removedBy != null) {
      return Outcome.REFUSED;
    }
    category.ifPresent(choice -> choose(expectedTransaction, choice.orElse(null)));
    more.description.ifPresent(text -> describe(expectedTransaction, text.orElse(null)));
    note.ifPresent(text -> write(expectedTransaction, text.orElse(null)));
    more.tags.ifPresent(tags -> tag(expectedTransaction, tags));
    more.excluded.ifPresent(
        out -> {
          expectedTransaction.version += expectedTransaction.excluded == out ? 0 : 1;
          expectedTransaction.excluded = out;
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

  private static void describe(ExpectedTransaction expectedTransaction, @Nullable String text) {
    if (!Objects.equals(expectedTransaction.description, text)) {
      expectedTransaction.description = text;
      expectedTransaction.version++;
    }
  }

  /** What is taken and what is added are two things that happen. */
  private static void tag(ExpectedTransaction expectedTransaction, Set<String> tags) {
    if (expectedTransaction.tags.retainAll(tags)) {
      expectedTransaction.version++;
    }
    if (expectedTransaction.tags.addAll(tags)) {
      expectedTransaction.version++;
    }
  }

  private static void choose(ExpectedTransaction expectedTransaction, @Nullable UUID category) {
    if (!expectedTransaction.categoryChosen
        || !Objects.equals(expectedTransaction.chosenCategory, category)) {
      expectedTransaction.categoryChosen = true;
      expectedTransaction.chosenCategory = category;
      expectedTransaction.version++;
    }
  }

  private static void write(ExpectedTransaction expectedTransaction, @Nullable String text) {
    String stripped = text == null || text.isBlank() ? null : text.strip();
    if (!Objects.equals(expectedTransaction.note, stripped)) {
      expectedTransaction.note = stripped;
      expectedTransaction.version++;
    }
  }

  Outcome remove(@Nullable ExpectedTransaction expectedTransaction, @Nullable Integer ifMatch) {
    if (expectedTransaction == null) {
      return Outcome.NOT_FOUND;
    }
    if (ifMatch != null && ifMatch != expectedTransaction.version) {
      return Outcome.OTHER_VERSION;
    }
    if (expectedTransaction.removedBy == null) {
      expectedTransaction.removedBy = "user";
      expectedTransaction.version++;
    }
    return Outcome.OK;
  }

  /** Only the bank brings back what the bank removed. */
  Outcome restore(@Nullable ExpectedTransaction expectedTransaction, @Nullable Integer ifMatch) {
    if (expectedTransaction == null) {
      return Outcome.NOT_FOUND;
    }
    if (ifMatch != null && ifMatch != expectedTransaction.version) {
      return Outcome.OTHER_VERSION;
    }
    if ("provider".equals(expectedTransaction.removedBy)) {
      return Outcome.REFUSED;
    }
    if (expectedTransaction.removedBy != null) {
      expectedTransaction.removedBy = null;
      expectedTransaction.version++;
    }
    return Outcome.OK;
  }

  /** Every id a bank ever used and that a late word could name. */
  Set<String> superseded() {
    Set<String> ids = new TreeSet<>();
    items.forEach(expectedTransaction -> ids.addAll(expectedTransaction.former));
    return ids;
  }
}
