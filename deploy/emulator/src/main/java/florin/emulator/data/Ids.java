package florin.emulator.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.UUID;

/** Identifiers in Plaid's shapes, derived from the seed so that a run can be repeated. */
public final class Ids {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** 37 mixed-case alphanumerics, the shape of Item, account and transaction ids. */
  public static String entity(long seed, String kind, String owner, long ordinal) {
    return base62(sha256(seed + "|" + kind + "|" + owner + "|" + ordinal), 37);
  }

  /** The id that an account keeps in every Item of its login. */
  public static String persistent(long seed, PublicToken login, String account) {
    return entity(seed, "persistent " + account, login.login(), 0);
  }

  public static UUID uuid(long seed, String kind, long ordinal) {
    var bytes = ByteBuffer.wrap(sha256(seed + "|" + kind + "|" + ordinal));
    var high = (bytes.getLong() & 0xffffffffffff0fffL) | 0x4000L;
    var low = (bytes.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /** A fresh 15-character request id; never repeated, so never seeded. */
  public static String request() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return base62(bytes, 15);
  }

  public static byte[] sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static String base62(byte[] bytes, int length) {
    var rest = new BigInteger(1, bytes);
    var text = new StringBuilder(length);
    while (text.length() < length) {
      var parts = rest.divideAndRemainder(RADIX);
      text.append(DIGITS.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return text.toString();
  }
}
