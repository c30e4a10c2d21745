package florin.journal.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

class VerifiedTokensTests {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration VALID = Duration.ofMinutes(15);

  private final List<String> verifications = new ArrayList<>();
  private Instant now = START;
  private final VerifiedTokens tokens =
      new VerifiedTokens(
          token -> {
            verifications.add(token);
            return token.startsWith("bad")
                ? Mono.error(new BadJwtException("signature"))
                : Mono.just(jwt(token));
          },
          ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  private static Jwt jwt(String token) {
    return Jwt.withTokenValue(token)
        .header("alg", "ES256")
        .subject(token)
        .expiresAt(START.plus(VALID))
        .build();
  }

  private String subject(String token) {
    return tokens.decode(token).map(Jwt::getSubject).block(Duration.ofSeconds(5));
  }

  @Test
  void verifiesATokenOnceUntilItExpires() {
    assertThat(subject("ann")).isEqualTo("ann");
    assertThat(subject("ann")).isEqualTo("ann");
    assertThat(verifications).containsExactly("ann");
    now = START.plus(VALID);
    assertThat(subject("ann")).isEqualTo("ann");
    assertThat(verifications).containsExactly("ann", "ann");
  }

  @Test
  void keepsNoRefusedTokenAndTakesNoneForAnother() {
    assertThatThrownBy(() -> subject("bad")).isInstanceOf(BadJwtException.class);
    assertThatThrownBy(() -> subject("bad")).isInstanceOf(BadJwtException.class);
    assertThat(subject("ann")).isEqualTo("ann");
    assertThat(subject("bob")).isEqualTo("bob");
    assertThat(verifications).containsExactly("bad", "bad", "ann", "bob");
  }

  @Test
  void keepsAtMostTheLimitAndThoseThatAreUsedMost() {
    for (int i = 0; i < 3 * VerifiedTokens.LIMIT; i++) {
      subject("user " + i);
      subject("ann");
    }
    assertThat(tokens.size()).isLessThanOrEqualTo(VerifiedTokens.LIMIT);
    verifications.clear();
    subject("ann");
    assertThat(verifications).isEmpty();
  }
}
