package florin.journal.database;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * Tells faults that pass by themselves from faults of the event. SQLSTATE classes: PostgreSQL
 * manual, appendix A.
 */
public final class TransientErrors {

  /** Connection, rollback, out of resources, operator intervention, system error. */
  private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

  /** Households of a batch that were not free at the same time, see {@link Locks}. */
  private static final String OBJECT_IN_USE = "55006";

  /** A lock that took too long; a process stopped within a transaction; households in use. */
  private static final Set<String> STATES = Set.of("55P03", "25P03", OBJECT_IN_USE);

  /** A statement that exceeded {@code statement_timeout}. */
  private static final String QUERY_CANCELED = "57014";

  private TransientErrors() {}

  /**
   * Whether a statement took too long: it may pass by itself, or need fewer rows, or never pass.
   */
  public static boolean isStatementTimeout(@Nullable Throwable failure) {
    return hasState(failure, QUERY_CANCELED);
  }

  /** Whether the batch needs fewer households at once. */
  public static boolean isHouseholdsInUse(@Nullable Throwable failure) {
    return hasState(failure, OBJECT_IN_USE);
  }

  private static boolean hasState(@Nullable Throwable failure, String state) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof R2dbcException database && state.equals(database.getSqlState())) {
        return true;
      }
    }
    return false;
  }

  public static boolean isTransient(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isTransientCause(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTransientCause(Throwable cause) {
    if (cause instanceof R2dbcException database && database.getSqlState() != null) {
      String state = database.getSqlState();
      return STATES.contains(state)
          || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }
    return cause instanceof R2dbcTransientException
        || cause instanceof R2dbcNonTransientResourceException
        || cause instanceof TransientDataAccessException
        || cause instanceof DataAccessResourceFailureException
        || cause instanceof TimeoutException
        || cause instanceof IOException;
  }
}
