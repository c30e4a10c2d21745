package florin.transactions.filter;

import florin.journal.stream.Rejection;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words of a search. A row matches if each word is found in one of its texts, whatever its case
 * and accents, or equals its amount.
 */
public final class SearchTerms {

  static final String PARAMETER =
      "Words that must all be found, as parts of words too, whatever their case and accents: in the"
          + " description, the bank's own description, the note, the merchant, the tags or the"
          + " category. A number such as 23.40 also finds that amount, in or out. At most 8 words.";

  private static final int MOST_WORDS = 8;
  private static final int LONGEST = 200;
  private static final Pattern BLANKS = Pattern.compile("[\\p{IsWhite_Space}\\p{Cc}]+");
  private static final Pattern MARKS = Pattern.compile("[\\x{300}-\\x{36f}]");
  private static final Pattern AMOUNT = Pattern.compile("[+-]?\\d{1,18}(?:[.,]\\d{1,10})?");
  private static final Pattern WILDCARDS = Pattern.compile("[\\\\%_]");

  private SearchTerms() {}

  /**
   * One word.
   *
   * @param text in the form of the column {@code search}
   */
  record Term(String text) {

    /** For {@code like}. */
    String pattern() {
      return "%" + WILDCARDS.matcher(text).replaceAll("\\\\$0") + "%";
    }

    /** Whether it is long enough for the index of trigrams. */
    boolean indexed() {
      return text.codePointCount(0, text.length()) >= 3;
    }

    Optional<BigDecimal> amount() {
      return AMOUNT.matcher(text).matches()
          ? Optional.of(new BigDecimal(text.replace(',', '.')).abs())
          : Optional.empty();
    }

    boolean isIn(String name) {
      return form(name).contains(text);
    }
  }

  static List<Term> of(String q) {
    if (q.length() > LONGEST) {
      throw new Rejection(
          "invalid-parameter",
          "q: " + q.length() + " characters (expected: at most " + LONGEST + ")",
          "q");
    }
    List<Term> words =
        Arrays.stream(BLANKS.split(form(q)))
            .filter(word -> !word.isEmpty())
            .distinct()
            .map(Term::new)
            .toList();
    if (words.size() > MOST_WORDS) {
      throw new Rejection(
          "invalid-parameter",
          "q: " + words.size() + " words (expected: at most " + MOST_WORDS + ")",
          "q");
    }
    return words;
  }

  /** The form that texts are compared in; function {@code journal.search_form} is the same. */
  public static String form(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    // Letter by letter, as the database does: String.toLowerCase gives a sigma by its place.
    return plain
        .codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .replace("\u00df", "ss")
        .replace('\u0131', 'i')
        .replace('\u00f8', 'o')
        .replace('\u0142', 'l')
        .replace("\u00e6", "ae");
  }
}
