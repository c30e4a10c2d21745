package florin.transactions.problem;

import florin.journal.stream.ProblemDefinition;

/** The problem types of transactions beside those of the runtime. */
public enum TransactionsProblem implements ProblemDefinition {
  TRANSACTION_REMOVED("transaction-removed", 422, "The transaction is removed"),
  TOO_MANY_TRANSACTIONS(
      "too-many-transactions", 422, "More transactions are meant than one change may have"),
  NOT_ENTERED_BY_HAND(
      "not-entered-by-hand", 422, "Only a transaction entered by hand has such a change"),
  TOO_MANY_PERIODS("too-many-periods", 422, "The report would have more periods than it may have"),
  VALUE_REQUIRED("value-required", 422, "The field cannot be cleared"),
  AMOUNT_ZERO("amount-zero", 422, "The amount must not be zero"),
  INVALID_TAG("invalid-tag", 422, "A tag is empty, too long or not storable"),
  TOO_MANY_TAGS("too-many-tags", 422, "The transaction has more tags than it may have"),
  INVALID_PART_COUNT("invalid-part-count", 422, "A split has too few or too many parts"),
  INVALID_PART(
      "invalid-part", 422, "A part of a split is not an amount in the currency of the whole"),
  SPLIT_SUM_MISMATCH("split-sum-mismatch", 422, "The parts do not sum to the whole"),
  CATEGORY_UNKNOWN("category-unknown", 422, "There is no such category"),
  CATEGORY_ARCHIVED("category-archived", 422, "The category is archived"),
  CATEGORY_CYCLE("category-cycle", 422, "A category cannot be placed under or merged into itself"),
  SYSTEM_CATEGORY("system-category", 422, "A system category cannot be changed"),
  TOO_MANY_CATEGORIES("too-many-categories", 422, "There are as many categories as there may be"),
  MERCHANT_UNKNOWN("merchant-unknown", 422, "There is no such merchant"),
  MERCHANT_ARCHIVED("merchant-archived", 422, "The merchant is archived"),
  MERCHANT_CYCLE("merchant-cycle", 422, "A merchant cannot be merged into itself"),
  TRANSACTION_UNKNOWN("transaction-unknown", 422, "There is no such transaction"),
  TRANSFER_MATCHED("transfer-matched", 409, "A transaction is in a transfer already"),
  TRANSFER_SAME_ACCOUNT(
      "transfer-same-account", 422, "Both transactions of a transfer are of one account"),
  TRANSFER_SAME_DIRECTION(
      "transfer-same-direction", 422, "A transfer has one amount below and one above zero"),
  TRANSFER_AMOUNTS_DIFFER(
      "transfer-amounts-differ", 422, "The amounts of a transfer in one currency are opposite"),
  TRANSFERS_OFF("transfers-off", 409, "The user's settings switch the search for transfers off");

  private final String code;
  private final int status;
  private final String title;

  TransactionsProblem(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
