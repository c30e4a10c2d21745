package florin.transactions.imports.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

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
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
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
    return changed(
        copy -> {
          copy.version++;
          copy.state = next;
        });
  }

  public StoredImport with(Map<String, String> newOptions, Map<String, String> newAccounts) {
    return changed(
        copy -> {
          copy.options = newOptions;
          copy.accounts = newAccounts;
        });
  }

  public StoredImport read(
      ImportedFileReading found, String newFormat, String newShape, int records) {
    return changed(
        copy -> {
          copy.state = State.PREVIEW;
          copy.reading = found;
          copy.format = newFormat;
          copy.shape = newShape;
          copy.done = 0;
          copy.total = records;
          copy.failure = Optional.empty();
        });
  }

  /** The rows of a large file were counted; a request need not do so. */
  public StoredImport counted(Map<StoredRow.Status, Integer> counts) {
    return changed(copy -> copy.reading = copy.reading.counting(counts));
  }

  public StoredImport of(Optional<UUID> usedProfile) {
    return changed(copy -> copy.profile = usedProfile);
  }

  /** The file has to be read again with these options; its remembered settings stay. */
  public StoredImport readingAgain() {
    return changed(
        copy -> {
          copy.state = State.READING;
          copy.done = 0;
        });
  }

  /** The rows have to be compared again; the file need not be read. */
  public StoredImport comparingAgain() {
    return changed(
        copy -> {
          copy.state = State.READING;
          copy.done = copy.total;
        });
  }

  /** Whether its rows have to be compared again without reading the file. */
  public boolean isToBeCompared() {
    return state == State.READING && total > 0 && done == total;
  }

  /** The rows were compared. */
  public StoredImport compared() {
    return changed(
        copy -> {
          copy.version++;
          copy.state = State.PREVIEW;
          copy.done = 0;
        });
  }

  public StoredImport failed(String why) {
    return changed(
        copy -> {
          copy.version++;
          copy.state = State.FAILED;
          copy.failure = Optional.of(why);
        });
  }

  public StoredImport committing(UUID newChange) {
    return changed(
        copy -> {
          copy.version++;
          copy.state = State.COMMITTING;
          copy.done = 0;
          copy.change = Optional.of(newChange);
        });
  }

  public StoredImport progressed(int rows, ImportResult soFar) {
    return changed(
        copy -> {
          copy.version++;
          copy.done = rows;
          copy.result = Optional.of(soFar);
        });
  }

  /** The commit failed; the rows that it recorded are to be taken back. */
  public StoredImport reversing(String why) {
    return changed(
        copy -> {
          copy.version++;
          copy.failure = Optional.of(why);
        });
  }

  /** The rows after this one were taken back; the import has failed once none is left. */
  public StoredImport reversedTo(int row) {
    return changed(
        copy -> {
          copy.version++;
          copy.state = row == 0 ? State.FAILED : State.COMMITTING;
          copy.done = row;
        });
  }

  private StoredImport changed(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new StoredImport(
        user,
        id,
        copy.version,
        copy.state,
        fileName,
        size,
        sha256,
        copy.options,
        copy.accounts,
        copy.reading,
        copy.format,
        copy.shape,
        copy.profile,
        copy.done,
        copy.total,
        copy.failure,
        copy.change,
        copy.result,
        createdAt,
        expiresAt);
  }

  /** The values of an import that change. */
  private static final class Copy {
    int version;
    State state;
    Map<String, String> options;
    Map<String, String> accounts;
    ImportedFileReading reading;
    String format;
    String shape;
    Optional<UUID> profile;
    int done;
    int total;
    Optional<String> failure;
    Optional<UUID> change;
    Optional<ImportResult> result;

    Copy(StoredImport of) {
      version = of.version;
      state = of.state;
      options = of.options;
      accounts = of.accounts;
      reading = of.reading;
      format = of.format;
      shape = of.shape;
      profile = of.profile;
      done = of.done;
      total = of.total;
      failure = of.failure;
      change = of.change;
      result = of.result;
    }
  }
}
