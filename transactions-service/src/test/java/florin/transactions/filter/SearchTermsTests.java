package florin.transactions.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.stream.Rejection;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTermsTests {

  @Test
  void comparesWithoutCaseAndAccents() {
    assertThat(SearchTerms.form("Caf\u00e9")).isEqualTo("cafe");
    assertThat(SearchTerms.form("Cafe\u0301")).isEqualTo("cafe");
    assertThat(SearchTerms.form("STRASSE")).isEqualTo(SearchTerms.form("Stra\u00dfe"));
    assertThat(SearchTerms.form("\u0130stanbul")).isEqualTo("istanbul");
    assertThat(SearchTerms.form("\u0141\u00f3d\u017a")).isEqualTo("lodz");
  }

  @Test
  void takesEachWordOnceAndRefusesMoreThanEight() {
    assertThat(SearchTerms.of(" a  B a\t"))
        .extracting(SearchTerms.Term::text)
        .isEqualTo(List.of("a", "b"));
    assertThatThrownBy(() -> SearchTerms.of("1 2 3 4 5 6 7 8 9")).isInstanceOf(Rejection.class);
    assertThatThrownBy(() -> SearchTerms.of("x".repeat(201))).isInstanceOf(Rejection.class);
  }

  @Test
  void takesTheWildcardsOfAPatternLiterally() {
    assertThat(SearchTerms.of("5%_\\").getFirst().pattern()).isEqualTo("%5\\%\\_\\\\%");
  }

  @Test
  void readsAmountsWithAPointOrAComma() {
    assertThat(SearchTerms.of("-23,40").getFirst().amount()).contains(new BigDecimal("23.40"));
    assertThat(SearchTerms.of("1.2.3").getFirst().amount()).isEmpty();
    assertThat(SearchTerms.of("1e5").getFirst().amount()).isEmpty();
  }
}
