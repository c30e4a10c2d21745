package florin.providersync.webhook;

import com.github.benmanes.caffeine.cache.Ticker;
import florin.journal.database.NonCancellable;
import florin.journal.database.Sessions;
import florin.journal.stream.Rejection;
import florin.providersync.plaid.WebhookKeys;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.request.AwaitedLinkSessions;
import florin.providersync.request.LoginNotice;
import florin.providersync.request.SyncRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives webhooks: verifies the raw bytes, stores the request for a sync, answers 200. Every
 * verified webhook gets a 200, known or not: a provider that sees too many refusals stops sending.
 * Two equal bodies may be two events, so none is dropped as a repetition; the job is requested
 * twice.
 */
@RestController
@Tag(name = "Webhooks", description = "For the provider only")
class WebhookApi {

  private static final Logger log = LoggerFactory.getLogger(WebhookApi.class);
  private static final String SIGNATURE = "Plaid-Verification";
  private static final String PROVIDER = "plaid";
  private static final int LARGEST = 64 * 1024;

  private final SignatureKeyCache keys;
  private final Sessions sessions;
  private final SyncRequests requests;
  private final AwaitedLinkSessions awaited;
  private final WebhookLog written;
  private final Clock clock;
  private final Duration longest;
  private final MeterRegistry meters;
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  WebhookApi(
      WebhookKeys keys,
      @Qualifier("workerSessions") Sessions sessions,
      SyncRequests requests,
      AwaitedLinkSessions awaited,
      WebhookLog written,
      WebhookProperties properties,
      Clock clock,
      MeterRegistry meters) {
    this.keys = new SignatureKeyCache(keys::find, properties, Ticker.systemTicker());
    this.sessions = sessions;
    this.requests = requests;
    this.awaited = awaited;
    this.written = written;
    this.clock = clock;
    this.longest = properties.body();
    this.meters = meters;
  }

  @PostMapping("/webhooks/plaid")
  @Operation(summary = "Plaid's webhooks, verified over the raw body")
  Mono<ResponseEntity<Void>> plaid(ServerHttpRequest request, ServerHttpResponse response) {
    return Mono.fromCallable(() -> signature(request.getHeaders()))
        .flatMap(signature -> body(request).flatMap(body -> verify(signature, body)))
        .doOnError(Rejection.class, this::recordUnverified)
        .doOnError(_ -> response.getHeaders().set(HttpHeaders.CONNECTION, "close"))
        .flatMap(this::process)
        .thenReturn(ResponseEntity.ok().<Void>build());
  }

  /** Before the body is read: an unverified or too large body is not read. */
  private PlaidSignature signature(HttpHeaders headers) {
    if (headers.getContentLength() > LARGEST) {
      throw new DataBufferLimitException(
          "body: " + headers.getContentLength() + " bytes (expected: at most " + LARGEST + ")");
    }
    List<String> signatures = headers.getOrEmpty(SIGNATURE);
    if (signatures.size() != 1) {
      throw UnverifiedWebhook.webhook();
    }
    PlaidSignature signature = PlaidSignature.parse(signatures.getFirst());
    signature.demandRecent(clock.instant());
    return signature;
  }

  /** At most so much, and within so long. */
  private Mono<byte[]> body(ServerHttpRequest request) {
    return DataBufferUtils.join(request.getBody(), LARGEST)
        .map(WebhookApi::bytes)
        .timeout(longest, Mono.error(UnverifiedWebhook::webhook))
        .switchIfEmpty(Mono.error(UnverifiedWebhook::webhook));
  }

  private void recordUnverified(Rejection refused) {
    count("unverified", refused.code());
    written.unverified();
  }

  private static byte[] bytes(DataBuffer buffer) {
    byte[] bytes = new byte[buffer.readableByteCount()];
    buffer.read(bytes);
    DataBufferUtils.release(buffer);
    return bytes;
  }

  private Mono<byte[]> verify(PlaidSignature signature, byte[] body) {
    signature.demandOf(body); // before the key of an unverified request is looked up
    return keys.find(signature.keyId())
        .onErrorMap(ProviderFailure.class, WebhookApi::unavailable)
        .map(key -> key.orElseThrow(UnverifiedWebhook::webhook))
        .doOnNext(signature::demandSignedBy)
        .thenReturn(body);
  }

  /** Not the sender's fault: the provider will try again. */
  private static Rejection unavailable(ProviderFailure failure) {
    log.warn("a webhook could not be verified: {}", failure.getMessage());
    return new Rejection(
        ProviderSyncProblem.PROVIDER_UNAVAILABLE, "The key cannot be looked up at the moment.");
  }

  private Mono<Void> process(byte[] body) {
    PlaidWebhook webhook;
    try {
      webhook = json.readValue(body, PlaidWebhook.class);
    } catch (JacksonException odd) {
      log.warn("a verified webhook of {} bytes is not understood", body.length);
      return written.record("not-understood", null, body);
    }
    return switch (webhook.meaning()) {
      case PlaidWebhook.Meaning.Sync() -> requestSync(webhook, body, Optional.empty());
      case PlaidWebhook.Meaning.Login(LoginNotice notice) ->
          requestSync(webhook, body, Optional.of(notice));
      case PlaidWebhook.Meaning.LinkFinished(String linkToken) ->
          finishLinkSession(webhook, linkToken, body);
      case PlaidWebhook.Meaning.Nothing() -> {
        count("ignored", webhook.metricLabel());
        yield written.record("ignored", webhook, body);
      }
      case PlaidWebhook.Meaning.Record() -> {
        log.info("webhook {} of item {}", webhook.metricLabel(), webhook.itemId());
        count("recorded", webhook.metricLabel());
        yield written.record("recorded", webhook, body);
      }
    };
  }

  /** The waiting client requests the result, and the bank is linked then. */
  private Mono<Void> finishLinkSession(PlaidWebhook webhook, String linkToken, byte[] body) {
    return NonCancellable.run(
            sessions.transaction(
                "begin", session -> awaited.finished(session, PROVIDER, linkToken)))
        .flatMap(
            matched -> {
              String result = matched ? "taken" : "unmatched";
              count(result, webhook.metricLabel());
              return written.record(result, webhook, body);
            });
  }

  private Mono<Void> requestSync(PlaidWebhook webhook, byte[] body, Optional<LoginNotice> notice) {
    if (webhook.itemId() == null) {
      return written.record("not-understood", webhook, body);
    }
    var hint =
        new SyncRequests.Hint(
            PROVIDER,
            webhook.itemId(),
            String.valueOf(webhook.type()),
            String.valueOf(webhook.code()),
            WebhookLog.sha256(body));
    return NonCancellable.run(
            sessions.transaction("begin", session -> requests.webhook(session, hint, notice)))
        .doOnNext(matched -> logResult(hint, matched))
        .then();
  }

  private void logResult(SyncRequests.Hint hint, boolean matched) {
    count(matched ? "taken" : "unmatched", PlaidWebhook.metricLabel(hint.type(), hint.code()));
    if (matched) {
      requests.signal();
    } else {
      log.warn("webhook {}/{} of item {}: no connection", hint.type(), hint.code(), hint.item());
    }
  }

  private void count(String result, String what) {
    meters.counter("florin.webhooks", "result", result, "what", what).increment();
  }
}
