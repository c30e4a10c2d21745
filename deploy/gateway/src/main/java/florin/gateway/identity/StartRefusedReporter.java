package florin.gateway.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a refused start in one line instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedReporter implements SpringBootExceptionReporter {

  private static final Logger log = LoggerFactory.getLogger(StartRefusedReporter.class);

  @Override
  public boolean reportException(Throwable failure) {
    if (failure instanceof StartRefused refused) {
      log.error("Florin does not start: {}", refused.getMessage());
      return true;
    }
    return false;
  }
}
