package florin.journal.web.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Tokens whose signature and claims were verified, by the SHA-256 of their text, until they expire:
 * the signature of a token is the same at its next request. Of more than the limit those go first
 * that were not used for longest. Refused tokens are not kept.
 */
public final class VerifiedTokens implements ReactiveJwtDecoder {

  static final int LIMIT = 1_000;

  private final ReactiveJwtDecoder decoder;
  private final Clock clock;
  private final Map<String, Jwt> verified =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Jwt> eldest) {
          return size() > LIMIT;
        }
      };

  public VerifiedTokens(ReactiveJwtDecoder decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Mono<Jwt> decode(String token) {
    String hash = hash(token);
    return find(hash)
        .map(Mono::just)
        .orElseGet(() -> decoder.decode(token).doOnNext(jwt -> keep(hash, jwt)));
  }

  private Optional<Jwt> find(String hash) {
    synchronized (verified) {
      Jwt jwt = verified.get(hash);
      if (jwt != null && !isValid(jwt)) {
        verified.remove(hash);
        return Optional.empty();
      }
      return Optional.ofNullable(jwt);
    }
  }

  private void keep(String hash, Jwt jwt) {
    synchronized (verified) {
      verified.put(hash, jwt);
    }
  }

  private boolean isValid(Jwt jwt) {
    Instant expires = jwt.getExpiresAt();
    return expires != null && clock.instant().isBefore(expires);
  }

  int size() {
    synchronized (verified) {
      return verified.size();
    }
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
