package florin.planning.mark;

import java.util.Locale;

/** The user's mark of a due date of a bill. */
public enum OccurrenceStatus {
  PAID,
  UNPAID;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static OccurrenceStatus of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
