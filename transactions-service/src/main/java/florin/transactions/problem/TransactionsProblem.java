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
  EXPORT_ACCOUNT_NEEDED("export-account-needed", 422, "An OFX file has the rows of one account"),
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
  TRANSFERS_OFF("transfers-off", 409, "The user's settings switch the search for transfers off"),
  CADENCE_UNKNOWN("cadence-unknown", 422, "There is no such cadence"),
  DUE_DATE_OUT_OF_RANGE("due-date-out-of-range", 422, "The due date is too early or too late"),
  SERIES_DIRECTION("series-direction", 422, "The amount has the other direction"),
  OCCURRENCE_UNKNOWN("occurrence-unknown", 422, "There is no such transaction in the series"),
  TOO_MANY_SERIES("too-many-series", 422, "There are as many series as there may be"),
  INVALID_CONDITION("invalid-condition", 422, "A condition of a rule cannot be evaluated"),
  INVALID_PATTERN("invalid-pattern", 422, "A regular expression of a rule cannot be used"),
  RULE_WITHOUT_CONDITIONS("rule-without-conditions", 422, "The rule or a group has no conditions"),
  RULE_WITHOUT_ACTIONS("rule-without-actions", 422, "The rule sets nothing"),
  RULE_TOO_LARGE("rule-too-large", 422, "The rule has more conditions than it may have"),
  TOO_MANY_RULES("too-many-rules", 422, "There are as many rules as there may be"),
  INVALID_RULE_ORDER("invalid-rule-order", 422, "The order does not name every rule once"),
  IMPORT_NOT_MULTIPART(
      "import-not-multipart", 415, "A file is uploaded as a part of multipart/form-data"),
  IMPORT_FILE_MISSING("import-file-missing", 422, "The request has no file, or an empty one"),
  IMPORT_SETTING_INVALID(
      "import-setting-invalid", 422, "The file cannot be read with this setting"),
  IMPORT_SETTING_NEEDED(
      "import-setting-needed", 422, "The file cannot be imported without a setting"),
  IMPORT_ACCOUNT_NEEDED(
      "import-account-needed", 422, "An account of the file is not mapped to one of the user's"),
  IMPORT_ACCOUNT_UNKNOWN("import-account-unknown", 422, "There is no such open account"),
  IMPORT_ROW_UNKNOWN("import-row-unknown", 422, "The file has no such row"),
  IMPORT_DECISION_INVALID("import-decision-invalid", 422, "The decision does not fit the row"),
  IMPORT_NOT_IN_PREVIEW("import-not-in-preview", 409, "The import is not in its preview"),
  IMPORT_FORMAT_UNKNOWN(
      "import-format-unknown", 422, "The file is in no format that can be imported"),
  IMPORT_EXPIRED("import-expired", 409, "The file of the import is no longer stored"),
  TOO_MANY_IMPORTS("too-many-imports", 422, "There are as many imports as there may be"),
  NO_RULE_PROPOSAL("no-rule-proposal", 422, "No rule can be proposed for this field");

  private final Details details;

  TransactionsProblem(String code, int status, String title) {
    details = new Details(code, status, title);
  }

  @Override
  public Details details() {
    return details;
  }
}
