package florin.transactions.validation;

import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** What users call things. */
public final class NameChecks {

  private static final int LONGEST = 100;

  private NameChecks() {}

  /**
   * The name in a request, without blanks around it.
   *
   * @throws Rejection {@code rejected} if there is none that can be used
   */
  public static String name(@Nullable String name) {
    String given = name == null ? "" : CanonicalName.trimmed(name);
    if (given.length() > LONGEST || given.indexOf('\0') >= 0 || CanonicalName.of(given).isEmpty()) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
          "name: not usable (expected: 1 to "
              + LONGEST
              + " characters, some of them visible, no NUL)",
          "/name");
    }
    return given;
  }
}
