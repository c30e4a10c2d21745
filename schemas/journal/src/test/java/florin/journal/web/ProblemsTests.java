package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;

class ProblemsTests {

  private final Problems problems = new Problems(ProblemCatalog.of());

  @Test
  void tellAnIssuerThatIsAwayFromATokenThatIsWrong() {
    assertThat(problems.find(new AuthenticationServiceException("no keys")).row())
        .isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(problems.find(new BadCredentialsException("no")).row())
        .isEqualTo(ProblemType.UNAUTHENTICATED);
  }
}
