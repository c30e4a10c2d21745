package florin.planning.variant;

import florin.events.Money;
import florin.planning.scenario.BillRow;
import florin.planning.scenario.ScenarioRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios side by side, in the order in which they were asked for.
 *
 * @param from the first day of the year that is looked at: today
 * @param until its last day
 */
record Comparison(LocalDate from, LocalDate until, List<Side> items, List<Difference> differences) {

  /**
   * One scenario.
   *
   * @param totalBills every bill once
   * @param billsOfYear every bill as often as it is due in the year; one without a day as if it
   *     were due from today
   * @param percent of the balance that is allocated by percents
   */
  record Side(
      ScenarioRow scenario,
      Money totalBills,
      Money billsOfYear,
      String percent,
      Money allocated,
      Money remaining,
      Money shortfall) {}

  /**
   * A bill that is not the same in all of them.
   *
   * @param bills that of each scenario, null where there is none
   */
  record Difference(String name, List<@Nullable BillRow> bills) {}
}
