package florin.transactions.imports.text;

import florin.transactions.imports.text.Dates.DateOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the order of day, month and year that reads the dates of a file. More than one order is
 * left if the dates do not decide it.
 */
public final class DateOrders {

  private static final int MOST_DATES = 20_000;

  private final Set<String> dates = new LinkedHashSet<>();

  public void add(String stated) {
    if (dates.size() < MOST_DATES) {
      dates.add(stated.strip());
    }
  }

  Set<String> dates() {
    return dates;
  }

  /** The orders that read most of the dates, the most probable first. */
  public List<DateOrder> orders() {
    int[] read = new int[3];
    boolean differ = false;
    boolean points = !dates.isEmpty();
    for (String stated : dates) {
      Optional<?> dmy = Dates.date(stated, DateOrder.DMY);
      Optional<?> mdy = Dates.date(stated, DateOrder.MDY);
      Optional<?> ymd = Dates.date(stated, DateOrder.YMD);
      read[0] += dmy.isPresent() ? 1 : 0;
      read[1] += mdy.isPresent() ? 1 : 0;
      read[2] += ymd.isPresent() ? 1 : 0;
      differ |= dmy.isPresent() && mdy.isPresent() && !dmy.equals(mdy);
      points &= stated.indexOf('.') > 0 && stated.indexOf('/') < 0;
    }
    int most = Math.max(read[0], Math.max(read[1], read[2]));
    List<DateOrder> orders = new ArrayList<>();
    if (read[0] == most && (!points || !yearIsFirst())) {
      orders.add(DateOrder.DMY);
    }
    if (read[1] == most && !(points && read[0] == most)) {
      orders.add(DateOrder.MDY);
    }
    if (read[2] == most) {
      addYearFirst(orders, points, differ);
    }
    if (orders.size() == 2 && !differ && !orders.contains(DateOrder.YMD)) {
      return List.of(DateOrder.DMY);
    }
    return orders.isEmpty() ? List.of(DateOrder.YMD) : List.copyOf(orders);
  }

  /** Years of four digits decide by themselves; two digits compete with day and month. */
  private void addYearFirst(List<DateOrder> orders, boolean points, boolean differ) {
    boolean settled =
        dates.stream()
            .allMatch(
                stated ->
                    Dates.date(stated, DateOrder.YMD).equals(Dates.date(stated, DateOrder.DMY))
                        && Dates.date(stated, DateOrder.YMD)
                            .equals(Dates.date(stated, DateOrder.MDY)));
    if (orders.isEmpty() || settled) {
      orders.clear();
      orders.add(DateOrder.YMD);
      return;
    }
    if (points || dates.stream().anyMatch(stated -> Dates.shortYears(stated).isEmpty())) {
      return;
    }
    long first = distinct(0);
    long last = distinct(2);
    if (first < last) {
      orders.clear();
      orders.add(DateOrder.YMD);
    } else if (first == last && !differ) {
      orders.add(DateOrder.YMD);
    }
  }

  private boolean yearIsFirst() {
    return dates.stream().allMatch(stated -> stated.matches("\\d{4}\\..*"));
  }

  private long distinct(int part) {
    return dates.stream()
        .map(Dates::shortYears)
        .filter(parts -> !parts.isEmpty())
        .map(parts -> parts.get(part))
        .distinct()
        .count();
  }
}
