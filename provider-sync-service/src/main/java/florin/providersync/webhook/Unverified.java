package florin.providersync.webhook;

import florin.journal.Rejection;
import florin.providersync.problem.ProviderSyncProblem;

/** The one answer to every forgery: which check failed is nobody's business but the log's. */
final class Unverified {

  private Unverified() {}

  static Rejection webhook() {
    return new Rejection(
        ProviderSyncProblem.WEBHOOK_UNVERIFIED, "The webhook's signature does not verify.");
  }
}
