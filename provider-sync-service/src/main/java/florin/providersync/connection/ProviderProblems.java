package florin.providersync.connection;

import florin.journal.stream.Rejection;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.provider.ProviderFailure;

/** Maps provider failures to problems for the waiting client. */
final class ProviderProblems {

  private ProviderProblems() {}

  /** Nothing is fetched that could not be put away. */
  static Rejection keysAway() {
    return new Rejection("unavailable", "The vault is closed at the moment.");
  }

  static Throwable of(ProviderFailure failure) {
    return switch (failure.kind()) {
      case RETRY, RATE_LIMITED, INSTITUTION_DOWN, RESTART, RESYNC ->
          new Rejection(
              ProviderSyncProblem.PROVIDER_UNAVAILABLE,
              "The provider does not answer at the moment.");
      case REFUSED ->
          new Rejection(
              ProviderSyncProblem.PUBLIC_TOKEN_REFUSED,
              "publicToken: refused by the provider (expected: one that is fresh and unused)",
              "/publicToken");
      case NEEDS_USER, GONE ->
          new Rejection(
              ProviderSyncProblem.CONNECTION_NEEDS_ATTENTION,
              "The provider says: " + failure.reason());
      case SKIP ->
          new Rejection(
              ProviderSyncProblem.NOT_SUPPORTED,
              "The provider has nothing to do: " + failure.reason());
      case OPERATOR, UNFIT ->
          new Rejection(
              ProviderSyncProblem.PROVIDER_FAILED,
              "The provider refused our request: " + failure.code());
    };
  }
}
