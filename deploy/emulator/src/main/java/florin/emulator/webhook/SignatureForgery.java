package florin.emulator.webhook;

import com.nimbusds.jose.jwk.ECKey;
import florin.emulator.state.WebhookKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The signature of a webhook: valid, or one of the kinds that a client must refuse. */
public enum SignatureForgery {
  NONE,
  /** By a key the emulator never had, under the name of one it has. */
  SIGNATURE,
  /** Properly, but one byte of the body is changed afterwards. */
  BODY,
  ALG_NONE,
  HS256,
  /** Issued 301 seconds ago: one more than the five minutes a client allows. */
  STALE,
  /** Issued 301 seconds from now. */
  FUTURE,
  /** Signed by a key that cannot be looked up. */
  UNKNOWN_KID,
  /** Signed correctly, by an expired key that the caller chooses. */
  EXPIRED_KEY;

  private static final Duration TOO_FAR = Duration.ofSeconds(301);

  /** The signed request as sent. */
  public record SignedWebhook(byte[] body, String verification) {}

  public static Optional<SignatureForgery> of(String name) {
    return Arrays.stream(values())
        .filter(signatureForgery -> signatureForgery.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  public SignedWebhook seal(byte[] body, ECKey key, Instant now) {
    return switch (this) {
      case NONE, EXPIRED_KEY -> new SignedWebhook(body, Signature.es256(body, key, now));
      case SIGNATURE ->
          new SignedWebhook(body, Signature.es256(body, WebhookKeys.generate(key.getKeyID()), now));
      case BODY -> new SignedWebhook(altered(body), Signature.es256(body, key, now));
      case ALG_NONE -> new SignedWebhook(body, Signature.none(body, key, now));
      case HS256 -> new SignedWebhook(body, Signature.hs256(body, key, now));
      case STALE -> new SignedWebhook(body, Signature.es256(body, key, now.minus(TOO_FAR)));
      case FUTURE -> new SignedWebhook(body, Signature.es256(body, key, now.plus(TOO_FAR)));
      case UNKNOWN_KID -> {
        var stranger = WebhookKeys.generate(UUID.randomUUID().toString());
        yield new SignedWebhook(body, Signature.es256(body, stranger, now));
      }
    };
  }

  /** Still valid JSON: a space of the indentation becomes a tab. */
  private static byte[] altered(byte[] body) {
    var copy = Arrays.copyOf(body, body.length);
    for (var at = 0; at < copy.length; at++) {
      if (copy[at] == ' ') {
        copy[at] = '\t';
        return copy;
      }
    }
    throw new IllegalArgumentException("body without a space");
  }
}
