package florin.journal.web;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one table of refusals: every code a client can see, its HTTP status (RFC 9110), its title
 * and, where it is worth trying again, after how many seconds. The {@code type} of an answer is
 * {@code urn:florin:problem:<code>}; codes never change their meaning.
 */
public enum ProblemType {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  UNKNOWN_FIELD("unknown-field", 400, "The request has a field that does not exist"),
  UNKNOWN_PARAMETER(
      "unknown-parameter", 400, "The request has a query parameter that does not exist"),
  INVALID_PARAMETER("invalid-parameter", 400, "A query parameter or path segment is not valid"),
  INVALID_CURSOR("invalid-cursor", 400, "The cursor does not belong to this query"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid token is needed"),
  WEBHOOK_UNVERIFIED("webhook-unverified", 401, "The webhook's signature does not verify"),
  FORBIDDEN("forbidden", 403, "The token does not allow this"),
  NOT_FOUND("not-found", 404, "There is no such resource"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not have this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The answer is not to be had in this form"),
  CONFLICT("conflict", 409, "The resource was changed meanwhile"),
  REQUEST_RUNNING(
      "request-running", 409, "The first request with this Idempotency-Key is still running", 2),
  DUPLICATE_INSTITUTION("duplicate-institution", 409, "This institution is connected already"),
  ACCOUNT_NOT_KNOWN_YET("account-not-known-yet", 409, "The account is not known here yet", 1),
  NAME_TAKEN("name-taken", 409, "Another one has this name already"),
  NOT_UNDOABLE("not-undoable", 409, "The change cannot be taken back"),
  UNDO_CONFLICT("undo-conflict", 409, "Something the change set was set again since"),
  LINKED_BY_ANOTHER_USER("linked-by-another-user", 409, "Another user has linked this login"),
  LINK_AGAIN("link-again", 409, "The link was interrupted: link again"),
  USER_ERASED("user-erased", 410, "This user was erased"),
  VERSION_MISMATCH("version-mismatch", 412, "The resource has another version than If-Match says"),
  TOO_LARGE("too-large", 413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body must be application/json"),
  REJECTED("rejected", 422, "The request cannot be carried out"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", 422, "The Idempotency-Key was used for another request"),
  TRANSACTION_REMOVED("transaction-removed", 422, "The transaction is removed"),
  CATEGORY_UNKNOWN("category-unknown", 422, "There is no such category"),
  CURRENCY_MISMATCH("currency-mismatch", 422, "The currencies differ"),
  SCENARIO_DELETED("scenario-deleted", 422, "The scenario is deleted"),
  TOO_MANY_BILLS("too-many-bills", 422, "The scenario has as many bills as it may have"),
  PUBLIC_TOKEN_REFUSED(
      "public-token-refused", 422, "The provider refused the public token: link again"),
  CONNECTION_NEEDS_ATTENTION(
      "connection-needs-attention", 422, "The bank needs the user to sign in again"),
  CONNECTION_REMOVED("connection-removed", 422, "The connection is removed"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests", 60),
  INTERNAL("internal", 500, "Something went wrong on our side"),
  PROVIDER_FAILED("provider-failed", 502, "The provider answered with an error"),
  UNAVAILABLE("unavailable", 503, "Florin is busy or a part of it is away", 5),
  PROVIDER_UNAVAILABLE("provider-unavailable", 503, "The provider does not answer", 30),
  TIMEOUT("timeout", 504, "A part of Florin did not answer in time", 5);

  private static final Map<String, ProblemType> BY_CODE =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(ProblemType::code, Function.identity()));

  private final String code;
  private final int status;
  private final String title;
  private final int retryAfter;

  ProblemType(String code, int status, String title) {
    this(code, status, title, 0);
  }

  ProblemType(String code, int status, String title, int retryAfter) {
    this.code = code;
    this.status = status;
    this.title = title;
    this.retryAfter = retryAfter;
  }

  /**
   * The row of a rejection's code; any code that is not in the table is plainly {@link #REJECTED}.
   */
  public static ProblemType of(String code) {
    return BY_CODE.getOrDefault(code, REJECTED);
  }

  public String code() {
    return code;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Seconds until another try makes sense. */
  public Optional<Integer> retryAfter() {
    return retryAfter == 0 ? Optional.empty() : Optional.of(retryAfter);
  }

  public String type() {
    return "urn:florin:problem:" + code;
  }
}
