package florin.providersync.sync.job;

import java.time.Duration;
import java.util.Optional;

/**
 * The state in which a run leaves its job and its row.
 *
 * @param runState {@code applied}, {@code failed} or, to go on later, {@code waiting}
 * @param paused whether only the user can help
 * @param next until the job is due without a further wish
 * @param hold whether even a wish waits that long
 * @param idle whether a wish led to nothing, so that the next one may wait a little
 * @param synced whether everything the provider has is taken in
 */
public record RunResult(
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

  /** Numbers of published additions, modifications and removals. */
  public record Counts(int added, int modified, int removed) {
    static final Counts NONE = new Counts(0, 0, 0);
  }

  public static RunResult applied(
      Optional<String> cursor,
      boolean historyComplete,
      String accountsContent,
      int attempts,
      Duration next,
      boolean idle,
      Counts counts) {
    return new RunResult(
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
  public static RunResult notReady(LeasedJob leasedJob, Duration next) {
    return new RunResult(
        "waiting",
        false,
        leasedJob.cursor(),
        leasedJob.historyComplete(),
        leasedJob.accountsContent(),
        leasedJob.attempts() + 1,
        next,
        false,
        false,
        false,
        Optional.empty(),
        Counts.NONE);
  }

  public static RunResult failed(
      LeasedJob leasedJob, String errorClass, boolean paused, Duration next) {
    return new RunResult(
        "failed",
        paused,
        leasedJob.cursor(),
        leasedJob.historyComplete(),
        leasedJob.accountsContent(),
        leasedJob.attempts() + 1,
        next,
        !paused,
        false,
        false,
        Optional.of(errorClass),
        Counts.NONE);
  }
}
