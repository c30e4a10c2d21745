package florin.planning.goal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The two kinds of goals; a goal keeps its kind for ever. */
public enum GoalKind {
  /** To have an amount. */
  SAVE,
  /** To reduce a debt by an amount. */
  PAY_OFF;

  /** As events, rows and requests spell it: {@code pay-off}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<GoalKind> named(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }

  public static String all() {
    return Arrays.stream(values()).map(GoalKind::text).collect(Collectors.joining(", "));
  }
}
