package florin.providersync.sync.job;

/** Another worker has the job now, or nobody: what this one did must not be committed. */
public final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LeaseLost(LeasedJob leasedJob) {
    super(
        "sync of connection " + leasedJob.connection() + " is in other hands", null, false, false);
  }
}
