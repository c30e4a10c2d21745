package florin.emulator.bank;

/** One step of an Item's change log: the snapshot after it, or before it for a removal. */
public record Change(Op op, Transaction transaction) {
  public enum Op {
    ADDED,
    MODIFIED,
    REMOVED
  }
}
