package florin.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Tokens whose signature and claims were verified, by the SHA-256 of their text, until they expire:
 * the signature of a token is the same at its next request. Refused tokens are not kept.
 */
final class VerifiedTokens implements ReactiveJwtDecoder {

  static final int LIMIT = 1_000;

  private final ReactiveJwtDecoder decoder;
  private final Clock clock;
  private final Cache<String, Jwt> verified = Caffeine.newBuilder().maximumSize(LIMIT).build();

  VerifiedTokens(ReactiveJwtDecoder decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Mono<Jwt> decode(String token) {
    var hash = hash(token);
    var known = verified.getIfPresent(hash);
    if (known != null && isValid(known)) {
      return Mono.just(known);
    }
    verified.invalidate(hash);
    return decoder.decode(token).doOnNext(jwt -> verified.put(hash, jwt));
  }

  private boolean isValid(Jwt jwt) {
    var expires = jwt.getExpiresAt();
    return expires != null && clock.instant().isBefore(expires);
  }

  private static String hash(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
