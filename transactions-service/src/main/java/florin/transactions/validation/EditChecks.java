package florin.transactions.validation;

import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transaction.value.TextField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks of the values that users and rules give to fields of a transaction. */
public final class EditChecks {

  private static final int LONGEST_TAG = 50;
  public static final int MOST_TAGS = 50;

  private EditChecks() {}

  /** A text without blanks at its ends; an empty one is none. */
  public static Optional<String> text(TextField field, Optional<String> text, String pointer) {
    Optional<String> given = text.map(String::strip).filter(one -> !one.isEmpty());
    if (given
        .filter(one -> one.length() > field.maxLength() || one.indexOf('\0') >= 0)
        .isPresent()) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
          "%s: not storable (expected: at most %d characters, no NUL)"
              .formatted(field.word(), field.maxLength()),
          pointer);
    }
    return given;
  }

  /** The description without blanks at its ends. */
  public static String description(String description, String pointer) {
    int longest = TextField.DESCRIPTION.maxLength();
    if (description.isBlank() || description.length() > longest || description.indexOf('\0') >= 0) {
      throw new Rejection(
          ProblemType.INVALID_TEXT,
          "description: not usable (expected: 1 to " + longest + " characters, no NUL)",
          pointer);
    }
    return description.strip();
  }

  /** Whether a name without blanks at its ends can be a tag. */
  public static boolean isTag(String name) {
    return !CanonicalName.of(name).isEmpty()
        && name.length() <= LONGEST_TAG
        && name.indexOf(',') < 0
        && name.indexOf('\0') < 0;
  }

  /**
   * Names of tags, each once.
   *
   * @param pointer to the list
   */
  public static Set<String> tags(List<String> tags, String pointer) {
    Map<String, String> names = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      String tag = tags.get(i) == null ? "" : CanonicalName.trimmed(tags.get(i));
      String form = CanonicalName.of(tag);
      if (!isTag(tag)) {
        throw new Rejection(
            TransactionsProblem.INVALID_TAG,
            "tags: not usable (expected: 1 to "
                + LONGEST_TAG
                + " characters each, some of them visible, no comma, no NUL)",
            pointer + "/" + i);
      }
      names.putIfAbsent(form, tag);
    }
    if (names.size() > MOST_TAGS) {
      throw new Rejection(
          TransactionsProblem.TOO_MANY_TAGS,
          "tags: " + names.size() + " (expected: at most " + MOST_TAGS + ")",
          pointer);
    }
    return new TreeSet<>(names.values());
  }
}
