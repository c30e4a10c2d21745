package florin.gateway.edge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What the gateway refuses by itself; becomes the problem document {@link Refusals} writes. */
public final class Refusal extends RuntimeException {

  /** One fault of the request's body, at a JSON pointer. */
  public record Fault(String pointer, String detail) {}

  private final HttpStatus status;
  private final String code;
  private final List<Fault> faults;
  private final Map<String, String> headers;

  private Refusal(
      HttpStatus status,
      String code,
      String detail,
      List<Fault> faults,
      Map<String, String> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.faults = faults;
    this.headers = headers;
  }

  static Refusal of(HttpStatus status, String code, String detail) {
    return new Refusal(status, code, detail, List.of(), Map.of());
  }

  public static Refusal invalidBody(List<Fault> faults) {
    return new Refusal(
        HttpStatus.BAD_REQUEST, "invalid-request", "The request is invalid.", faults, Map.of());
  }

  public static Refusal wrongCredentials() {
    return new Refusal(
        HttpStatus.UNAUTHORIZED,
        "wrong-credentials",
        "The user name or the password is wrong.",
        List.of(),
        Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"florin\""));
  }

  static Refusal unauthenticated(boolean tokenGiven) {
    return new Refusal(
        HttpStatus.UNAUTHORIZED,
        "unauthenticated",
        tokenGiven ? "The bearer token is not valid." : "A bearer token is needed.",
        List.of(),
        Map.of(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer realm=\"florin\"" + (tokenGiven ? ", error=\"invalid_token\"" : "")));
  }

  public static Refusal tooManyLogins(Duration wait) {
    return new Refusal(
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        "Too many failed log-ins; wait before the next.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusMillis(999).toSeconds())));
  }

  public static Refusal unavailable(String what) {
    return new Refusal(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        what + " is not available; try again.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, "5"));
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  List<Fault> faults() {
    return faults;
  }

  Map<String, String> headers() {
    return headers;
  }

  Refusal with(String header, String value) {
    return new Refusal(status, code, detail(), faults, Map.of(header, value));
  }
}
