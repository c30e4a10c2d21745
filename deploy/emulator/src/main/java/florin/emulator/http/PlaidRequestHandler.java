package florin.emulator.http;

import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Fault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Receives every Plaid request: checks method, body and credentials, then applies planned faults,
 * then calls the endpoint. Runs on the bank's thread.
 */
public final class PlaidRequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PlaidRequestHandler.class);

  private final EmulatorState emulatorState;
  private final ClientCredentials clientCredentials;
  private final RequestLog journal;
  private final RateLimits limits;
  private final InstantSource clock;

  /** The only client of this emulator. */
  public record ClientCredentials(String clientId, String secret) {
    boolean match(@Nullable String id, @Nullable String key) {
      var known = same(clientId, id);
      return same(secret, key) && known;
    }

    private static boolean same(String expected, @Nullable String actual) {
      return actual != null
          && MessageDigest.isEqual(
              expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Credentials[" + clientId + "]";
    }
  }

  /** A request as it came in; credentials are in the headers or in the body. */
  public record Incoming(
      @Nullable String contentType,
      @Nullable String clientId,
      @Nullable String secret,
      byte[] body) {}

  public PlaidRequestHandler(
      EmulatorState emulatorState,
      ClientCredentials clientCredentials,
      RequestLog journal,
      RateLimits limits) {
    this.emulatorState = emulatorState;
    this.clientCredentials = clientCredentials;
    this.journal = journal;
    this.limits = limits;
    this.clock = emulatorState.clock();
  }

  public HttpReply serve(Endpoint endpoint, Incoming incoming) {
    var requestId = Ids.request();
    String itemId = null;
    try {
      var body = parse(incoming);
      var endpointCall = new EndpointCall(emulatorState, endpoint.path(), body);
      itemId = endpointCall.itemId();
      endpoint.shape().check(body);
      if (!endpoint.open()) {
        authorize(incoming, endpointCall);
      }
      limits.check(endpoint.path(), itemId);
      var fault = fault(endpoint, itemId);
      var httpReply =
          fault.isPresent()
              ? damaged(fault.get(), endpoint, endpointCall, requestId)
              : completeAnswer(endpoint, endpointCall, requestId);
      logRequest(endpoint, itemId, status(httpReply), null, requestId);
      return httpReply;
    } catch (PlaidError plaidError) {
      return refuse(endpoint, itemId, plaidError, requestId);
    } catch (RuntimeException defect) {
      LOG.error("{} failed ({})", endpoint.path(), requestId, defect);
      return refuse(endpoint, itemId, ErrorCode.INTERNAL_SERVER_ERROR.refusal(), requestId);
    }
  }

  /** For requests that reach no endpoint. */
  public HttpReply refuse(String path, ErrorCode code) {
    var requestId = Ids.request();
    journal.add(
        new RequestLog.Line(clock.instant(), path, null, code.status(), code.name(), requestId));
    return HttpReply.json(code.status(), code.refusal().object().put("request_id", requestId));
  }

  private static JsonNode parse(Incoming incoming) {
    var type = incoming.contentType();
    if (type == null || !type.startsWith("application/json")) {
      throw ErrorCode.INVALID_HEADERS.refusal();
    }
    try {
      var body = Json.MAPPER.readTree(incoming.body());
      if (body.isObject()) {
        return body;
      }
    } catch (JacksonException notJson) {
      throw ErrorCode.INVALID_BODY.refusal();
    }
    throw ErrorCode.INVALID_BODY.refusal();
  }

  private void authorize(Incoming incoming, EndpointCall endpointCall) {
    var id = firstPresent(incoming.clientId(), endpointCall, "client_id");
    var secret = firstPresent(incoming.secret(), endpointCall, "secret");
    if (id == null || secret == null) {
      var names = id == null ? (secret == null ? "client_id, secret" : "client_id") : "secret";
      throw ErrorCode.MISSING_FIELDS.because(ErrorCode.MISSING_FIELDS.message() + names);
    }
    if (!clientCredentials.match(id, secret)) {
      throw ErrorCode.INVALID_API_KEYS.refusal();
    }
  }

  private static @Nullable String firstPresent(
      @Nullable String header, EndpointCall endpointCall, String field) {
    return header == null ? endpointCall.optionalText(field).orElse(null) : header;
  }

  private Optional<Fault> fault(Endpoint endpoint, @Nullable String itemId) {
    var faultDecision = emulatorState.faults().next(endpoint.path(), itemId == null ? "" : itemId);
    emulatorState.commit(faultDecision.entries());
    return faultDecision.fault();
  }

  private static HttpReply completeAnswer(
      Endpoint endpoint, EndpointCall endpointCall, String requestId) {
    return HttpReply.json(200, answer(endpoint, endpointCall, requestId));
  }

  private static ObjectNode answer(Endpoint endpoint, EndpointCall endpointCall, String requestId) {
    return endpoint.handler().answer(endpointCall).put("request_id", requestId);
  }

  private HttpReply damaged(
      Fault fault, Endpoint endpoint, EndpointCall endpointCall, String requestId) {
    return switch (fault.kind()) {
      case ERROR -> throw ErrorCode.valueOf(String.valueOf(fault.code())).refusal();
      case HTTP -> HttpReply.html(fault.status());
      case HANG -> new HttpReply.Silence(Objects.requireNonNullElse(fault.hang(), Duration.ZERO));
      case DEEP -> HttpReply.json(200, DamagedResponses.deep());
      case ENDLESS -> new HttpReply.Streamed(200, HttpReply.JSON, DamagedResponses.endless());
      case REDIRECT ->
          HttpReply.html(
              302, Map.of("Location", Objects.requireNonNullElse(fault.location(), "/")));
      case LOST_ANSWER -> {
        answer(endpoint, endpointCall, requestId);
        yield HttpReply.html(500);
      }
      case TRUNCATED ->
          HttpReply.json(200, DamagedResponses.half(bytes(endpoint, endpointCall, requestId)));
      case NULL_ACCOUNTS ->
          HttpReply.json(200, answer(endpoint, endpointCall, requestId).putNull("accounts"));
      case NAN ->
          HttpReply.json(
              200, DamagedResponses.withAmount("NaN", bytes(endpoint, endpointCall, requestId)));
      case HUGE_NUMBER ->
          HttpReply.json(
              200, DamagedResponses.withAmount("1e400", bytes(endpoint, endpointCall, requestId)));
      case MANY ->
          new HttpReply.Streamed(
              200,
              HttpReply.JSON,
              DamagedResponses.crowded(
                  answer(endpoint, endpointCall, requestId), fault.count(), emulatorState.seed()));
      case MUTATION, NOT_READY ->
          throw new IllegalStateException("the endpoint's own fault: " + fault.kind());
    };
  }

  private static byte[] bytes(Endpoint endpoint, EndpointCall endpointCall, String requestId) {
    return Json.MAPPER.writeValueAsBytes(answer(endpoint, endpointCall, requestId));
  }

  private static int status(HttpReply httpReply) {
    return switch (httpReply) {
      case HttpReply.Complete complete -> complete.status();
      case HttpReply.Streamed streamed -> streamed.status();
      case HttpReply.Silence silence -> 0;
    };
  }

  private HttpReply refuse(
      Endpoint endpoint, @Nullable String itemId, PlaidError plaidError, String requestId) {
    var code = plaidError.code();
    logRequest(endpoint, itemId, code.status(), code.name(), requestId);
    return HttpReply.json(code.status(), plaidError.object().put("request_id", requestId));
  }

  private void logRequest(
      Endpoint endpoint,
      @Nullable String itemId,
      int status,
      @Nullable String error,
      String requestId) {
    journal.add(
        new RequestLog.Line(clock.instant(), endpoint.path(), itemId, status, error, requestId));
  }
}
