package florin.providersync.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run leaves its job and its row.
 *
 * @param runState {@code applied}, {@code failed} or, to go on later, {@code waiting}
 * @param paused whether only the user can help
 * @param next until the job is due without a further wish
 * @param hold whether even a wish waits that long
 * @param idle whether a wish led to nothing, so that the next one may wait a little
 * @param synced whether everything the provider has is taken in
 */
record Outcome(
    String runState,
    boolean paused,
    Optional<String> cursor,
    boolean historyComplete,
    Optional<String> accountsContent,
    int attempts,
    Duration next,
    boolean hold,
    boolean idle,
    boolean synced,
    Optional<String> errorClass,
    Counts counts) {

  /** Transactions said to be new, changed and gone. */
  record Counts(int added, int modified, int removed) {
    static final Counts NONE = new Counts(0, 0, 0);
  }

  static Outcome applied(
      Optional<String> cursor,
      boolean historyComplete,
      String accountsContent,
      int attempts,
      Duration next,
      boolean idle,
      Counts counts) {
    return new Outcome(
        "applied",
        false,
        cursor,
        historyComplete,
        Optional.of(accountsContent),
        attempts,
        next,
        false,
        idle,
        true,
        Optional.empty(),
        counts);
  }

  /** The provider has nothing yet: the same run goes on later. */
  static Outcome unready(Claim claim, Duration next) {
    return new Outcome(
        "waiting",
        false,
        claim.cursor(),
        claim.historyComplete(),
        claim.accountsContent(),
        claim.attempts() + 1,
        next,
        false,
        false,
        false,
        Optional.empty(),
        Counts.NONE);
  }

  static Outcome failed(Claim claim, String errorClass, boolean paused, Duration next) {
    return new Outcome(
        "failed",
        paused,
        claim.cursor(),
        claim.historyComplete(),
        claim.accountsContent(),
        claim.attempts() + 1,
        next,
        !paused,
        false,
        false,
        Optional.of(errorClass),
        Counts.NONE);
  }
}
