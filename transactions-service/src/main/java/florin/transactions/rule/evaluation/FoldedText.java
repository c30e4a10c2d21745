package florin.transactions.rule.evaluation;

import florin.journal.CanonicalName;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form in which texts are compared: the canonical form of names, without accents and with the
 * letters that the search of lists folds too, see {@link florin.transactions.filter.SearchTerms}.
 */
final class FoldedText {

  private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private FoldedText() {}

  static String of(String text) {
    if (isPlain(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    String decomposed = Normalizer.normalize(CanonicalName.of(text), Normalizer.Form.NFD);
    return CanonicalName.of(ACCENTS.matcher(decomposed).replaceAll(""))
        .replace('\u00f8', 'o')
        .replace('\u0142', 'l')
        .replace("\u00e6", "ae");
  }

  /** Printable ASCII without blanks at the ends or two in a row: only its case is folded. */
  static boolean isPlain(String text) {
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean space = character == ' ';
      if (character < FIRST_PRINTABLE || character > LAST_PRINTABLE || (space && blank)) {
        return false;
      }
      blank = space;
    }
    return !blank || text.isEmpty();
  }
}
