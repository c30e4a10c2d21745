package florin.transactions.recurring.series;

import java.util.Locale;

/** What the user decided about a series. */
public enum SeriesStatus {
  SUGGESTED,
  CONFIRMED,
  DISMISSED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static SeriesStatus named(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
