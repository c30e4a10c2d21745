package florin.journal.web.caller;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Recognises the same request however its JSON is written: white space and the order of keys make
 * no difference, the digits of a number do. A body that is not JSON is hashed as it is.
 */
public final class CanonicalBody {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .build();

  private CanonicalBody() {}

  /** SHA-256 of the canonical form. */
  public static byte[] hash(byte[] body) {
    return sha256(canonical(body));
  }

  private static byte[] canonical(byte[] body) {
    try {
      return body.length == 0 ? body : JSON.writeValueAsBytes(JSON.readTree(body));
    } catch (JacksonException notJson) {
      return body;
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
