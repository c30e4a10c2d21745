package florin.journal.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.stream.ProblemDefinition;
import florin.journal.stream.Rejection;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProblemTypeTests {

  @Test
  void everyRowIsAUniqueCodeWithAnErrorStatus() {
    StringBuilder table = new StringBuilder();
    for (ProblemType row : ProblemType.values()) {
      assertThat(row.code()).isEqualTo(row.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      assertThat(row.status()).isBetween(400, 599);
      assertThat(ProblemCatalog.of().named(row.code())).isSameAs(row);
      table.append(
          String.format(Locale.ROOT, "%d %-28s %s%n", row.status(), row.code(), row.title()));
    }
    System.out.print(table);
  }

  @Test
  void whatComesBackLaterSaysWhen() {
    assertThat(
            Arrays.stream(ProblemType.values())
                .filter(row -> row.status() == 429 || row.status() == 503))
        .allSatisfy(row -> assertThat(row.retryAfter()).isPresent());
  }

  @Test
  void anUnlistedCodeIsStillTheTypeOfTheAnswer() {
    ProblemDefinition type = ProblemCatalog.of().named("made-up");
    assertThat(type.status()).isEqualTo(422);
    assertThat(type.type()).isEqualTo("urn:florin:problem:made-up");
  }

  private enum Own implements ProblemDefinition {
    SHELF_FULL,
    NOT_FOUND;

    @Override
    public Details details() {
      String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Details(code, 409, "The shelf is full");
    }
  }

  @Test
  void aServiceAddsItsOwnTypes() {
    ExceptionProblems exceptionProblems = new ExceptionProblems(ProblemCatalog.of(Own.SHELF_FULL));
    assertThat(exceptionProblems.find(new Rejection("shelf-full", "shelf: 3")).row())
        .isSameAs(Own.SHELF_FULL);
    assertThat(exceptionProblems.find(new Rejection(Own.SHELF_FULL, "shelf: 3")).row())
        .isSameAs(Own.SHELF_FULL);
  }

  @Test
  void aServiceCannotRedefineACode() {
    assertThatThrownBy(() -> ProblemCatalog.of(Own.NOT_FOUND))
        .hasMessageContaining("not-found")
        .isInstanceOf(IllegalArgumentException.class);
  }
}
