package florin.providersync.sync.job;

/** Another worker may have the job: the work of this one must not be committed. */
public final class LeaseLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LeaseLost(LeasedJob leasedJob) {
    super(
        "sync of connection " + leasedJob.connection() + " is in other hands", null, false, false);
  }
}
