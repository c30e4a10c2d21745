package florin.migrate.plan.findings;

/** The rules for rows that cannot be brought as they are. */
public enum FindingRule {
  ORPHAN("orphan", "refers to a row that does not exist or is not brought"),
  REFERENCE_DROPPED(
      "reference-dropped", "brought without a reference to a row that does not exist"),
  DUPLICATE_ID(
      "duplicate-id", "the first row of an id is brought, further ones are merged into it"),
  MISSING_VALUE("missing-value", "has no value that every row of its kind needs"),
  UNREADABLE_VALUE("unreadable-value", "has a value that cannot be read as its type"),
  OUT_OF_RANGE("out-of-range", "has a value that Florin cannot hold"),
  ROUNDED("rounded", "rounded half up to the decimals that the column or Florin holds"),
  ZERO_AMOUNT_KEPT("zero-amount", "an amount of zero from a bank is brought"),
  ZERO_AMOUNT_LEFT_OUT("zero-amount-by-hand", "an amount of zero that no bank announced"),
  SIGN_DIFFERS("sign-differs", "the sign contradicts the row's category; brought as it is shown"),
  TIME_DROPPED("time-dropped", "of a time the date in UTC is brought; a naive time is UTC"),
  UNKNOWN_WORD("unknown-word", "a word outside its vocabulary is replaced"),
  USER_MISSING("user-missing", "no user: that of its account or item, or of --default-user"),
  USER_DIFFERS("user-differs", "belongs to another user than its account; the account decides"),
  CURRENCY_ASSUMED("currency-assumed", "no currency is known: that of --currency"),
  INVALID_JSON("invalid-json", "a text that is no valid JSON is read as absent"),
  PAIR_INCOMPLETE(
      "pair-incomplete",
      "marked as internal without a matching counterpart: excluded from reports"),
  NAME_TAKEN("name-taken", "another one of the user has the name: the id is added"),
  SHORTENED("shortened", "a text that is longer than Florin holds; its beginning is brought"),
  NOT_MAPPED("not-mapped", "Florin has nothing that it could become"),
  AMOUNT_EDITED("amount-edited", "the user changed a bank's value; the bank's value is brought");

  private final String wireName;
  private final String meaning;

  FindingRule(String wireName, String meaning) {
    this.wireName = wireName;
    this.meaning = meaning;
  }

  public String wireName() {
    return wireName;
  }

  public String meaning() {
    return meaning;
  }
}
