package florin.emulator.api;

import florin.emulator.bank.Account;
import florin.emulator.bank.Bank;
import florin.emulator.bank.Change;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Portfolio;
import florin.emulator.bank.PublicToken;
import florin.emulator.bank.Transaction;
import florin.emulator.bank.Truth;
import florin.emulator.household.Draft;
import florin.emulator.household.Household;
import florin.emulator.household.Institution;
import florin.emulator.household.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a login holds under the ids of one Item: its institution's part of the household or, if the
 * login has been linked before, what has become of that since.
 */
final class Histories {
  private final Bank bank;
  private final Household household;

  Histories(Bank bank, Household household) {
    this.bank = bank;
    this.household = household;
  }

  /** With the balances of today, pendings apart. */
  List<Account> accounts(PublicToken origin, Optional<Item> sibling, String itemId) {
    if (sibling.isPresent()) {
      return sibling.get().accounts().stream()
          .map(account -> account.as(accountId(account.accountId(), itemId)))
          .toList();
    }
    var part = part(origin);
    var accounts = new LinkedHashMap<String, Account>();
    for (var plan : part.plans()) {
      var account = plan.account(accountId(plan.key(), itemId));
      accounts.put(plan.key(), account.persisting(persistentId(origin, plan.name())));
    }
    for (var draft : part.drafts()) {
      var details = draft.details();
      accounts.computeIfPresent(
          draft.account(),
          (key, account) -> account.moved(details.amount(), details.currency(), draft.pending()));
    }
    return List.copyOf(accounts.values());
  }

  /** What the login holds and owes; nothing if it is a small one. */
  Portfolio portfolio(PublicToken origin, Optional<Item> sibling, String itemId) {
    if (sibling.isPresent()) {
      return sibling
          .get()
          .portfolio()
          .as(
              account -> accountId(account, itemId),
              id -> Ids.entity(bank.seed(), "investment again " + id, itemId, 0));
    }
    return origin.movements() > 0
        ? Portfolio.empty()
        : household.portfolio(
            Institution.of(origin.institutionId()).orElseThrow(), key -> accountId(key, itemId));
  }

  /** What was booked between two days (both included), oldest first. */
  List<Change> between(Item item, LocalDate from, LocalDate to) {
    var sibling = item.sibling().flatMap(bank::item);
    var transactions = sibling.isPresent() ? again(sibling.get(), item) : planned(item);
    return transactions.stream()
        .filter(one -> !one.details().date().isBefore(from) && !one.details().date().isAfter(to))
        .map(one -> new Change(Change.Op.ADDED, one))
        .toList();
  }

  /** The same in every Item of a login, at the few institutions that tell it. */
  private @Nullable String persistentId(PublicToken origin, String name) {
    var institution = Institution.of(origin.institutionId()).orElseThrow();
    return institution.persistentIds() ? Ids.persistent(bank.seed(), origin, name) : null;
  }

  private List<Transaction> planned(Item item) {
    var part = part(item.origin());
    var keys = part.plans().stream().map(Plan::key).toList();
    var transactions = new ArrayList<Transaction>();
    for (var ordinal = 0; ordinal < part.drafts().size(); ordinal++) {
      var draft = part.drafts().get(ordinal);
      if (keys.contains(draft.account())) {
        transactions.add(transaction(draft, item.itemId(), ordinal));
      }
    }
    return transactions;
  }

  private List<Transaction> again(Item sibling, Item item) {
    return Truth.of(sibling).transactions().stream()
        .filter(one -> sibling.account(one.accountId()).isPresent())
        .sorted(Comparator.comparing(one -> one.details().date()))
        .map(
            one -> {
              var ancestor = one.pendingTransactionId();
              return one.as(
                  transactionId(one.transactionId(), item.itemId()),
                  accountId(one.accountId(), item.itemId()),
                  ancestor == null ? null : transactionId(ancestor, item.itemId()));
            })
        .toList();
  }

  private Household.Part part(PublicToken origin) {
    return origin.movements() > 0
        ? household.pocket(origin.movements())
        : household.part(Institution.of(origin.institutionId()).orElseThrow());
  }

  private Transaction transaction(Draft draft, String itemId, int ordinal) {
    return new Transaction(
        Ids.entity(bank.seed(), "history", itemId, ordinal),
        accountId(draft.account(), itemId),
        draft.pending(),
        null,
        draft.details(),
        null);
  }

  private String transactionId(String before, String itemId) {
    return Ids.entity(bank.seed(), "again " + before, itemId, 0);
  }

  private String accountId(String key, String itemId) {
    return Ids.entity(bank.seed(), "account " + key, itemId, 0);
  }
}
