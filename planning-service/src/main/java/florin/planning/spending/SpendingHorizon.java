package florin.planning.spending;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last day of a safe-to-spend calculation. */
enum SpendingHorizon {
  TODAY,
  WEEK,
  UNTIL_PAYDAY;

  private static final int REST_OF_WEEK = 6;
  private static final int WITHOUT_PAYDAY = 14;

  /** As requests and answers spell it: {@code until-payday}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<SpendingHorizon> named(String text) {
    return Arrays.stream(values())
        .filter(spendingHorizon -> spendingHorizon.text().equals(text))
        .findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(SpendingHorizon::text).collect(Collectors.joining(", "));
  }

  /** The last day that the money must last. */
  LocalDate lastsUntil(LocalDate today, Optional<Payday> payday) {
    return switch (this) {
      case TODAY, UNTIL_PAYDAY -> payday.map(Payday::date).orElse(today.plusDays(WITHOUT_PAYDAY));
      case WEEK -> until(today, payday);
    };
  }

  /** The last day whose bills are due; those after it are reserved. */
  LocalDate until(LocalDate today, Optional<Payday> payday) {
    return switch (this) {
      case TODAY -> today;
      case WEEK -> today.plusDays(REST_OF_WEEK);
      case UNTIL_PAYDAY -> payday.map(Payday::date).orElse(today.plusDays(WITHOUT_PAYDAY));
    };
  }
}
