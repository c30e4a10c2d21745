package florin.planning.spending.bill;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One due date of one bill, with its payment if there is one.
 *
 * @param payment that settled it, if one is seen: then the balance shows it already
 */
public record BillOccurrence(PlannedBill bill, LocalDate date, Optional<BillPayment> payment) {

  private static final Comparator<BillOccurrence> IN_ORDER =
      Comparator.comparing(BillOccurrence::date)
          .thenComparing(billOccurrence -> billOccurrence.bill().id());

  /** Everything that is owed up to a day, in order; none of it is paid yet. */
  public static List<BillOccurrence> occurrences(
      List<PlannedBill> bills, LocalDate today, LocalDate until) {
    return bills.stream()
        .filter(bill -> bill.amount().amount().signum() > 0)
        .flatMap(
            bill ->
                bill.owed(today, until).stream()
                    .map(date -> new BillOccurrence(bill, date, Optional.empty())))
        .sorted(IN_ORDER)
        .toList();
  }
}
