package florin.transactions.rule.definition;

/** The comparison of a condition. */
public enum ConditionOperator {
  CONTAINS,
  EQUALS,
  STARTS_WITH,
  /** A regular expression in RE2 syntax, found anywhere in the text, whatever its case. */
  MATCHES,
  IS,
  /** There is no value. */
  EMPTY;

  /** The name on the wire and in events. */
  public String word() {
    return ConditionField.word(this);
  }

  public boolean comparesText() {
    return this != IS && this != EMPTY;
  }
}
