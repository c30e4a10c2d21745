package florin.emulator.state;

import florin.emulator.data.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The position of a client in a stream of updates. A resting cursor has {@code base == upto} and
 * ends an update; any other one points into the frozen range (base, upto] at {@code offset}.
 *
 * @param stream the account the stream is narrowed to, or empty for the whole Item
 * @param day when it was handed out, by the emulator's clock; of older versions of it, never
 */
record SyncCursor(String itemId, String stream, int base, int upto, int offset, long day) {
  private static final int MAC_BYTES = 16;

  static SyncCursor resting(String itemId, String stream, int at, long day) {
    return new SyncCursor(itemId, stream, at, at, 0, day);
  }

  boolean isResting() {
    return base == upto;
  }

  String encode(long seed) {
    var text = String.join("|", itemId, stream, base + "", upto + "", offset + "", day + "");
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var signed = Arrays.copyOf(mac(bytes, seed), MAC_BYTES + bytes.length);
    System.arraycopy(bytes, 0, signed, MAC_BYTES, bytes.length);
    return Base64.getEncoder().encodeToString(signed);
  }

  /** Empty for anything this emulator did not hand out. */
  static Optional<SyncCursor> decode(String text, long seed) {
    byte[] signed;
    try {
      signed = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
    if (signed.length <= MAC_BYTES) {
      return Optional.empty();
    }
    var bytes = Arrays.copyOfRange(signed, MAC_BYTES, signed.length);
    if (!MessageDigest.isEqual(mac(bytes, seed), Arrays.copyOf(signed, MAC_BYTES))) {
      return Optional.empty();
    }
    var parts = new String(bytes, StandardCharsets.UTF_8).split("\\|", -1);
    return Optional.of(
        new SyncCursor(
            parts[0],
            parts[1],
            Integer.parseInt(parts[2]),
            Integer.parseInt(parts[3]),
            Integer.parseInt(parts[4]),
            parts.length == 5 ? Long.MAX_VALUE : Long.parseLong(parts[5])));
  }

  private static byte[] mac(byte[] bytes, long seed) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Ids.sha256("cursor|" + seed), "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(bytes), MAC_BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }
}
