package florin.journal.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import reactor.core.publisher.Mono;

/**
 * HTTP Basic of the operator: one name, and the password of the configuration. The password is
 * compared in constant time and not hashed: no copy of it is stored, and Spring's user details
 * would make a slow hash for every request.
 */
public final class OperatorAuthentication implements ReactiveAuthenticationManager {

  private static final String NAME = "operator";

  private final byte[] password;

  private OperatorAuthentication(byte[] password) {
    this.password = password;
  }

  /**
   * @param password refuses everybody if it is blank
   */
  public static ReactiveAuthenticationManager of(String password) {
    return password.isBlank()
        ? _ -> Mono.error(refusal())
        : new OperatorAuthentication(password.getBytes(UTF_8));
  }

  @Override
  public Mono<Authentication> authenticate(Authentication given) {
    boolean right =
        NAME.equals(given.getName())
            && given.getCredentials() instanceof String text
            && MessageDigest.isEqual(password, text.getBytes(UTF_8));
    return right
        ? Mono.just(UsernamePasswordAuthenticationToken.authenticated(NAME, null, List.of()))
        : Mono.error(refusal());
  }

  private static BadCredentialsException refusal() {
    return new BadCredentialsException("operator: wrong name or password");
  }
}
