package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;

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
      assertThat(ProblemType.of(row.code())).isSameAs(row);
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
  void anUnknownCodeIsARefusalAllTheSame() {
    assertThat(ProblemType.of("made-up")).isSameAs(ProblemType.REJECTED);
  }
}
