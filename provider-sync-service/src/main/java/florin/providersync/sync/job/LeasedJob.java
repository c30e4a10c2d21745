package florin.providersync.sync.job;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A due job leased by one worker.
 *
 * @param run id of the run
 * @param cursor where the last complete update ended, empty before the first
 * @param accountsContent hash of the accounts as last published
 * @param epoch only the owner of the newest epoch may commit
 * @param requested number of the last request that this run fulfils; later ones need another run
 * @param attempts failures or waits in a row
 * @param state of the job: {@code active}, {@code paused} while the login is broken, {@code
 *     removing} while only its end at the provider is left
 * @param itemCheck the change of the login that a webhook reported
 * @param errorClass of the last run, empty if it succeeded
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
