package florin.emulator.http;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Fault;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Json;
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
 * Where every Plaid request is received: manners and credentials first, planned faults next, then
 * the endpoint. Runs on the bank's thread.
 */
public final class Counter {
  private static final Logger LOG = LoggerFactory.getLogger(Counter.class);

  private final Bank bank;
  private final Credentials credentials;
  private final RequestJournal journal;
  private final RateLimits limits;
  private final InstantSource clock;

  /** The one client this emulator knows. */
  public record Credentials(String clientId, String secret) {
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

  public Counter(Bank bank, Credentials credentials, RequestJournal journal, RateLimits limits) {
    this.bank = bank;
    this.credentials = credentials;
    this.journal = journal;
    this.limits = limits;
    this.clock = bank.clock();
  }

  public Reply serve(Endpoint endpoint, Incoming incoming) {
    var requestId = Ids.request();
    String itemId = null;
    try {
      var body = parse(incoming);
      var call = new Call(bank, endpoint.path(), body);
      itemId = call.itemId();
      endpoint.shape().check(body);
      if (!endpoint.open()) {
        authorize(incoming, call);
      }
      limits.check(endpoint.path(), itemId);
      var fault = fault(endpoint, itemId);
      var reply =
          fault.isPresent()
              ? spoilt(fault.get(), endpoint, call, requestId)
              : whole(endpoint, call, requestId);
      note(endpoint, itemId, status(reply), null, requestId);
      return reply;
    } catch (Refusal refusal) {
      return refuse(endpoint, itemId, refusal, requestId);
    } catch (RuntimeException defect) {
      LOG.error("{} failed ({})", endpoint.path(), requestId, defect);
      return refuse(endpoint, itemId, ErrorCode.INTERNAL_SERVER_ERROR.refusal(), requestId);
    }
  }

  /** For requests that reach no endpoint. */
  public Reply refuse(String path, ErrorCode code) {
    var requestId = Ids.request();
    journal.add(
        new RequestJournal.Line(
            clock.instant(), path, null, code.status(), code.name(), requestId));
    return Reply.json(code.status(), code.refusal().object().put("request_id", requestId));
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

  private void authorize(Incoming incoming, Call call) {
    var id = first(incoming.clientId(), call, "client_id");
    var secret = first(incoming.secret(), call, "secret");
    if (id == null || secret == null) {
      var names = id == null ? (secret == null ? "client_id, secret" : "client_id") : "secret";
      throw ErrorCode.MISSING_FIELDS.because(ErrorCode.MISSING_FIELDS.message() + names);
    }
    if (!credentials.match(id, secret)) {
      throw ErrorCode.INVALID_API_KEYS.refusal();
    }
  }

  private static @Nullable String first(@Nullable String header, Call call, String field) {
    return header == null ? call.optionalText(field).orElse(null) : header;
  }

  private Optional<Fault> fault(Endpoint endpoint, @Nullable String itemId) {
    var fate = bank.faults().next(endpoint.path(), itemId == null ? "" : itemId);
    bank.commit(fate.entries());
    return fate.fault();
  }

  private static Reply whole(Endpoint endpoint, Call call, String requestId) {
    return Reply.json(200, answer(endpoint, call, requestId));
  }

  private static ObjectNode answer(Endpoint endpoint, Call call, String requestId) {
    return endpoint.handler().answer(call).put("request_id", requestId);
  }

  private Reply spoilt(Fault fault, Endpoint endpoint, Call call, String requestId) {
    return switch (fault.kind()) {
      case ERROR -> throw ErrorCode.valueOf(String.valueOf(fault.code())).refusal();
      case HTTP -> Reply.html(fault.status());
      case HANG -> new Reply.Silence(Objects.requireNonNullElse(fault.hang(), Duration.ZERO));
      case DEEP -> Reply.json(200, Damage.deep());
      case ENDLESS -> new Reply.Streamed(200, Reply.JSON, Damage.endless());
      case REDIRECT ->
          Reply.html(302, Map.of("Location", Objects.requireNonNullElse(fault.location(), "/")));
      case LOST_ANSWER -> {
        answer(endpoint, call, requestId);
        yield Reply.html(500);
      }
      case TRUNCATED -> Reply.json(200, Damage.half(bytes(endpoint, call, requestId)));
      case NULL_ACCOUNTS -> Reply.json(200, answer(endpoint, call, requestId).putNull("accounts"));
      case NAN -> Reply.json(200, Damage.withAmount("NaN", bytes(endpoint, call, requestId)));
      case HUGE_NUMBER ->
          Reply.json(200, Damage.withAmount("1e400", bytes(endpoint, call, requestId)));
      case MANY ->
          new Reply.Streamed(
              200,
              Reply.JSON,
              Damage.crowded(answer(endpoint, call, requestId), fault.count(), bank.seed()));
      case MUTATION, NOT_READY ->
          throw new IllegalStateException("the endpoint's own fault: " + fault.kind());
    };
  }

  private static byte[] bytes(Endpoint endpoint, Call call, String requestId) {
    return Json.MAPPER.writeValueAsBytes(answer(endpoint, call, requestId));
  }

  private static int status(Reply reply) {
    return switch (reply) {
      case Reply.Whole whole -> whole.status();
      case Reply.Streamed streamed -> streamed.status();
      case Reply.Silence silence -> 0;
    };
  }

  private Reply refuse(
      Endpoint endpoint, @Nullable String itemId, Refusal refusal, String requestId) {
    var code = refusal.code();
    note(endpoint, itemId, code.status(), code.name(), requestId);
    return Reply.json(code.status(), refusal.object().put("request_id", requestId));
  }

  private void note(
      Endpoint endpoint,
      @Nullable String itemId,
      int status,
      @Nullable String error,
      String requestId) {
    journal.add(
        new RequestJournal.Line(
            clock.instant(), endpoint.path(), itemId, status, error, requestId));
  }
}
