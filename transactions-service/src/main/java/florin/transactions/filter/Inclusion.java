package florin.transactions.filter;

import florin.journal.stream.Rejection;
import org.jspecify.annotations.Nullable;

/** Whether rows of one sort are listed with the others, left out, or listed alone. */
public enum Inclusion {
  INCLUDE("include"),
  EXCLUDE("exclude"),
  ONLY("only");

  private final String label;

  Inclusion(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * The inclusion of a parameter; {@code true} is {@code only} and {@code false} is {@code
   * exclude}.
   */
  public static Inclusion of(String parameter, @Nullable String given, Inclusion otherwise) {
    return switch (given) {
      case null -> otherwise;
      case "include" -> INCLUDE;
      case "exclude", "false" -> EXCLUDE;
      case "only", "true" -> ONLY;
      default ->
          throw new Rejection(
              "invalid-parameter",
              parameter + ": '" + given + "' (expected: include, exclude or only)",
              parameter);
    };
  }
}
