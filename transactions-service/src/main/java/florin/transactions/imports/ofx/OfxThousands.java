package florin.transactions.imports.ofx;

import florin.transactions.imports.text.FileCharacters;
import java.util.Set;

/**
 * Finds which character separates thousands in the amounts of a file: an amount such as 1,234 does
 * not show it, the other amounts of the file do.
 */
final class OfxThousands {

  private static final char NONE = '\0';
  private static final Set<String> AMOUNTS = Set.of("TRNAMT", "BALAMT");
  private static final Set<String> THREE_DECIMALS =
      Set.of("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND");

  private OfxThousands() {}

  /**
   * The point if more of the other amounts have a comma before their decimals than a point; neither
   * if there is no other amount and the currency has three decimals; else the comma.
   */
  static char of(FileCharacters text) {
    int ambiguous = 0;
    int points = 0;
    int commas = 0;
    boolean threeDecimals = false;
    OfxTokens tokens = new OfxTokens(text);
    while (tokens.next()) {
      threeDecimals |= tokens.name().equals("CURDEF") && THREE_DECIMALS.contains(tokens.value());
      String amount = AMOUNTS.contains(tokens.name()) ? tokens.value().strip() : "";
      if (OfxValues.isAmbiguous(amount)) {
        ambiguous++;
      } else {
        int last = Math.max(amount.lastIndexOf('.'), amount.lastIndexOf(','));
        points += last >= 0 && amount.charAt(last) == '.' ? 1 : 0;
        commas += last >= 0 && amount.charAt(last) == ',' ? 1 : 0;
      }
    }
    return ambiguous > 0 && commas > points ? '.' : commas == points && threeDecimals ? NONE : ',';
  }
}
