package florin.providersync.sync.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A due job in the hands of one worker.
 *
 * @param run under which the result will be known
 * @param cursor where the last complete update ended, empty before the first
 * @param accountsContent what accounts were last said to be, hashed
 * @param epoch only who has the newest may commit
 * @param requested how many wishes this run fulfils; those that come later need another one
 * @param attempts failures or waits in a row
 * @param state of the job: {@code active}, {@code paused} while the login is broken, {@code
 *     removing} while only its end at the provider is left
 * @param itemCheck what a webhook hinted about the login
 * @param errorClass of the last run, empty if it went well
 * @param rotation whether a new access token is {@code wanted}, or its exchange has {@code begun}
 */
public record LeasedJob(
    UUID connection,
    UUID user,
    String provider,
    UUID run,
    String cause,
    Optional<String> cursor,
    boolean historyComplete,
    Optional<String> accountsContent,
    long epoch,
    long requested,
    int attempts,
    String state,
    Optional<String> itemCheck,
    Optional<String> warning,
    Optional<Instant> disconnectsAt,
    Optional<String> errorClass,
    Optional<String> rotation) {

  public boolean paused() {
    return state.equals("paused");
  }

  public boolean removing() {
    return state.equals("removing");
  }
}
