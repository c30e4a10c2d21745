package florin.gateway.edge;

import org.springframework.http.HttpStatus;

/**
 * The refusals a client can see from the gateway, with the same codes and titles as the services
 * use; a code never changes its meaning.
 */
enum ProblemType {
  INVALID_REQUEST("invalid-request", HttpStatus.BAD_REQUEST, "The request is not valid"),
  UNKNOWN_FIELD(
      "unknown-field", HttpStatus.BAD_REQUEST, "The request has a field that does not exist"),
  UNAUTHENTICATED("unauthenticated", HttpStatus.UNAUTHORIZED, "A valid token is needed"),
  WRONG_CREDENTIALS(
      "wrong-credentials", HttpStatus.UNAUTHORIZED, "The user name or the password is wrong"),
  INVALID_REFRESH_TOKEN(
      "invalid-refresh-token", HttpStatus.UNAUTHORIZED, "The refresh token is not valid"),
  PASSWORD_CHANGE_REQUIRED(
      "password-change-required",
      HttpStatus.FORBIDDEN,
      "The first password must be changed before the first log-in"),
  FORBIDDEN("forbidden", HttpStatus.FORBIDDEN, "The token does not allow this"),
  NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is no such resource"),
  METHOD_NOT_ALLOWED(
      "method-not-allowed",
      HttpStatus.METHOD_NOT_ALLOWED,
      "The resource does not have this method"),
  NOT_ACCEPTABLE(
      "not-acceptable", HttpStatus.NOT_ACCEPTABLE, "The answer is not to be had in this form"),
  REQUEST_TIMEOUT("request-timeout", HttpStatus.REQUEST_TIMEOUT, "The request was sent too slowly"),
  URI_TOO_LONG("uri-too-long", HttpStatus.URI_TOO_LONG, "The address is too long"),
  HEADERS_TOO_LARGE(
      "headers-too-large",
      HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
      "The request header is too large"),
  UNKNOWN_HOST(
      "unknown-host", HttpStatus.MISDIRECTED_REQUEST, "Florin does not serve this host name"),
  CONTENT_ENCODING(
      "content-encoding",
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The body must not be compressed or otherwise encoded"),
  TOO_LARGE("too-large", HttpStatus.CONTENT_TOO_LARGE, "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(
      "unsupported-media-type",
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The body must be application/json"),
  TOO_MANY_REQUESTS("too-many-requests", HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  INTERNAL("internal", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
  UNAVAILABLE(
      "unavailable", HttpStatus.SERVICE_UNAVAILABLE, "Florin is busy or a part of it is away"),
  TIMEOUT("timeout", HttpStatus.GATEWAY_TIMEOUT, "A part of Florin did not answer in time");

  private final String code;
  private final HttpStatus status;
  private final String title;

  ProblemType(String code, HttpStatus status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** The row of a status that a library answered with. */
  static ProblemType of(int status) {
    return switch (status) {
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD_NOT_ALLOWED;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_MEDIA_TYPE;
      case 429 -> TOO_MANY_REQUESTS;
      case 503 -> UNAVAILABLE;
      case 504 -> TIMEOUT;
      default -> status < 500 ? INVALID_REQUEST : INTERNAL;
    };
  }

  String code() {
    return code;
  }

  String type() {
    return "urn:florin:problem:" + code;
  }

  HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }
}
