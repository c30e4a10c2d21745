package florin.transactions.transaction.value;

import java.util.Locale;

/** The texts of a transaction that users edit. A further one is declared here. */
public enum TextField implements OverridableField {
  DESCRIPTION("own_description", 500),
  NOTE("note", 2_000);

  private final String column;
  private final int maxLength;

  /**
   * @param column of the view: the user's text, else a rule's
   * @param maxLength in characters
   */
  TextField(String column, int maxLength) {
    this.column = column;
    this.maxLength = maxLength;
  }

  public static TextField of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public String column() {
    return column;
  }

  public int maxLength() {
    return maxLength;
  }

  /** Whether the entry has such a text too. It applies again when the user clears his own. */
  public boolean inEntry() {
    return this == DESCRIPTION;
  }
}
