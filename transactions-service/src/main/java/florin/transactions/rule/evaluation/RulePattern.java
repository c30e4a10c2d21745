package florin.transactions.rule.evaluation;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Objects;
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

  /** Alternatives, flags, quotations, codes of characters, and escapes inside of a class. */
  private static final java.util.regex.Pattern UNCERTAIN =
      java.util.regex.Pattern.compile("\\||\\(\\?|\\\\[QEpPxC0-9]|\\[[^\\]]*\\\\|\\[\\[");

  private static final int SHORTEST_LITERAL = 3;

  private RulePattern() {}

  static Pattern compile(String expression) {
    return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
  }

  /** The reason why an expression cannot be used; empty if it can. */
  public static Optional<String> fault(String expression) {
    long repetitions = 1;
    Matcher counted = REPETITION.matcher(expression);
    while (counted.find() && repetitions <= MOST_REPETITIONS) {
      String most = Objects.requireNonNullElse(counted.group(2), "");
      String least = Objects.requireNonNullElse(counted.group(1), "");
      repetitions *= Math.max(1, Long.parseLong(most.isEmpty() ? least : most));
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

  /**
   * Letters and digits that are in every text in which the expression is found, folded; empty if
   * none are certain. They are looked for first, as that is much faster.
   */
  static String requiredLiteral(String expression) {
    if (UNCERTAIN.matcher(expression).find()) {
      return "";
    }
    String longest = "";
    StringBuilder run = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < expression.length(); i++) {
      char character = expression.charAt(i);
      boolean literal = depth == 0 && isAsciiLetterOrDigit(character);
      if (literal && !isOptional(expression, i + 1)) {
        run.append(character);
        continue;
      }
      longest = longer(longest, run);
      run.setLength(0);
      switch (character) {
        case '\\' -> i++;
        case '[' -> i = endOfClass(expression, i);
        case '{' -> i = Math.max(i, expression.indexOf('}', i));
        case '(' -> depth++;
        case ')' -> depth--;
        default -> {
          // ends the run
        }
      }
    }
    longest = longer(longest, run);
    return longest.length() < SHORTEST_LITERAL ? "" : FoldedText.of(longest);
  }

  private static String longer(String longest, StringBuilder run) {
    return run.length() > longest.length() ? run.toString() : longest;
  }

  private static boolean isAsciiLetterOrDigit(char character) {
    return character < 0x80 && Character.isLetterOrDigit(character);
  }

  private static boolean isOptional(String expression, int next) {
    return next < expression.length() && "?*{".indexOf(expression.charAt(next)) >= 0;
  }

  /** A bracket right after the opening one belongs to the class. */
  private static int endOfClass(String expression, int open) {
    int first = expression.startsWith("[^", open) ? open + 2 : open + 1;
    int close = expression.indexOf(']', first + 1);
    return close < 0 ? expression.length() : close;
  }
}
