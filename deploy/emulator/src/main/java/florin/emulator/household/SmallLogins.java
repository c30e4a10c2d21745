package florin.emulator.household;

import florin.emulator.data.DecimalText;
import florin.emulator.data.TransactionDetails;
import florin.emulator.household.value.AccountPlan;
import florin.emulator.household.value.TransactionDraft;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Logins with a single checking account, for when many are wanted or little is. */
final class SmallLogins {
  private static final List<String> NAMES = List.of("Bakery", "Kiosk", "Bus Ticket", "Cinema");

  private SmallLogins() {}

  /** So many movements in the last four weeks, oldest first. */
  static Household.Part pocket(int movements, LocalDate anchor) {
    var drafts = new ArrayList<TransactionDraft>(movements);
    for (var ordinal = movements - 1; ordinal >= 0; ordinal--) {
      drafts.add(draft("pocket", ordinal, anchor.minusDays(28L * ordinal / movements), false));
    }
    return new Household.Part(List.of(checking("pocket", "Pocket Checking", "0042")), drafts);
  }

  /** A movement every ten days for a year, and a pending one. */
  static Household.Part quiet(LocalDate anchor) {
    var drafts = new ArrayList<TransactionDraft>();
    for (var ordinal = 36; ordinal >= 1; ordinal--) {
      drafts.add(draft("quiet", ordinal, anchor.minusDays(10L * ordinal), false));
    }
    drafts.add(draft("quiet", 0, anchor, true));
    return new Household.Part(List.of(checking("quiet", "Quiet Checking", "5150")), drafts);
  }

  private static TransactionDraft draft(
      String account, int ordinal, LocalDate date, boolean pending) {
    var amount = DecimalText.cents(325 + 10L * (ordinal % 50));
    var name = NAMES.get(ordinal % NAMES.size());
    return new TransactionDraft(account, pending, TransactionDetails.plain(amount, date, name));
  }

  private static AccountPlan checking(String key, String name, String mask) {
    return new AccountPlan(
        key,
        name,
        name,
        "depository",
        "checking",
        mask,
        null,
        "USD",
        false,
        BigDecimal.valueOf(5_000),
        null);
  }
}
