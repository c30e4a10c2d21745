package florin.journal.web.problem;

import florin.journal.stream.ProblemDefinition;

/**
 * The problem types that every service can answer with; a service adds its own, see {@link
 * ProblemCatalog}.
 */
public enum ProblemType implements ProblemDefinition {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  UNKNOWN_FIELD("unknown-field", 400, "The request has a field that does not exist"),
  UNKNOWN_PARAMETER(
      "unknown-parameter", 400, "The request has a query parameter that does not exist"),
  INVALID_PARAMETER("invalid-parameter", 400, "A query parameter or path segment is not valid"),
  EXPORT_FORMAT_UNKNOWN("export-format-unknown", 400, "There is no such format of the export"),
  INVALID_CURSOR("invalid-cursor", 400, "The cursor does not belong to this query"),
  UNAUTHENTICATED("unauthenticated", 401, "A valid token is needed"),
  FORBIDDEN("forbidden", 403, "The token does not allow this"),
  NOT_FOUND("not-found", 404, "There is no such resource"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not have this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The answer is not to be had in this form"),
  CONFLICT("conflict", 409, "The resource was changed meanwhile"),
  REQUEST_RUNNING(
      "request-running", 409, "The first request with this Idempotency-Key is still running", 2),
  ACCOUNT_NOT_KNOWN_YET("account-not-known-yet", 409, "The account is not known here yet", 1),
  NAME_TAKEN("name-taken", 409, "Another one has this name already"),
  NOT_UNDOABLE("not-undoable", 409, "The change cannot be taken back"),
  ALREADY_UNDONE("already-undone", 409, "The change is taken back already"),
  UNDO_CONFLICT("undo-conflict", 409, "Something the change set was set again since"),
  USER_ERASED("user-erased", 410, "This user was erased"),
  VERSION_MISMATCH("version-mismatch", 412, "The resource has another version than If-Match says"),
  TOO_LARGE("too-large", 413, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body must be application/json"),
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", 422, "The Idempotency-Key was used for another request"),
  INVALID_TEXT("invalid-text", 422, "A text is empty, too long or not storable"),
  UNKNOWN_ACCOUNT("unknown-account", 422, "There is no such account"),
  TOO_MANY_DECIMALS("too-many-decimals", 422, "An amount has more decimals than its currency"),
  CURRENCY_MISMATCH("currency-mismatch", 422, "The currencies differ"),
  TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests", 60),
  TOO_MANY_BODIES("too-many-bodies", 429, "Too many large requests are in progress", 2),
  INTERNAL("internal", 500, "Something went wrong on our side"),
  UNAVAILABLE("unavailable", 503, "Florin is busy or a part of it is away", 5),
  TIMEOUT("timeout", 504, "A part of Florin did not answer in time", 5);

  private final Details details;

  ProblemType(String code, int status, String title) {
    this(code, status, title, 0);
  }

  ProblemType(String code, int status, String title, int retryAfter) {
    details = new Details(code, status, title, retryAfter);
  }

  @Override
  public Details details() {
    return details;
  }
}
