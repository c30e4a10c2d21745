package florin.providersync.webhook;

import florin.journal.stream.Rejection;
import florin.providersync.problem.ProviderSyncProblem;

/** The one answer to every forgery: which check failed is nobody's business but the log's. */
final class UnverifiedWebhook {

  private UnverifiedWebhook() {}

  static Rejection webhook() {
    return new Rejection(
        ProviderSyncProblem.WEBHOOK_UNVERIFIED, "The webhook's signature does not verify.");
  }
}
