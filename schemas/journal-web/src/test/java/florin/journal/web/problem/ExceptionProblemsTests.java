package florin.journal.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;

class ExceptionProblemsTests {

  private final ExceptionProblems exceptionProblems = new ExceptionProblems(ProblemCatalog.of());

  @Test
  void tellAnIssuerThatIsAwayFromATokenThatIsWrong() {
    assertThat(exceptionProblems.find(new AuthenticationServiceException("no keys")).row())
        .isEqualTo(ProblemType.UNAVAILABLE);
    assertThat(exceptionProblems.find(new BadCredentialsException("no")).row())
        .isEqualTo(ProblemType.UNAUTHENTICATED);
  }
}
