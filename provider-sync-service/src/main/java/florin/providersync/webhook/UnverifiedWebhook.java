package florin.providersync.webhook;

import florin.journal.stream.Rejection;
import florin.providersync.problem.ProviderSyncProblem;

/** The same answer to every invalid webhook: only the log names the failed check. */
final class UnverifiedWebhook {

  private UnverifiedWebhook() {}

  static Rejection webhook() {
    return new Rejection(
        ProviderSyncProblem.WEBHOOK_UNVERIFIED, "The webhook's signature does not verify.");
  }
}
