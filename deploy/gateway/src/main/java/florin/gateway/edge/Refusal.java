package florin.gateway.edge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** What the gateway refuses by itself; becomes the problem document {@link Refusals} writes. */
public final class Refusal extends RuntimeException {

  /** One fault of the request's body, at a JSON pointer. */
  public record Fault(String pointer, String detail) {}

  private static final String SCHEME = "Bearer realm=\"florin\"";
  private static final String SOON = "5";

  private final Kind kind;
  private final List<Fault> faults;
  private final Map<String, String> headers;

  private Refusal(
      Kind kind, @Nullable String detail, List<Fault> faults, Map<String, String> headers) {
    super(detail, null, false, false);
    this.kind = kind;
    this.faults = faults;
    this.headers = headers;
  }

  static Refusal of(Kind kind) {
    return new Refusal(kind, null, List.of(), Map.of());
  }

  static Refusal of(Kind kind, String detail) {
    return new Refusal(kind, detail, List.of(), Map.of());
  }

  static Refusal encoded(String encoding) {
    return new Refusal(
        Kind.CONTENT_ENCODING,
        "Content-Encoding: " + encoding + " (expected: none)",
        List.of(),
        Map.of(HttpHeaders.ACCEPT_ENCODING, "identity"));
  }

  static Refusal inBody(Kind kind, Fault fault) {
    return new Refusal(kind, null, List.of(fault), Map.of());
  }

  static Refusal unauthenticated(boolean tokenGiven) {
    return tokenGiven
        ? refusedAs(
            Kind.UNAUTHENTICATED, "The token is not valid.", SCHEME + ", error=\"invalid_token\"")
        : refusedAs(Kind.UNAUTHENTICATED, "There is no token.", SCHEME);
  }

  private static Refusal refusedAs(Kind kind, @Nullable String detail, String challenge) {
    return new Refusal(kind, detail, List.of(), Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
  }

  static Refusal methodNotAllowed(String allowed) {
    return new Refusal(
        Kind.METHOD_NOT_ALLOWED,
        "It has " + allowed + ".",
        List.of(),
        Map.of(HttpHeaders.ALLOW, allowed));
  }

  static Refusal late(String what) {
    return new Refusal(
        Kind.TIMEOUT,
        what + " did not answer in time.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, SOON));
  }

  public static Refusal missing(List<String> pointers) {
    var faults = pointers.stream().map(pointer -> new Fault(pointer, "required")).toList();
    return new Refusal(Kind.INVALID_REQUEST, null, faults, Map.of());
  }

  public static Refusal wrongCredentials() {
    return refusedAs(Kind.WRONG_CREDENTIALS, null, SCHEME);
  }

  public static Refusal invalidRefreshToken() {
    return refusedAs(Kind.INVALID_REFRESH_TOKEN, null, SCHEME);
  }

  public static Refusal field(String pointer, String expected) {
    return inBody(Kind.INVALID_REQUEST, new Fault(pointer, expected));
  }

  /** A wait is told in whole seconds, rounded up. */
  public static Refusal tooManyLogins(Duration wait) {
    return new Refusal(
        Kind.TOO_MANY_REQUESTS,
        "Too many log-ins failed or are being checked.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusMillis(999).toSeconds())));
  }

  public static Refusal unavailable(String what) {
    return new Refusal(
        Kind.UNAVAILABLE,
        what + " is not available; try again.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, SOON));
  }

  /** The stable code, for logs. */
  public String code() {
    return kind.code();
  }

  Kind kind() {
    return kind;
  }

  List<Fault> faults() {
    return faults;
  }

  /** What the answer says beside the problem: a challenge, a wait, the methods there are. */
  Map<String, String> headers() {
    return headers;
  }
}
