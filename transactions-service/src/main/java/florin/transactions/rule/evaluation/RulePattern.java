package florin.transactions.rule.evaluation;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Regular expressions of rules, in RE2 syntax: matching takes time linear in the text. The time is
 * also linear in the size of the expression, which counted repetitions multiply, so that they are
 * limited.
 */
public final class RulePattern {

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

  private static final long MOST_REPETITIONS = 100;

  private RulePattern() {}

  static Pattern compile(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }

  /** The reason why an expression cannot be used; empty if it can. */
  public static Optional<String> fault(String expression) {
    long repetitions = 1;
    Matcher counted = REPETITION.matcher(expression);
    while (counted.find() && repetitions <= MOST_REPETITIONS) {
      String most =
          counted.group(2) == null || counted.group(2).isEmpty()
              ? counted.group(1)
              : counted.group(2);
      repetitions *= Math.max(1, Long.parseLong(most));
    }
    if (repetitions > MOST_REPETITIONS) {
      return Optional.of("counted repetitions of more than " + MOST_REPETITIONS + " in all");
    }
    try {
      compile(expression);
      return Optional.empty();
    } catch (PatternSyntaxException invalid) {
      return Optional.of(invalid.getDescription());
    }
  }
}
