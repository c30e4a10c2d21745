package florin.transactions.imports.store;

import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;

/**
 * An upload that cannot be read: its key is gone, such as after a restart without a configured key,
 * or parts of it are missing.
 */
public final class UnreadableUpload extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableUpload(Throwable cause) {
    super("The stored file can no longer be decrypted; upload it again.", cause);
  }

  private UnreadableUpload(String reason) {
    super(reason);
  }

  /** An upload whose parts are not all stored. */
  public static UnreadableUpload incomplete() {
    return new UnreadableUpload("The stored file is incomplete; upload it again.");
  }

  /** An upload that does not fit into memory, although it is compressed there. */
  static UnreadableUpload tooLarge() {
    return new UnreadableUpload("The file could not be read; it may be too large.");
  }

  /** Why an import fails. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** The refusal of a request that needs the file. */
  public static Rejection refusal() {
    return new Rejection(
        TransactionsProblem.IMPORT_EXPIRED,
        "import: its file can no longer be decrypted (expected: a new upload)");
  }
}
