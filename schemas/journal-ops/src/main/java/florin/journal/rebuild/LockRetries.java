package florin.journal.rebuild;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Tries for a lock with a short timeout and often, so that other transactions do not queue behind
 * it.
 */
public final class LockRetries {

  /** {@code lock_not_available} (PostgreSQL manual, appendix A). */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private LockRetries() {}

  public static RetryBackoffSpec forLocks() {
    return Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(50))
        .maxBackoff(Duration.ofSeconds(1))
        .filter(LockRetries::isLockTimeout);
  }

  public static boolean isLockTimeout(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotAcquireLockException
          || (cause instanceof R2dbcException refused
              && LOCK_NOT_AVAILABLE.equals(refused.getSqlState()))) {
        return true;
      }
    }
    return false;
  }
}
