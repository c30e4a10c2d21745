package florin.journal.web.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Tokens whose signature and claims were verified, by the SHA-256 of their text, until they expire:
 * the signature of a token is the same at its next request. Of more than the limit those are
 * evicted that are used least. Refused tokens are not kept.
 */
public final class VerifiedTokens implements ReactiveJwtDecoder {

  static final int LIMIT = 1_000;

  private final ReactiveJwtDecoder decoder;
  private final Clock clock;
  private final Cache<String, Jwt> verified = Caffeine.newBuilder().maximumSize(LIMIT).build();

  public VerifiedTokens(ReactiveJwtDecoder decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Mono<Jwt> decode(String token) {
    String hash = hash(token);
    Jwt jwt = verified.getIfPresent(hash);
    return jwt != null && isValid(jwt)
        ? Mono.just(jwt)
        : decoder.decode(token).doOnNext(decoded -> verified.put(hash, decoded));
  }

  private boolean isValid(Jwt jwt) {
    Instant expires = jwt.getExpiresAt();
    return expires != null && clock.instant().isBefore(expires);
  }

  /** The number of tokens after the evictions that are due. */
  long size() {
    verified.cleanUp();
    return verified.estimatedSize();
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
