package florin.transactions.rule.evaluation;

/** A field that rules set, beside tags. */
public enum RuleField {
  CATEGORY("categoryId"),
  MERCHANT("merchantId"),
  DESCRIPTION("description"),
  NOTE("note"),
  EXCLUDED("excluded"),
  TRANSFER("transfer");

  private final String word;

  RuleField(String word) {
    this.word = word;
  }

  /** The name on the wire. */
  public String word() {
    return word;
  }
}
