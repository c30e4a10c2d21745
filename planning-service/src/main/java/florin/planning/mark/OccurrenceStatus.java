package florin.planning.mark;

import java.util.Locale;

/** How the user marked a due date of a bill. */
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
