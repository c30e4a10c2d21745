package florin.planning.spending;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is owed on one day for one bill.
 *
 * @param payment that settled it, if one is seen: then the balance shows it already
 */
record Owed(PlannedBill bill, LocalDate date, Optional<Payment> payment) {

  private static final Comparator<Owed> IN_ORDER =
      Comparator.comparing(Owed::date).thenComparing(owed -> owed.bill().id());

  /** Everything that is owed up to a day, in order; none of it is paid yet. */
  static List<Owed> of(List<PlannedBill> bills, LocalDate today, LocalDate until) {
    return bills.stream()
        .filter(bill -> bill.amount().amount().signum() > 0)
        .flatMap(
            bill ->
                bill.owed(today, until).stream()
                    .map(date -> new Owed(bill, date, Optional.empty())))
        .sorted(IN_ORDER)
        .toList();
  }

  /**
   * The same with the payments that settle it: of exactly the amount, from the bill's account if it
   * has one, on the day or a little before or any day after it. A payment settles one bill once.
   */
  static List<Owed> settled(List<Owed> owed, List<Payment> payments) {
    Set<UUID> used = new HashSet<>();
    List<Owed> settled = new ArrayList<>();
    for (Owed one : owed) {
      Optional<Payment> payment =
          payments.stream()
              .filter(candidate -> !used.contains(candidate.transaction()))
              .filter(one::settledBy)
              .min(Comparator.comparingLong(one::distance));
      payment.ifPresent(found -> used.add(found.transaction()));
      settled.add(new Owed(one.bill(), one.date(), payment));
    }
    return settled;
  }

  private boolean settledBy(Payment payment) {
    return payment.currency().equals(bill.amount().currency().code())
        && payment.amount().negate().compareTo(bill.amount().amount()) == 0
        && bill.account().map(payment.account()::equals).orElse(true)
        && !payment.date().isBefore(earliest());
  }

  private long distance(Payment payment) {
    return Math.abs(ChronoUnit.DAYS.between(date, payment.date()));
  }

  /** The first day on which it may have been paid. */
  LocalDate earliest() {
    return date.minusDays(bill.early());
  }
}
