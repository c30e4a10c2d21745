package florin.providersync.sync.job;

import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
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

  /** The columns of {@code work.sync_job} that {@link #read} needs. */
  public static final String COLUMNS =
      "connection_id, user_id, provider, cursor, history_complete, accounts_content, epoch,"
          + " requested, attempts, state, item_check, warning, disconnects_at, error_class,"
          + " rotation";

  /** A job without a run. */
  public static LeasedJob read(Readable row) {
    return new LeasedJob(
        Columns.uuid(row, "connection_id"),
        Columns.uuid(row, "user_id"),
        Columns.text(row, "provider"),
        new UUID(0, 0),
        "",
        Optional.ofNullable(row.get("cursor", String.class)),
        Columns.bool(row, "history_complete"),
        Optional.ofNullable(row.get("accounts_content", String.class)),
        Columns.number(row, "epoch"),
        Columns.number(row, "requested"),
        Columns.integer(row, "attempts"),
        Columns.text(row, "state"),
        Optional.ofNullable(row.get("item_check", String.class)),
        Optional.ofNullable(row.get("warning", String.class)),
        Optional.ofNullable(Columns.nullableInstant(row, "disconnects_at")),
        Optional.ofNullable(row.get("error_class", String.class)),
        Optional.ofNullable(row.get("rotation", String.class)));
  }

  /** The same job, with its run. */
  public LeasedJob withRun(UUID newRun, String newCause) {
    return new LeasedJob(
        connection,
        user,
        provider,
        newRun,
        newCause,
        cursor,
        historyComplete,
        accountsContent,
        epoch,
        requested,
        attempts,
        state,
        itemCheck,
        warning,
        disconnectsAt,
        errorClass,
        rotation);
  }

  public boolean paused() {
    return state.equals("paused");
  }

  public boolean removing() {
    return state.equals("removing");
  }
}
