package florin.journal;

import com.ibm.icu.text.Normalizer2;
import florin.journal.stream.Rejection;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The canonical form of a name: two names with equal forms are the same name. Categories,
 * merchants, tags, groups, accounts, scenarios and goals are unique by it. It is compared only,
 * never shown and never stored, so that a newer Unicode version needs no migration.
 *
 * <p>The form is NFKC_Casefold (Unicode Standard, section 5.18): compatibility normalisation, full
 * case folding without any locale, no default-ignorable characters. Besides, control characters are
 * dropped, a run of white space is one blank, blanks at the ends are dropped, and the four letters
 * {@code I İ i ı} are one: without a locale {@code I} may be the capital of {@code i} as well as of
 * {@code ı}.
 */
public final class CanonicalName {

  private static final Normalizer2 FOLDING = Normalizer2.getNFKCCasefoldInstance();

  /** White space, and the blank Braille pattern. */
  private static final Pattern BLANKS = Pattern.compile("[\\p{IsWhite_Space}\\x{2800}]+");

  /** Controls and interlinear annotation: not drawn, and not default-ignorable. */
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}\\x{FFF9}-\\x{FFFB}&&[^\\p{IsWhite_Space}]]");

  private static final Pattern DOTTED = Pattern.compile("i\\x{307}+|ı");

  private static final char NEXT_LINE = '\u0085';

  private CanonicalName() {}

  /** The form of a name; empty if nothing of the name is drawn. */
  public static String of(String name) {
    String drawn = CONTROLS.matcher(name).replaceAll("");
    String folded = FOLDING.normalize(BLANKS.matcher(drawn).replaceAll(" "));
    String dotless = DOTTED.matcher(folded).replaceAll("i");
    return BLANKS.matcher(FOLDING.normalize(dotless)).replaceAll(" ").strip();
  }

  /** A name as it is kept and shown: as it was sent, without white space at its ends. */
  public static String trimmed(String name) {
    int from = 0;
    int to = name.length();
    while (from < to && blank(name.charAt(from))) {
      from++;
    }
    while (to > from && blank(name.charAt(to - 1))) {
      to--;
    }
    return name.substring(from, to);
  }

  /** All white space is in the basic plane. */
  private static boolean blank(char character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == NEXT_LINE;
  }

  /**
   * The refusal of a name that another one has.
   *
   * @param kind of what has it, such as {@code category}
   * @param given as it was sent
   * @param existing the name of the other one
   * @param id of the other one
   * @param scope in which names are distinct, such as {@code under the same parent}
   */
  public static Rejection taken(String kind, String given, String existing, UUID id, String scope) {
    return new Rejection(
        "name-taken",
        "name: '%s' is the name of %s %s, '%s' (expected: a name that no other %s %s has)"
            .formatted(given, kind, id, existing, kind, scope),
        "/name");
  }
}
