package florin.gateway.edge;

import florin.journal.stream.ProblemDefinition;
import florin.journal.web.input.DisplayedValue;
import florin.journal.web.problem.ProblemType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A refusal by the gateway itself; {@link EdgeProblemWriter} writes it as a problem document. */
public final class EdgeProblem extends RuntimeException {

  /** One fault of the request's body, at a JSON pointer. */
  public record InvalidField(String pointer, String detail) {}

  private static final String SCHEME = "Bearer realm=\"florin\"";
  private static final String SOON = "5";

  private final ProblemDefinition problemType;
  private final List<InvalidField> faults;
  private final Map<String, String> headers;

  private EdgeProblem(
      ProblemDefinition problemType,
      @Nullable String detail,
      List<InvalidField> faults,
      Map<String, String> headers) {
    super(detail, null, false, false);
    this.problemType = problemType;
    this.faults = faults;
    this.headers = headers;
  }

  static EdgeProblem of(ProblemDefinition problemType) {
    return new EdgeProblem(problemType, null, List.of(), Map.of());
  }

  static EdgeProblem of(ProblemDefinition problemType, String detail) {
    return new EdgeProblem(problemType, detail, List.of(), Map.of());
  }

  static EdgeProblem encoded(String encoding) {
    return new EdgeProblem(
        GatewayProblem.CONTENT_ENCODING,
        "Content-Encoding: " + encoding + " (expected: none)",
        List.of(),
        Map.of(HttpHeaders.ACCEPT_ENCODING, "identity"));
  }

  static EdgeProblem inBody(ProblemDefinition problemType, InvalidField invalidField) {
    return new EdgeProblem(problemType, null, List.of(invalidField), Map.of());
  }

  static EdgeProblem unauthenticated(boolean tokenGiven) {
    return tokenGiven
        ? refusedAs(
            ProblemType.UNAUTHENTICATED,
            "The token is not valid.",
            SCHEME + ", error=\"invalid_token\"")
        : refusedAs(ProblemType.UNAUTHENTICATED, "There is no token.", SCHEME);
  }

  private static EdgeProblem refusedAs(
      ProblemDefinition problemType, @Nullable String detail, String challenge) {
    return new EdgeProblem(
        problemType, detail, List.of(), Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
  }

  static EdgeProblem methodNotAllowed(String allowed) {
    return new EdgeProblem(
        ProblemType.METHOD_NOT_ALLOWED,
        "It has " + allowed + ".",
        List.of(),
        Map.of(HttpHeaders.ALLOW, allowed));
  }

  static EdgeProblem late(String what) {
    return new EdgeProblem(
        ProblemType.TIMEOUT,
        what + " did not answer in time.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, SOON));
  }

  /** The problem types that the gateway itself can answer with. */
  public static List<ProblemDefinition> types() {
    return Stream.<ProblemDefinition[]>of(ProblemType.values(), GatewayProblem.values())
        .flatMap(Stream::of)
        .toList();
  }

  /** The token that was sent on is not accepted by a service. */
  public static EdgeProblem refusedToken() {
    return unauthenticated(true);
  }

  public static EdgeProblem erased() {
    return of(ProblemType.USER_ERASED);
  }

  /** A cursor that belongs to another list. */
  public static EdgeProblem cursor(String detail) {
    return of(ProblemType.INVALID_CURSOR, detail);
  }

  /** A query parameter whose value is not valid. */
  public static EdgeProblem parameter(String detail) {
    return of(ProblemType.INVALID_PARAMETER, detail);
  }

  public static EdgeProblem unknownParameter(String name, Collection<String> known) {
    return of(
        ProblemType.UNKNOWN_PARAMETER,
        DisplayedValue.of(name)
            + ": unknown parameter (expected one of: "
            + String.join(", ", known)
            + ")");
  }

  public static EdgeProblem missing(List<String> pointers) {
    var faults = pointers.stream().map(pointer -> new InvalidField(pointer, "required")).toList();
    return new EdgeProblem(ProblemType.INVALID_REQUEST, null, faults, Map.of());
  }

  public static EdgeProblem wrongCredentials() {
    return refusedAs(GatewayProblem.WRONG_CREDENTIALS, null, SCHEME);
  }

  public static EdgeProblem passwordChangeRequired() {
    return of(
        GatewayProblem.PASSWORD_CHANGE_REQUIRED,
        "password: made at random at the first start (expected: one of your own, set with POST"
            + " /auth/password)");
  }

  public static EdgeProblem invalidRefreshToken() {
    return refusedAs(GatewayProblem.INVALID_REFRESH_TOKEN, null, SCHEME);
  }

  public static EdgeProblem noSession() {
    return refusedAs(ProblemType.UNAUTHENTICATED, "There is no session.", SCHEME);
  }

  /** The origin is quoted only as far as it has the characters of one. */
  public static EdgeProblem crossSite(String origin, String expected) {
    var quoted = origin.replaceAll("[^A-Za-z0-9.:/\\[\\]-]", "?");
    return of(
        GatewayProblem.CROSS_SITE_REQUEST,
        "Origin: "
            + (quoted.isEmpty() ? "none" : quoted.substring(0, Math.min(quoted.length(), 80)))
            + " (expected: "
            + expected
            + ")");
  }

  public static EdgeProblem csrfToken(String header) {
    return of(
        GatewayProblem.CSRF_TOKEN, header + " (expected: the csrfToken of GET /auth/session)");
  }

  public static EdgeProblem field(String pointer, String expected) {
    return inBody(ProblemType.INVALID_REQUEST, new InvalidField(pointer, expected));
  }

  /** The wait in whole seconds, rounded up. */
  public static EdgeProblem tooManyLogins(Duration wait) {
    return new EdgeProblem(
        ProblemType.TOO_MANY_REQUESTS,
        "Too many log-ins failed or are being checked.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusMillis(999).toSeconds())));
  }

  public static EdgeProblem unavailable(String what) {
    return new EdgeProblem(
        ProblemType.UNAVAILABLE,
        what + " is not available; try again.",
        List.of(),
        Map.of(HttpHeaders.RETRY_AFTER, SOON));
  }

  /** The stable code, for logs. */
  public String code() {
    return problemType.code();
  }

  ProblemDefinition kind() {
    return problemType;
  }

  List<InvalidField> faults() {
    return faults;
  }

  /** Headers of the response beside the problem: a challenge, a wait, the allowed methods. */
  Map<String, String> headers() {
    return headers;
  }
}
