package florin.journal.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

class OperatorAuthenticationTests {

  private static Authentication given(String name, String password) {
    return UsernamePasswordAuthenticationToken.unauthenticated(name, password);
  }

  @Test
  void acceptsTheNameWithThePassword() {
    Authentication accepted =
        OperatorAuthentication.of("pässword").authenticate(given("operator", "pässword")).block();
    assertThat(accepted).isNotNull().matches(Authentication::isAuthenticated);
    assertThat(accepted.getCredentials()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "secret,operator,Secret",
        "secret,operator,secre",
        "secret,Operator,secret",
        "secret,operator,\"\"",
        "\"\",operator,\"\"",
        "\" \",operator,\" \""
      })
  void refusesEverythingElse(String password, String name, String given) {
    ReactiveAuthenticationManager authentication = OperatorAuthentication.of(password);
    assertThatExceptionOfType(BadCredentialsException.class)
        .isThrownBy(() -> authentication.authenticate(given(name, given)).block());
  }
}
