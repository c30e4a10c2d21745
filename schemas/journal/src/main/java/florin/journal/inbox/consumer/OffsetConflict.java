package florin.journal.inbox.consumer;

import org.springframework.dao.ConcurrencyFailureException;

/** Another transaction moved the offset first; what it did is seen by reading again. */
final class OffsetConflict extends ConcurrencyFailureException {

  private static final long serialVersionUID = 1L;

  OffsetConflict() {
    super("another consumer moved the offset");
  }
}
