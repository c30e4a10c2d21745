package florin.planning.spending.bill;

import florin.events.Money;
import florin.planning.mark.OccurrenceStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Assigns payments to the days on which bills are due. A payment settles one day of one bill, and a
 * day is settled by one payment: by one that names the bill before one that does not, then by the
 * nearest, then by the one whose amount is closest.
 *
 * <p>A payment matches a bill if its amount differs by at most one percent, or one smallest unit of
 * the currency, and it left the bill's account; a bill without an account needs its category or its
 * name in the payment, because an amount alone proves nothing. A transfer settles no bill, unless
 * only the bank categorises it as one and its text has the name of the bill. A transaction that the
 * user declared not to pay a bill settles none of its days.
 */
final class Settlement {

  private static final BigDecimal TOLERANCE = new BigDecimal("0.01");

  private static final Comparator<Pair> BEST_FIRST =
      Comparator.comparing(Pair::named, Comparator.reverseOrder())
          .thenComparing(Pair::distance)
          .thenComparing(Pair::difference)
          .thenComparing(pair -> pair.due().date())
          .thenComparing(pair -> pair.due().bill().id())
          .thenComparing(pair -> pair.payment().date())
          .thenComparing(pair -> pair.payment().transaction());

  private Settlement() {}

  /** A day on which a bill is due, owed or declared paid. */
  private record Due(PlannedBill bill, LocalDate date) {}

  private record Pair(
      Due due, BillPayment payment, boolean named, long distance, BigDecimal difference) {}

  /** The lowest amount that may pay a bill. */
  static BigDecimal least(PlannedBill bill) {
    BigDecimal amount = bill.amount().amount();
    return amount.subtract(tolerance(bill));
  }

  /** The highest amount that may pay a bill. */
  static BigDecimal most(PlannedBill bill) {
    BigDecimal amount = bill.amount().amount();
    return amount.add(tolerance(bill));
  }

  /** One percent, but at least the smallest unit of the currency. */
  private static BigDecimal tolerance(PlannedBill bill) {
    int decimals = bill.amount().currency().decimals().orElse(Money.SCALE);
    return bill.amount().amount().multiply(TOLERANCE).max(BigDecimal.ONE.movePointLeft(decimals));
  }

  /**
   * Assigns payments to the due dates that they settle. Without a day through which the user
   * declared the bill paid, a day before a settled one is not owed, unless it was marked as unpaid:
   * a plan is no record of payments.
   */
  static List<BillOccurrence> of(List<BillOccurrence> owed, List<BillPayment> payments) {
    Map<Due, BillPayment> settled = assigned(pairs(owed, payments));
    Map<UUID, LocalDate> latest = new HashMap<>();
    settled
        .keySet()
        .forEach(due -> latest.merge(due.bill().id(), due.date(), (a, b) -> a.isAfter(b) ? a : b));
    List<BillOccurrence> result = new ArrayList<>();
    for (BillOccurrence one : owed) {
      Optional<BillPayment> payment =
          Optional.ofNullable(settled.get(new Due(one.bill(), one.date())));
      LocalDate last = latest.get(one.bill().id());
      boolean before = last != null && one.date().isBefore(last);
      if (payment.isPresent()
          || !before
          || one.bill().paidThrough().isPresent()
          || one.bill().marked(OccurrenceStatus.UNPAID).contains(one.date())) {
        result.add(new BillOccurrence(one.bill(), one.date(), payment));
      }
    }
    return result;
  }

  private static Map<Due, BillPayment> assigned(List<Pair> pairs) {
    Map<Due, BillPayment> settled = new HashMap<>();
    Set<UUID> used = new HashSet<>();
    pairs.stream()
        .sorted(BEST_FIRST)
        .forEach(
            pair -> {
              if (!settled.containsKey(pair.due()) && used.add(pair.payment().transaction())) {
                settled.put(pair.due(), pair.payment());
              }
            });
    return settled;
  }

  private static List<Pair> pairs(List<BillOccurrence> owed, List<BillPayment> payments) {
    Map<PlannedBill, List<Due>> dues = new HashMap<>();
    for (BillOccurrence one : owed) {
      dues.computeIfAbsent(one.bill(), Settlement::declaredPaid)
          .add(new Due(one.bill(), one.date()));
    }
    List<Pair> pairs = new ArrayList<>();
    dues.forEach(
        (bill, days) ->
            payments.stream()
                .filter(billPayment -> matches(bill, billPayment))
                .forEach(
                    billPayment ->
                        days.forEach(due -> pair(due, billPayment).ifPresent(pairs::add))));
    return pairs;
  }

  /** The days that the user declared paid: their payments settle no other day. */
  private static List<Due> declaredPaid(PlannedBill bill) {
    List<Due> days = new ArrayList<>();
    bill.lastPaid().ifPresent(day -> days.add(new Due(bill, day)));
    bill.marked(OccurrenceStatus.PAID).forEach(day -> days.add(new Due(bill, day)));
    return days;
  }

  private static Optional<Pair> pair(Due due, BillPayment billPayment) {
    return billPayment.date().isBefore(due.bill().earliest(due.date()))
        ? Optional.empty()
        : Optional.of(
            new Pair(
                due,
                billPayment,
                named(due.bill(), billPayment),
                Math.abs(ChronoUnit.DAYS.between(due.date(), billPayment.date())),
                difference(due.bill(), billPayment)));
  }

  static boolean matches(PlannedBill bill, BillPayment billPayment) {
    BigDecimal paid = billPayment.amount().negate();
    return bill.mayBePaidBy(billPayment.transaction())
        && (linked(bill, billPayment) || matches(bill, billPayment, paid));
  }

  /** An occurrence of the bill's series settles it, whatever its amount. */
  private static boolean linked(PlannedBill bill, BillPayment billPayment) {
    return bill.series().map(series -> billPayment.series().contains(series.id())).orElse(false);
  }

  private static boolean matches(PlannedBill bill, BillPayment billPayment, BigDecimal paid) {
    return billPayment.currency().equals(bill.amount().currency().code())
        && paid.compareTo(least(bill)) >= 0
        && paid.compareTo(most(bill)) <= 0
        && bill.account()
            .map(billPayment.account()::equals)
            .orElseGet(() -> named(bill, billPayment))
        && (!billPayment.transfer() || billPayment.payee().named(bill.name()));
  }

  private static boolean named(PlannedBill bill, BillPayment billPayment) {
    return linked(bill, billPayment)
        || bill.category().map(billPayment.categories()::contains).orElse(false)
        || billPayment.payee().named(bill.name());
  }

  private static BigDecimal difference(PlannedBill bill, BillPayment billPayment) {
    return bill.amount().amount().add(billPayment.amount()).abs();
  }
}
