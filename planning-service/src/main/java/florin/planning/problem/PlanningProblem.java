package florin.planning.problem;

import florin.journal.stream.ProblemDefinition;

/** The problem types of planning beside those of the runtime. */
public enum PlanningProblem implements ProblemDefinition {
  DATE_OUT_OF_RANGE("date-out-of-range", 422, "A date is outside the years that are stored"),
  AMOUNT_OUT_OF_RANGE("amount-out-of-range", 422, "An amount is outside its range"),
  CURRENCY_NOT_OFFICIAL("currency-not-official", 422, "The currency is not an ISO 4217 currency"),
  PERCENT_OUT_OF_RANGE(
      "percent-out-of-range", 422, "A percent is outside its range or has too many decimals"),
  PERCENT_TOTAL_EXCEEDED("percent-total-exceeded", 422, "The percents are more than 100 in total"),
  TOO_MANY_ALLOCATIONS(
      "too-many-allocations", 422, "The scenario has as many allocations as it may have"),
  DUPLICATE_ALLOCATION("duplicate-allocation", 422, "The same allocation is in the list twice"),
  ALLOCATION_TARGET_AMBIGUOUS(
      "allocation-target-ambiguous",
      422,
      "An allocation is for a goal or for a bill, not for both"),
  CATEGORY_UNKNOWN("category-unknown", 422, "There is no such category"),
  SERIES_UNKNOWN("series-unknown", 422, "There is no such recurring series"),
  GOAL_UNKNOWN("goal-unknown", 422, "There is no such goal"),
  BILL_UNKNOWN("bill-unknown", 422, "There is no such bill"),
  BILL_NOT_DUE("bill-not-due", 422, "The bill has no such due date"),
  START_DEBT_REQUIRED("start-debt-required", 422, "A goal to pay off needs the debt at its start"),
  START_DEBT_NOT_ALLOWED("start-debt-not-allowed", 422, "A goal to save has no debt at its start"),
  ACCOUNT_REQUIRED("account-required", 422, "A goal to pay off needs an account"),
  ACCOUNT_WITHOUT_DEBT("account-without-debt", 422, "The account has no debt to pay off"),
  GOAL_ABANDONED("goal-abandoned", 422, "The goal is abandoned"),
  SCENARIO_DELETED("scenario-deleted", 422, "The scenario is deleted"),
  TOO_MANY_BILLS("too-many-bills", 422, "The scenario has as many bills as it may have");

  private final Details details;

  PlanningProblem(String code, int status, String title) {
    details = new Details(code, status, title);
  }

  @Override
  public Details details() {
    return details;
  }
}
