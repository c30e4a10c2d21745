package florin.emulator.item;

import florin.emulator.data.Account;
import florin.emulator.data.Ids;
import florin.emulator.data.Portfolio;
import florin.emulator.data.PublicToken;
import florin.emulator.data.Transaction;
import florin.emulator.data.TransactionChange;
import florin.emulator.household.Household;
import florin.emulator.household.value.AccountPlan;
import florin.emulator.household.value.Institution;
import florin.emulator.household.value.TransactionDraft;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The history of a login under the ids of one Item: its institution's part of the household or, if
 * the login has been linked before, the present state of that.
 */
public final class ItemHistory {
  private final EmulatorState emulatorState;
  private final Household household;

  public ItemHistory(EmulatorState emulatorState, Household household) {
    this.emulatorState = emulatorState;
    this.household = household;
  }

  /** With the balances of today, pendings apart. */
  public List<Account> accounts(PublicToken origin, Optional<Item> sibling, String itemId) {
    if (sibling.isPresent()) {
      return sibling.get().accounts().stream()
          .map(account -> account.as(accountId(account.accountId(), itemId)))
          .toList();
    }
    var part = part(origin);
    var accounts = new LinkedHashMap<String, Account>();
    for (var accountPlan : part.plans()) {
      var account = accountPlan.account(accountId(accountPlan.key(), itemId));
      accounts.put(accountPlan.key(), account.persisting(persistentId(origin, accountPlan.name())));
    }
    for (var transactionDraft : part.drafts()) {
      var transactionDetails = transactionDraft.details();
      accounts.computeIfPresent(
          transactionDraft.account(),
          (key, account) ->
              account.moved(
                  transactionDetails.amount(),
                  transactionDetails.currency(),
                  transactionDraft.pending()));
    }
    return List.copyOf(accounts.values());
  }

  /** The investments and debts of the login; none if it is a small one. */
  public Portfolio portfolio(PublicToken origin, Optional<Item> sibling, String itemId) {
    if (sibling.isPresent()) {
      return sibling
          .get()
          .portfolio()
          .as(
              account -> accountId(account, itemId),
              id -> Ids.entity(emulatorState.seed(), "investment again " + id, itemId, 0));
    }
    return origin.movements() > 0
        ? Portfolio.empty()
        : household.portfolio(
            Institution.of(origin.institutionId()).orElseThrow(), key -> accountId(key, itemId));
  }

  /** Transactions booked between two days (both included), oldest first. */
  List<TransactionChange> between(Item item, LocalDate from, LocalDate to) {
    var sibling = item.sibling().flatMap(emulatorState::item);
    var transactions = sibling.isPresent() ? again(sibling.get(), item) : planned(item);
    return transactions.stream()
        .filter(one -> !one.details().date().isBefore(from) && !one.details().date().isAfter(to))
        .map(one -> new TransactionChange(TransactionChange.Op.ADDED, one))
        .toList();
  }

  /** The same in every Item of a login, at the few institutions that publish it. */
  private @Nullable String persistentId(PublicToken origin, String name) {
    var institution = Institution.of(origin.institutionId()).orElseThrow();
    return institution.persistentIds() ? Ids.persistent(emulatorState.seed(), origin, name) : null;
  }

  private List<Transaction> planned(Item item) {
    var part = part(item.origin());
    var keys = part.plans().stream().map(AccountPlan::key).toList();
    var transactions = new ArrayList<Transaction>();
    for (var ordinal = 0; ordinal < part.drafts().size(); ordinal++) {
      var transactionDraft = part.drafts().get(ordinal);
      if (keys.contains(transactionDraft.account())) {
        transactions.add(transaction(transactionDraft, item.itemId(), ordinal));
      }
    }
    return transactions;
  }

  /** The labels of transfers between the household's accounts, by transaction; none of a relink. */
  public Map<String, String> transfers(Item item) {
    return labels(item, TransactionDraft::transfer);
  }

  /** The labels of recurring series, by transaction; none of a relink. */
  public Map<String, String> series(Item item) {
    return labels(item, TransactionDraft::series);
  }

  /** The first payday after the history, of a login that has the salary. */
  public Optional<LocalDate> nextPayday(Item item) {
    return series(item).containsValue(Household.SALARY)
        ? Optional.of(household.nextPayday())
        : Optional.empty();
  }

  private Map<String, String> labels(
      Item item, Function<TransactionDraft, @Nullable String> labelOf) {
    if (item.sibling().isPresent()) {
      return Map.of();
    }
    var drafts = part(item.origin()).drafts();
    var labels = new LinkedHashMap<String, String>();
    for (var ordinal = 0; ordinal < drafts.size(); ordinal++) {
      var label = labelOf.apply(drafts.get(ordinal));
      if (label != null) {
        labels.put(transaction(drafts.get(ordinal), item.itemId(), ordinal).transactionId(), label);
      }
    }
    return labels;
  }

  private List<Transaction> again(Item sibling, Item item) {
    return ExpectedState.of(sibling).transactions().stream()
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

  private Transaction transaction(TransactionDraft transactionDraft, String itemId, int ordinal) {
    return new Transaction(
        Ids.entity(emulatorState.seed(), "history", itemId, ordinal),
        accountId(transactionDraft.account(), itemId),
        transactionDraft.pending(),
        null,
        transactionDraft.details(),
        null);
  }

  private String transactionId(String before, String itemId) {
    return Ids.entity(emulatorState.seed(), "again " + before, itemId, 0);
  }

  private String accountId(String key, String itemId) {
    return Ids.entity(emulatorState.seed(), "account " + key, itemId, 0);
  }
}
