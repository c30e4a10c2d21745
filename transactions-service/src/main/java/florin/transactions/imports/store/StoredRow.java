package florin.transactions.imports.store;

import florin.transactions.imports.read.FileRow;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of an uploaded file with its status.
 *
 * @param number in the file, from 1
 * @param transaction that it matches
 * @param decided the transaction that the user named with the decision
 */
public record StoredRow(
    int number,
    Status status,
    String reason,
    Optional<UUID> transaction,
    Optional<Decision> decision,
    Optional<UUID> decided,
    FileRow file) {

  /** The status of a row in a preview. */
  public enum Status {
    NEW,
    KNOWN,
    LOOKS_LIKE,
    REMOVED_BEFORE,
    UNREADABLE,
    NOT_A_TRANSACTION,
    UNDECIDED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public static Status of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
  }

  /** The user's decision about a row. */
  public enum Decision {
    /** It becomes a transaction, whatever it matches. */
    NEW,
    /** It is the transaction that it matches or that the user named. */
    SAME,
    /** It is left out. */
    SKIP;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The effect of the import on a row. */
  public enum Outcome {
    ADD,
    LINK,
    NOTHING
  }

  public Outcome outcome() {
    if (file.values().isEmpty()
        || status == Status.UNDECIDED
        || status == Status.UNREADABLE
        || status == Status.NOT_A_TRANSACTION) {
      return Outcome.NOTHING;
    }
    return decision
        .map(
            one ->
                switch (one) {
                  case NEW -> Outcome.ADD;
                  case SAME ->
                      decided.or(() -> transaction).isPresent() ? Outcome.LINK : Outcome.NOTHING;
                  case SKIP -> Outcome.NOTHING;
                })
        .orElse(status == Status.NEW ? Outcome.ADD : Outcome.NOTHING);
  }

  public RowStatus rowStatus() {
    return new RowStatus(number, status, reason, transaction);
  }

  public StoredRow with(RowStatus next) {
    return new StoredRow(
        number, next.status(), next.reason(), next.transaction(), decision, decided, file);
  }
}
