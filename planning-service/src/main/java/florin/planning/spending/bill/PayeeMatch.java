package florin.planning.spending.bill;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The texts that name whom a payment went to, as whole words: a bill named "Rent" is not in
 * "CURRENT ACCOUNT".
 */
record PayeeMatch(List<String> description, List<String> merchant) {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST_NAME = 3;
  private static final String CARD_PAYMENT = "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT";

  /** Whether the bank's category is that of money moved between own accounts or to a card. */
  static boolean isTransfer(String category) {
    return category.startsWith("TRANSFER_") || category.equals(CARD_PAYMENT);
  }

  static PayeeMatch of(String description, Optional<String> merchant) {
    return new PayeeMatch(words(description), merchant.map(PayeeMatch::words).orElse(List.of()));
  }

  /** Whether one of the texts has all words of a name, in their order. */
  boolean named(String name) {
    List<String> words = words(name);
    return words.stream().mapToInt(String::length).sum() >= SHORTEST_NAME
        && (has(description, words) || has(merchant, words));
  }

  private static boolean has(List<String> text, List<String> words) {
    return java.util.Collections.indexOfSubList(text, words) >= 0;
  }

  private static List<String> words(String text) {
    return Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT)))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
