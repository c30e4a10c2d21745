package florin.migrate.report;

import florin.migrate.plan.transaction.PlannedTransaction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The transactions of an account in one currency, in figures that both sides can compute.
 *
 * @param sum negative = more money out than in
 */
public record AccountSum(
    String account, String currency, long count, BigDecimal sum, LocalDate first, LocalDate last) {

  private AccountSum plus(AccountSum other) {
    return new AccountSum(
        account,
        currency,
        count + other.count,
        sum.add(other.sum),
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last);
  }

  /** The sums of all accounts and currencies, in the order of their names. */
  public static List<AccountSum> of(Collection<PlannedTransaction> transactions) {
    Map<String, AccountSum> sums = new TreeMap<>();
    for (PlannedTransaction one : transactions) {
      sums.merge(
          one.account() + '\0' + one.currency(),
          new AccountSum(one.account(), one.currency(), 1, one.amount(), one.date(), one.date()),
          AccountSum::plus);
    }
    return List.copyOf(sums.values());
  }
}
