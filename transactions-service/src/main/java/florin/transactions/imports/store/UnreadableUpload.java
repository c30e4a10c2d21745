package florin.transactions.imports.store;

import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;

/** An upload whose key is gone, such as after a restart without a configured key. */
public final class UnreadableUpload extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableUpload(Throwable cause) {
    super("The stored file cannot be decrypted", cause);
  }

  /** The refusal of a request that needs the file. */
  public static Rejection refusal() {
    return new Rejection(
        TransactionsProblem.IMPORT_EXPIRED,
        "import: its file can no longer be decrypted (expected: a new upload)");
  }
}
