package florin.transactions.imports.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An import as table {@code work.import} keeps it.
 *
 * @param options settings that were chosen or remembered, by the names of the readers
 * @param accounts the account of each name in the file; {@code SKIP} for one that is left out
 * @param shape identifies files of the same kind; empty before the file was read
 * @param done rows that were committed so far
 */
public record StoredImport(
    UUID user,
    UUID id,
    int version,
    State state,
    String fileName,
    long size,
    String sha256,
    Map<String, String> options,
    Map<String, String> accounts,
    ImportedFileReading reading,
    String format,
    String shape,
    Optional<UUID> profile,
    int done,
    int total,
    Optional<String> failure,
    Optional<UUID> change,
    Optional<ImportResult> result,
    Instant createdAt,
    Instant expiresAt) {

  /** The value of an account whose rows are left out. */
  public static final String SKIP = "skip";

  /** The states of an import. */
  public enum State {
    READING,
    PREVIEW,
    COMMITTING,
    COMMITTED,
    FAILED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
  }

  public StoredImport {
    options = Map.copyOf(options);
    accounts = Map.copyOf(accounts);
  }

  public static StoredImport uploaded(
      UUID user, UUID id, String fileName, long size, String sha256, Instant at, Instant expires) {
    return new StoredImport(
        user,
        id,
        1,
        State.READING,
        fileName,
        size,
        sha256,
        Map.of(),
        Map.of(),
        ImportedFileReading.NONE,
        "",
        "",
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        at,
        expires);
  }

  public StoredImport next(State next) {
    return new StoredImport(
        user,
        id,
        version + 1,
        next,
        fileName,
        size,
        sha256,
        options,
        accounts,
        reading,
        format,
        shape,
        profile,
        done,
        total,
        failure,
        change,
        result,
        createdAt,
        expiresAt);
  }

  public StoredImport with(Map<String, String> newOptions, Map<String, String> newAccounts) {
    return new StoredImport(
        user,
        id,
        version,
        state,
        fileName,
        size,
        sha256,
        newOptions,
        newAccounts,
        reading,
        format,
        shape,
        profile,
        done,
        total,
        failure,
        change,
        result,
        createdAt,
        expiresAt);
  }

  public StoredImport read(
      ImportedFileReading found, String newFormat, String newShape, int records) {
    return new StoredImport(
        user,
        id,
        version,
        State.PREVIEW,
        fileName,
        size,
        sha256,
        options,
        accounts,
        found,
        newFormat,
        newShape,
        profile,
        0,
        records,
        Optional.empty(),
        change,
        result,
        createdAt,
        expiresAt);
  }

  public StoredImport of(Optional<UUID> usedProfile) {
    return new StoredImport(
        user,
        id,
        version,
        state,
        fileName,
        size,
        sha256,
        options,
        accounts,
        reading,
        format,
        shape,
        usedProfile,
        done,
        total,
        failure,
        change,
        result,
        createdAt,
        expiresAt);
  }

  /** The file has to be read again with these options; its remembered settings stay. */
  public StoredImport readingAgain() {
    return new StoredImport(
        user,
        id,
        version,
        State.READING,
        fileName,
        size,
        sha256,
        options,
        accounts,
        reading,
        format,
        shape,
        profile,
        done,
        total,
        failure,
        change,
        result,
        createdAt,
        expiresAt);
  }

  public StoredImport failed(String why) {
    return new StoredImport(
        user,
        id,
        version + 1,
        State.FAILED,
        fileName,
        size,
        sha256,
        options,
        accounts,
        reading,
        format,
        shape,
        profile,
        done,
        total,
        Optional.of(why),
        change,
        result,
        createdAt,
        expiresAt);
  }

  /** The commit failed; the rows that it recorded are to be taken back. */
  public StoredImport reversing(String why) {
    return reversal(State.COMMITTING, done, why);
  }

  /** The rows after this one were taken back. */
  public StoredImport reversedTo(int row) {
    return reversal(State.COMMITTING, row, failure.orElse(""));
  }

  /** All rows were taken back. */
  public StoredImport reversed() {
    return reversal(State.FAILED, 0, failure.orElse(""));
  }

  private StoredImport reversal(State next, int rows, String why) {
    return new StoredImport(
        user,
        id,
        version + 1,
        next,
        fileName,
        size,
        sha256,
        options,
        accounts,
        reading,
        format,
        shape,
        profile,
        rows,
        total,
        Optional.of(why),
        change,
        result,
        createdAt,
        expiresAt);
  }

  public StoredImport committing(UUID newChange) {
    return new StoredImport(
        user,
        id,
        version + 1,
        State.COMMITTING,
        fileName,
        size,
        sha256,
        options,
        accounts,
        reading,
        format,
        shape,
        profile,
        0,
        total,
        failure,
        Optional.of(newChange),
        result,
        createdAt,
        expiresAt);
  }

  public StoredImport progressed(int rows, ImportResult soFar) {
    return new StoredImport(
        user,
        id,
        version + 1,
        state,
        fileName,
        size,
        sha256,
        options,
        accounts,
        reading,
        format,
        shape,
        profile,
        rows,
        total,
        failure,
        change,
        Optional.of(soFar),
        createdAt,
        expiresAt);
  }
}
