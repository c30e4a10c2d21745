package florin.providersync.problem;

import florin.journal.stream.ProblemDefinition;

/** The problem types of provider-sync beside those of the runtime. */
public enum ProviderSyncProblem implements ProblemDefinition {
  WEBHOOK_UNVERIFIED("webhook-unverified", 401, "The webhook's signature does not verify"),
  DUPLICATE_INSTITUTION("duplicate-institution", 409, "This institution is connected already"),
  LINKED_BY_ANOTHER_USER("linked-by-another-user", 409, "Another user has linked this login"),
  LINK_AGAIN("link-again", 409, "The link was interrupted: link again"),
  PUBLIC_TOKEN_REFUSED(
      "public-token-refused", 422, "The provider refused the public token: link again"),
  CONNECTION_NEEDS_ATTENTION(
      "connection-needs-attention", 422, "The bank needs the user to sign in again"),
  CONNECTION_REMOVED("connection-removed", 422, "The connection is removed"),
  INVALID_ADOPTION("invalid-adoption", 422, "This is no part of an item that can be adopted"),
  NOT_SUPPORTED("not-supported", 422, "The provider does not support this"),
  PROVIDER_FAILED("provider-failed", 502, "The provider answered with an error"),
  PROVIDER_UNAVAILABLE("provider-unavailable", 503, "The provider does not answer", 30);

  private final Details details;

  ProviderSyncProblem(String code, int status, String title) {
    this(code, status, title, 0);
  }

  ProviderSyncProblem(String code, int status, String title, int retryAfter) {
    details = new Details(code, status, title, retryAfter);
  }

  @Override
  public Details details() {
    return details;
  }
}
