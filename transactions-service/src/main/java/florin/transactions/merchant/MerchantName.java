package florin.transactions.merchant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A merchant as the banks' texts name it, without what terminals and processors add.
 *
 * @param name as people read it
 * @param slug what makes two names the same
 */
public record MerchantName(String name, String slug) {

  /** In this order, each once. */
  private static final List<String> PREFIXES =
      List.of("POS ", "DEBIT ", "PURCHASE ", "SQ *", "TST*", "PP*", "PAYPAL *", "CARD 1234 ");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** A hyphen inside a word belongs to the name: 7-Eleven, Coca-Cola. */
  private static final Pattern REST = Pattern.compile("(?:\\s-|-\\s|[:/|]).*$|-$", Pattern.DOTALL);

  private static final Pattern NOISE =
      Pattern.compile(
          "\\b(?:pending|debit|card \\d+|ach|online|purchase|pos)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern EDGES = Pattern.compile("^[ *#\\-_/.]+|[ *#\\-_/.]+$");
  private static final Pattern WORDS = Pattern.compile("[^\\s-]+");
  private static final Pattern NOT_SLUG =
      Pattern.compile("[^\\p{L}\\p{N}]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final int SHORT = 3;

  /** The first of the texts that names anything. */
  public static Optional<MerchantName> of(Stream<String> candidates) {
    return candidates.map(MerchantName::of).flatMap(Optional::stream).findFirst();
  }

  public static Optional<MerchantName> of(String text) {
    String cleaned = cleaned(text);
    String slug = slug(cleaned);
    return slug.isEmpty() ? Optional.empty() : Optional.of(new MerchantName(title(cleaned), slug));
  }

  /** Lower case, everything but letters and digits as hyphens. */
  public static String slug(String text) {
    String slug = NOT_SLUG.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
    return slug.replaceAll("^-|-$", "");
  }

  private static String cleaned(String text) {
    String left = SPACES.matcher(text).replaceAll(" ").strip();
    for (String prefix : PREFIXES) {
      if (left.regionMatches(true, 0, prefix, 0, prefix.length())) {
        left = left.substring(prefix.length()).strip();
      }
    }
    left = REST.matcher(left).replaceFirst("");
    left = NOISE.matcher(left).replaceAll(" ");
    return EDGES.matcher(SPACES.matcher(left).replaceAll(" ")).replaceAll("");
  }

  private static String title(String text) {
    return WORDS
        .matcher(text)
        .replaceAll(word -> java.util.regex.Matcher.quoteReplacement(capitalised(word.group())));
  }

  /** Words written in both cases have a spelling of their own: McDonald's, eBay. */
  private static String capitalised(String word) {
    boolean upper = word.chars().anyMatch(Character::isUpperCase);
    boolean lower = word.chars().anyMatch(Character::isLowerCase);
    if ((upper && lower) || (upper && word.length() <= SHORT)) {
      return word;
    }
    int first = word.offsetByCodePoints(0, 1);
    return word.substring(0, first).toUpperCase(Locale.ROOT)
        + word.substring(first).toLowerCase(Locale.ROOT);
  }
}
