package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;

class ProblemsTests {

  @Test
  void tellAnIssuerThatIsAwayFromATokenThatIsWrong() {
    assertThat(Problems.find(new AuthenticationServiceException("no keys")).row())
        .isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(Problems.find(new BadCredentialsException("no")).row())
        .isEqualTo(ProblemType.UNAUTHENTICATED);
  }
}
