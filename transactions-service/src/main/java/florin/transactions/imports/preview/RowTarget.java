package florin.transactions.imports.preview;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.imports.preview.TargetAccounts.MappedAccount;
import florin.transactions.imports.preview.TargetAccounts.Target;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.store.StoredRow.Status;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The account and the amount of a row, or the reason why it has none. */
public sealed interface RowTarget {

  /** A row that can be compared with the transactions of an account. */
  record Usable(UUID account, Money amount) implements RowTarget {}

  /** A row that needs a setting, or cannot be booked in its account. */
  record Refused(Status status, String reason) implements RowTarget {}

  /** The option that names the currency of rows without one. */
  String CURRENCY = "currency";

  static RowTarget of(Values values, MappedAccount account, Map<String, String> options) {
    if (account.skipped()) {
      return new Refused(Status.UNDECIDED, "account: left out");
    }
    if (account.target().isEmpty()) {
      return new Refused(
          Status.UNDECIDED,
          "account: '" + values.account() + "' (expected: to be mapped to one of your accounts)");
    }
    Target target = account.target().get();
    String currency =
        values.currency().isEmpty()
            ? Optional.ofNullable(options.get(CURRENCY)).orElse(target.currency())
            : values.currency();
    if (!currency.equals(target.currency())) {
      return new Refused(
          Status.UNDECIDED,
          "currency: " + currency + " (expected: the account's, " + target.currency() + ")");
    }
    try {
      Money amount = Money.storable(values.amount(), new CurrencyCode(currency));
      return amount.fitsItsCurrency()
          ? new Usable(target.id(), amount)
          : new Refused(
              Status.UNREADABLE,
              "amount: "
                  + values.amount().toPlainString()
                  + " (expected: no more decimals than "
                  + currency
                  + " has)");
    } catch (IllegalArgumentException outOfRange) {
      return new Refused(Status.UNREADABLE, String.valueOf(outOfRange.getMessage()));
    }
  }
}
