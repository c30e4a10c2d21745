package florin.transactions.imports.preview;

import java.security.SecureRandom;

/**
 * Hashes of texts with a random key: a polynomial modulo 2^61 - 1. Two different texts have the
 * same hash with a probability of their length in 2^61, whatever they are.
 */
final class TextHash {

  private static final int BITS = 61;
  private static final long PRIME = (1L << BITS) - 1;

  private final long key;

  private TextHash(long key) {
    this.key = key;
  }

  static TextHash random() {
    return new TextHash(new SecureRandom().nextLong(1L << 32, PRIME));
  }

  /** A number from 0 to 2^61 - 2. */
  long of(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = reduced(times(hash) + text.charAt(i) + 1);
    }
    return reduced(times(hash));
  }

  /** The hash as a text that can be compared like the one that it stands for; empty for none. */
  String text(String text) {
    return text.isEmpty() ? "" : text(of(text));
  }

  static String text(long hash) {
    return Long.toHexString(hash);
  }

  private long times(long hash) {
    long high = Math.multiplyHigh(hash, key);
    long low = hash * key;
    return reduced((low & PRIME) + (high << 64 - BITS | low >>> BITS));
  }

  private static long reduced(long sum) {
    return sum >= PRIME ? sum - PRIME : sum;
  }
}
