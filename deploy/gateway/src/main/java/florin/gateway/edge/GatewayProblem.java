package florin.gateway.edge;

import florin.journal.stream.ProblemDefinition;
import florin.journal.web.problem.ProblemType;

/** The problem types of the gateway beside those of the runtime, which it shares. */
enum GatewayProblem implements ProblemDefinition {
  WRONG_CREDENTIALS("wrong-credentials", 401, "The user name or the password is wrong"),
  INVALID_REFRESH_TOKEN("invalid-refresh-token", 401, "The refresh token is not valid"),
  PASSWORD_CHANGE_REQUIRED(
      "password-change-required",
      403,
      "The first password must be changed before the first log-in"),
  CROSS_SITE_REQUEST(
      "cross-site-request", 403, "The request was sent by a page that is not of this Florin"),
  CSRF_TOKEN("csrf-token", 403, "The CSRF token of the session is missing or wrong"),
  REQUEST_TIMEOUT("request-timeout", 408, "The request was sent too slowly"),
  URI_TOO_LONG("uri-too-long", 414, "The address is too long"),
  HEADERS_TOO_LARGE("headers-too-large", 431, "The request header is too large"),
  UNKNOWN_HOST("unknown-host", 421, "Florin does not serve this host name"),
  CONTENT_ENCODING("content-encoding", 415, "The body must not be compressed or otherwise encoded");

  private final Details details;

  GatewayProblem(String code, int status, String title) {
    details = new Details(code, status, title);
  }

  @Override
  public Details details() {
    return details;
  }

  /** The problem type of a status that a library answered with. */
  static ProblemDefinition of(int status) {
    return switch (status) {
      case 401 -> ProblemType.UNAUTHENTICATED;
      case 403 -> ProblemType.FORBIDDEN;
      case 404 -> ProblemType.NOT_FOUND;
      case 405 -> ProblemType.METHOD_NOT_ALLOWED;
      case 406 -> ProblemType.NOT_ACCEPTABLE;
      case 413 -> ProblemType.TOO_LARGE;
      case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ProblemType.TOO_MANY_REQUESTS;
      case 503 -> ProblemType.UNAVAILABLE;
      case 504 -> ProblemType.TIMEOUT;
      default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
    };
  }
}
