package florin.emulator.api;

import florin.emulator.bank.Account;
import florin.emulator.bank.Change;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Transaction;
import florin.emulator.household.Draft;
import florin.emulator.household.Household;
import florin.emulator.household.Plan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** An institution's part of the household under the ids of one Item. */
final class Histories {
  private Histories() {}

  /** With the balances of today, pendings apart. */
  static List<Account> accounts(Household.Part part, long seed, String itemId) {
    var accounts = new LinkedHashMap<String, Account>();
    for (var plan : part.plans()) {
      accounts.put(plan.key(), plan.account(accountId(seed, itemId, plan.key())));
    }
    for (var draft : part.drafts()) {
      var details = draft.details();
      accounts.computeIfPresent(
          draft.account(),
          (key, account) -> account.moved(details.amount(), details.currency(), draft.pending()));
    }
    return List.copyOf(accounts.values());
  }

  /** What was booked between two days (both included), oldest first. */
  static List<Change> between(
      Household.Part part, long seed, String itemId, LocalDate from, LocalDate to) {
    var keys = part.plans().stream().map(Plan::key).toList();
    var changes = new ArrayList<Change>();
    for (var ordinal = 0; ordinal < part.drafts().size(); ordinal++) {
      var draft = part.drafts().get(ordinal);
      var date = draft.details().date();
      if (keys.contains(draft.account()) && !date.isBefore(from) && !date.isAfter(to)) {
        changes.add(new Change(Change.Op.ADDED, transaction(draft, seed, itemId, ordinal)));
      }
    }
    return changes;
  }

  private static Transaction transaction(Draft draft, long seed, String itemId, int ordinal) {
    return new Transaction(
        Ids.entity(seed, "history", itemId, ordinal),
        accountId(seed, itemId, draft.account()),
        draft.pending(),
        null,
        draft.details());
  }

  private static String accountId(long seed, String itemId, String key) {
    return Ids.entity(seed, "account " + key, itemId, 0);
  }
}
