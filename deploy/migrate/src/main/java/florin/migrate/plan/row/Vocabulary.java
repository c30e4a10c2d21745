package florin.migrate.plan.row;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Open words of the source in the vocabularies of Florin. */
public final class Vocabulary {

  private static final Set<String> INVESTMENTS =
      Set.of(
          "investment",
          "brokerage",
          "ira",
          "401k",
          "403b",
          "pension",
          "retirement",
          "roth",
          "roth 401k",
          "529");
  private static final Set<String> DEPOSITS =
      Set.of(
          "depository", "checking", "savings", "cash management", "money market", "prepaid", "cd");
  private static final Set<String> CREDITS = Set.of("credit", "credit card", "line of credit");
  private static final Set<String> LOANS =
      Set.of("loan", "liability", "mortgage", "student", "student loan", "auto loan", "debt");

  /** Characters of a text of a provider, besides the descriptions of transactions. */
  public static final int LONGEST_OF_PROVIDER = 500;

  private static final int LONGEST_TAG = 50;

  /** A pattern matches code points, so that a whole pair is none of these. */
  private static final Pattern HALF_PAIR = Pattern.compile("[\\ud800-\\udfff]");

  private Vocabulary() {}

  /** The type of an account, empty if the word is none of pyNance's. */
  public static Optional<String> accountType(String word) {
    String type = word.toLowerCase(Locale.ROOT).replace('_', ' ').strip();
    if (DEPOSITS.contains(type)) {
      return Optional.of("depository");
    }
    if (CREDITS.contains(type)) {
      return Optional.of("credit");
    }
    if (LOANS.contains(type)) {
      return Optional.of("loan");
    }
    if (INVESTMENTS.contains(type)) {
      return Optional.of("investment");
    }
    return type.equals("other") || type.equals("unknown") ? Optional.of("other") : Optional.empty();
  }

  public static boolean isStatus(String word) {
    return Set.of("active", "inactive", "closed", "archived").contains(lower(word));
  }

  public static boolean isClosed(String word) {
    return Set.of("closed", "archived").contains(lower(word));
  }

  public static boolean isLinkType(String word) {
    return Set.of("manual", "plaid").contains(lower(word));
  }

  /** A text in upper case with one underscore for all that is between its letters and digits. */
  public static String slug(String text) {
    return text.strip()
        .replaceAll("[^\\p{Alnum}]+", "_")
        .replaceAll("^_+|_+$", "")
        .toUpperCase(Locale.ROOT);
  }

  /** The form in which two names are equal that Florin takes for the same. */
  public static String nameKey(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .replaceAll("\\s+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /** A text without NUL, and with a replacement for each half of a surrogate pair. */
  public static String storable(String text) {
    return text.chars().noneMatch(one -> one == 0 || Character.isSurrogate((char) one))
        ? text
        : HALF_PAIR.matcher(text.replace("\0", "")).replaceAll("\ufffd");
  }

  /** The beginning of a text that is longer than Florin holds. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end).strip();
  }

  /** A text of a provider as it is brought. */
  public static String ofProvider(String text) {
    return cut(text, LONGEST_OF_PROVIDER);
  }

  /** A tag without the source's mark; Florin's tags have no commas and at most 50 characters. */
  public static String tag(String name) {
    String tag = name.startsWith("#") ? name.substring(1) : name;
    return cut(tag.replace(',', ' ').strip(), LONGEST_TAG);
  }

  public static String lower(String word) {
    return word.toLowerCase(Locale.ROOT).strip();
  }
}
