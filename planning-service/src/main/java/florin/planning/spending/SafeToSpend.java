package florin.planning.spending;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.planning.minimum.MinimumPayment;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendAccount;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendCurrency;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendDeduction;
import florin.planning.spending.SafeToSpendResponse.SafeToSpendPaidBill;
import florin.planning.spending.bill.BillOccurrence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The money that can be spent, from what was read.
 *
 * @param until the last day whose bills are due
 * @param lastsUntil the last day that the money must last
 * @param buffer the amount that the user keeps back
 * @param owed up to the last day, with the payments that settle some of it
 * @param minimums payments on debts up to the last day that are not paid
 */
record SafeToSpend(
    SpendingHorizon mode,
    LocalDate today,
    LocalDate until,
    LocalDate lastsUntil,
    Optional<Money> buffer,
    List<SpendingAccount> accounts,
    List<BillOccurrence> owed,
    List<MinimumPayment> minimums) {

  private static final long TIGHT_BELOW = 2500;
  private static final long CAUTION_BELOW = 7500;

  int days() {
    return (int) ChronoUnit.DAYS.between(today, lastsUntil) + 1;
  }

  /** One row of each currency that anything is in: nothing is converted. */
  List<SafeToSpendCurrency> rows() {
    TreeSet<String> currencies = new TreeSet<>();
    accounts.forEach(account -> currencies.add(account.currency()));
    owed.forEach(bill -> currencies.add(bill.bill().amount().currency().code()));
    minimums.forEach(payment -> currencies.add(payment.amount().currency().code()));
    buffer.ifPresent(kept -> currencies.add(kept.currency().code()));
    return currencies.stream().map(code -> row(new CurrencyCode(code))).toList();
  }

  private SafeToSpendCurrency row(CurrencyCode currency) {
    List<SpendingAccount> mine =
        accounts.stream().filter(a -> a.currency().equals(currency.code())).toList();
    List<BillOccurrence> bills =
        owed.stream().filter(o -> o.bill().amount().currency().equals(currency)).toList();
    BigDecimal cash =
        mine.stream()
            .flatMap(account -> account.held().stream())
            .map(heldAmount -> heldAmount.amount().max(BigDecimal.ZERO))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    List<SafeToSpendDeduction> subtracted = subtracted(currency, mine, bills);
    List<SafeToSpendDeduction> reserved = reserved(currency, bills);
    BigDecimal raw =
        Stream.concat(subtracted.stream(), reserved.stream())
            .map(s -> s.amount().amount())
            .reduce(cash, BigDecimal::subtract);
    BigDecimal total = raw.max(BigDecimal.ZERO);
    BigDecimal perDay =
        total.divide(BigDecimal.valueOf(days()), decimals(currency), RoundingMode.FLOOR);
    return new SafeToSpendCurrency(
        currency.code(),
        new Money(total, currency),
        new Money(perDay, currency),
        new Money(raw, currency),
        status(raw, mode == SpendingHorizon.TODAY ? total : perDay, currency),
        confidence(mine, bills),
        new Money(cash, currency),
        mine.stream().map(account -> line(account, currency)).toList(),
        subtracted,
        reserved,
        paid(bills));
  }

  private List<SafeToSpendDeduction> subtracted(
      CurrencyCode currency, List<SpendingAccount> accounts, List<BillOccurrence> bills) {
    List<SafeToSpendDeduction> lines = new ArrayList<>();
    for (SpendingAccount account : accounts) {
      account
          .held()
          .ifPresent(
              heldAmount -> {
                if (heldAmount.amount().signum() < 0) {
                  Money amount = new Money(heldAmount.amount().negate(), currency);
                  lines.add(SafeToSpendDeduction.of(account, "overdraft", amount));
                }
                if (heldAmount.pending().signum() > 0) {
                  Money amount = new Money(heldAmount.pending(), currency);
                  lines.add(SafeToSpendDeduction.of(account, "pending", amount));
                }
              });
    }
    bills.stream()
        .filter(bill -> bill.payment().isEmpty() && !bill.date().isAfter(until))
        .forEach(bill -> lines.add(SafeToSpendDeduction.of(bill, today, until)));
    minimums(currency)
        .filter(payment -> !payment.dueDate().isAfter(until))
        .forEach(payment -> lines.add(SafeToSpendDeduction.of(payment)));
    buffer
        .filter(kept -> kept.currency().equals(currency) && !kept.isZero())
        .ifPresent(kept -> lines.add(SafeToSpendDeduction.buffer(kept)));
    return List.copyOf(lines);
  }

  private List<SafeToSpendDeduction> reserved(CurrencyCode currency, List<BillOccurrence> bills) {
    return Stream.concat(
            bills.stream()
                .filter(bill -> bill.payment().isEmpty() && bill.date().isAfter(until))
                .map(bill -> SafeToSpendDeduction.of(bill, today, until)),
            minimums(currency)
                .filter(payment -> payment.dueDate().isAfter(until))
                .map(SafeToSpendDeduction::of))
        .toList();
  }

  private Stream<MinimumPayment> minimums(CurrencyCode currency) {
    return minimums.stream().filter(payment -> payment.amount().currency().equals(currency));
  }

  private static List<SafeToSpendPaidBill> paid(List<BillOccurrence> bills) {
    return bills.stream().flatMap(bill -> SafeToSpendPaidBill.of(bill).stream()).toList();
  }

  private static SafeToSpendAccount line(SpendingAccount account, CurrencyCode currency) {
    return account
        .held()
        .map(
            heldAmount ->
                new SafeToSpendAccount(
                    account.account(),
                    account.name(),
                    new Money(heldAmount.amount(), currency),
                    heldAmount.from()))
        .orElse(new SafeToSpendAccount(account.account(), account.name(), null, "unknown"));
  }

  private static String status(BigDecimal raw, BigDecimal offered, CurrencyCode currency) {
    if (raw.signum() <= 0) {
      return "do-not-spend";
    }
    BigDecimal units = offered.movePointRight(decimals(currency));
    if (units.compareTo(BigDecimal.valueOf(TIGHT_BELOW)) < 0) {
      return "tight";
    }
    return units.compareTo(BigDecimal.valueOf(CAUTION_BELOW)) < 0 ? "caution" : "comfortable";
  }

  private static String confidence(List<SpendingAccount> accounts, List<BillOccurrence> bills) {
    if (bills.isEmpty()) {
      return "estimated";
    }
    return accounts.isEmpty() || accounts.stream().anyMatch(account -> account.held().isEmpty())
        ? "limited"
        : "ready";
  }

  private static int decimals(CurrencyCode currency) {
    return currency.decimals().orElse(Money.SCALE);
  }
}
