package florin.providersync.plaid.wire;

/**
 * Texts of a provider as they can be stored. A database text holds no NUL, and UTF-8 has no form of
 * half a surrogate pair; each of them becomes U+FFFD, so that readers see that there was something.
 */
public final class ProviderText {

  private static final int REPLACEMENT = 0xFFFD;

  private ProviderText() {}

  public static String storable(String text) {
    return text.codePoints().allMatch(ProviderText::isStorable)
        ? text
        : text.codePoints()
            .map(point -> isStorable(point) ? point : REPLACEMENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static boolean isStorable(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }
}
