package florin.planning.variant;

import florin.events.Money;
import florin.planning.scenario.ScenarioResponse;
import florin.planning.scenario.bill.BillResponse;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios side by side, in the requested order.
 *
 * @param from the first day of the year that is looked at: today
 * @param until its last day
 */
record ScenarioComparisonResponse(
    @Schema(description = "The first day of the year that is compared: today") LocalDate from,
    @Schema(description = "The last day of that year") LocalDate until,
    @Schema(description = "The scenarios, in the order of the request")
        List<ComparedScenario> items,
    @Schema(description = "The bills that are not the same in all of them")
        List<ScenarioDifference> differences) {

  /**
   * One scenario.
   *
   * @param totalBills every bill once
   * @param billsOfYear every bill as often as it is due in the year; one without a day as if it
   *     were due from today
   * @param percent of the balance that is allocated by percents
   */
  record ComparedScenario(
      @Schema(description = "The scenario") ScenarioResponse scenario,
      @Schema(description = "The sum of its bills, each once") Money totalBills,
      @Schema(
              description =
                  "The sum of its bills, each as often as it is due in the year; one without a"
                      + " dueDate as if it were due from today")
          Money billsOfYear,
      @Schema(description = "The percentage of the balance that percentages allocate")
          String percent,
      @Schema(description = "The sum of its allocations") Money allocated,
      @Schema(description = "What is left of its balance, never below 0") Money remaining,
      @Schema(description = "What its balance lacks for the allocations") Money shortfall) {}

  /**
   * A bill that is not the same in all of them.
   *
   * @param bills that of each scenario, null where there is none
   */
  record ScenarioDifference(
      @Schema(description = "The name of the bill, as the first scenario that has it spells it")
          String name,
      @Schema(description = "The bill of each scenario, in their order; null where there is none")
          List<@Nullable BillResponse> bills) {}
}
