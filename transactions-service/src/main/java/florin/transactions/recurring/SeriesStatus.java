package florin.transactions.recurring;

import java.util.Locale;

/** What the user decided about a series. */
public enum SeriesStatus {
  SUGGESTED,
  CONFIRMED,
  DISMISSED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SeriesStatus named(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
