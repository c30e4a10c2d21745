package florin.providersync.sync;

/** Another worker has the job now, or nobody: what this one did must not be committed. */
final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LeaseLost(Claim claim) {
    super("sync of connection " + claim.connection() + " is in other hands", null, false, false);
  }
}
