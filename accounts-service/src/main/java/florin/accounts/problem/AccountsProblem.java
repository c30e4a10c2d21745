package florin.accounts.problem;

import florin.journal.stream.ProblemDefinition;

/** The problem types of accounts beside those of the runtime. */
public enum AccountsProblem implements ProblemDefinition {
  ACCOUNT_UNKNOWN("account-unknown", 422, "There is no such account"),
  ACCOUNT_MERGED("account-merged", 422, "The account is merged into another one"),
  ACCOUNTS_DIFFER("accounts-differ", 422, "The accounts have different currencies or sides"),
  MERGE_WITH_ITSELF("merge-with-itself", 422, "An account cannot be merged into itself"),
  NAME_REQUIRED("name-required", 422, "The account needs a name"),
  OBSERVED_IN_FUTURE("observed-in-future", 422, "A balance cannot be observed in the future"),
  TOO_MANY_GROUPS("too-many-groups", 422, "There are as many groups as there may be"),
  GROUP_FULL("group-full", 422, "The group has as many accounts as it may have"),
  TOO_MANY_SELECTED("too-many-selected", 422, "More accounts are selected than may be"),
  ORDER_INCOMPLETE(
      "order-incomplete", 422, "An order must name exactly the things that are ordered");

  private final Details details;

  AccountsProblem(String code, int status, String title) {
    details = new Details(code, status, title);
  }

  @Override
  public Details details() {
    return details;
  }
}
