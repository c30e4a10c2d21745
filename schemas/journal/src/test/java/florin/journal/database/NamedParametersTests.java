package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTests {

  @Test
  void numbersNamesInTheOrderOfTheirFirstOccurrence() {
    NamedParameters parsed =
        NamedParameters.of("select :b::uuid[], :a from t where b = any(:b) and a=:a_2");
    assertThat(parsed.sql()).isEqualTo("select $1::uuid[], $2 from t where b = any($1) and a=$3");
    assertThat(parsed.indexes()).isEqualTo(Map.of("b", 0, "a", 1, "a_2", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ':a', ':it''s :a'",
        "select \"a:b\" from t",
        "select a[1:2], b :: int, c::text from t",
        "select 'open :a",
        "select 'two  blanks, -- no comment' || \"a  b\"",
        "select 1 :",
        ""
      })
  void leavesEverythingElseAsItIs(String sql) {
    NamedParameters parsed = NamedParameters.of(sql);
    assertThat(parsed.sql()).isEqualTo(sql);
    assertThat(parsed.indexes()).isEmpty();
  }

  @Test
  void leavesOutCommentsAndIndentation() {
    assertThat(
            NamedParameters.of(
                    "\n  select 'a:b', -- it's :x\n    :a/* ' :y */|| :b || '\"'\n|| :a -- end")
                .sql())
        .isEqualTo("select 'a:b', $1 || $2 || '\"' || $1");
  }

  @Test
  void refusesANameThatTheStatementDoesNotHave() {
    assertThatThrownBy(() -> NamedParameters.of("select :a").index("b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter b (expected: one of [a])");
  }
}
