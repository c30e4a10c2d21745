package florin.journal.migration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One line instead of a stack trace when a service refuses its database. */
final class UnsafeDatabaseReport extends AbstractFailureAnalyzer<UnsafeDatabase> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnsafeDatabase cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
