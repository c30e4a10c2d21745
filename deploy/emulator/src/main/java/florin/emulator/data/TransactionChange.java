package florin.emulator.data;

/** One step of an Item's change log: the snapshot after it, or before it for a removal. */
public record TransactionChange(Op op, Transaction transaction) {
  public enum Op {
    ADDED,
    MODIFIED,
    REMOVED
  }
}
