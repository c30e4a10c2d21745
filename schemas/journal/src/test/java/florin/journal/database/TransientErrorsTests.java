package florin.journal.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.UncategorizedR2dbcException;

class TransientErrorsTests {

  /** Serialization, deadlock, no connection, shutdown, crash, too many, lock and idle timeouts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "40001", "40P01", "08006", "08003", "57P01", "57P02", "57P03", "57014", "53300", "55P03",
        "25P03", "58030"
      })
  void passByTheirState(String state) {
    assertThat(
            TransientErrors.isTransient(
                new UncategorizedR2dbcException(
                    "wrapped", "sql", new R2dbcNonTransientResourceException("told", state))))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22021", "22P02", "23505", "23503", "42P01", "42501", "54000"})
  void stayByTheirState(String state) {
    assertThat(TransientErrors.isTransient(new R2dbcBadGrammarException("told", state))).isFalse();
  }

  @Test
  void passWithoutAState() {
    assertThat(TransientErrors.isTransient(new R2dbcTimeoutException("no connection of the pool")))
        .isTrue();
    assertThat(TransientErrors.isTransient(new R2dbcNonTransientResourceException("closed")))
        .isTrue();
    assertThat(TransientErrors.isTransient(new DataAccessResourceFailureException("no connection")))
        .isTrue();
    assertThat(
            TransientErrors.isTransient(new IllegalStateException(new ConnectException("refused"))))
        .isTrue();
    assertThat(TransientErrors.isTransient(new TimeoutException("waited"))).isTrue();
  }

  @Test
  void stayWhenTheEventIsAtFault() {
    assertThat(TransientErrors.isTransient(new IllegalStateException("poison"))).isFalse();
    assertThat(TransientErrors.isTransient(new DuplicateKeyException("twice"))).isFalse();
    assertThat(TransientErrors.isTransient(new R2dbcDataIntegrityViolationException("null")))
        .isFalse();
    assertThat(TransientErrors.isTransient(null)).isFalse();
  }
}
