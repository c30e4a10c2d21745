package florin.journal.inbox;

import org.springframework.dao.ConcurrencyFailureException;

/** Another transaction moved the offset first; what it did is seen by reading again. */
final class Fenced extends ConcurrencyFailureException {

  private static final long serialVersionUID = 1L;

  Fenced() {
    super("another consumer moved the offset");
  }
}
