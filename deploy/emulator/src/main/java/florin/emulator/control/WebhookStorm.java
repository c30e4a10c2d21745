package florin.emulator.control;

import florin.emulator.data.Json;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.webhook.SignatureForgery;
import florin.emulator.webhook.WebhookDelivery;
import florin.emulator.webhook.WebhookNotices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/**
 * One webhook to every live Item at about the same time, as after a night's poll of the banks; or
 * so many a second, where an answer's time counts from when its webhook was due, so that a service
 * that falls behind shows.
 */
final class WebhookStorm {
  private static final int USUAL = 64;
  private static final int MOST = 400;

  private record Notice(String url, byte[] body) {}

  private record Answered(int status, long micros) {}

  private final EmulatorState emulatorState;
  private final WebhookNotices webhookNotices;
  private final WebhookDelivery webhookDelivery;

  WebhookStorm(
      EmulatorState emulatorState, WebhookNotices webhookNotices, WebhookDelivery webhookDelivery) {
    this.emulatorState = emulatorState;
    this.webhookNotices = webhookNotices;
    this.webhookDelivery = webhookDelivery;
  }

  /** Signed off the bank's thread: ten thousand signatures take seconds. Never retried. */
  Mono<ObjectNode> send(ControlRequest controlRequest) {
    var body = controlRequest.body();
    var type = ControlRequest.text(body, "type").orElse("TRANSACTIONS");
    var code = ControlRequest.text(body, "code").orElse("SYNC_UPDATES_AVAILABLE");
    var concurrency = body.path("concurrency").asInt(USUAL);
    if (concurrency < 1 || concurrency > MOST) {
      throw ControlRequest.invalid(
          "concurrency: " + concurrency + " (expected: 1 to " + MOST + ")");
    }
    var pace = body.path("per_second").asInt(0);
    var times = body.path("times").asInt(1);
    if (pace < 0 || times < 1 || times > MOST) {
      throw ControlRequest.invalid(
          "per_second: %d, times: %d (expected: >= 0, 1 to %d)".formatted(pace, times, MOST));
    }
    var all =
        emulatorState.items().stream()
            .filter(Item::isActive)
            .flatMap(item -> item.webhook().stream().map(url -> notice(item, url, type, code)))
            .toList();
    var key = emulatorState.keys().signing().jwk();
    var start = System.nanoTime();
    return Flux.fromIterable(all)
        .repeat(times - 1L)
        .index()
        .flatMap(
            numbered ->
                Mono.fromCallable(
                        () ->
                            SignatureForgery.NONE.seal(
                                numbered.getT2().body(), key, emulatorState.clock().realNow()))
                    .subscribeOn(Schedulers.parallel())
                    .flatMap(
                        signedWebhook ->
                            pace == 0
                                ? sent(numbered.getT2().url(), signedWebhook, System.nanoTime())
                                : due(
                                    numbered.getT2().url(),
                                    signedWebhook,
                                    start + numbered.getT1() * 1_000_000_000L / pace)),
            pace == 0 ? concurrency : MOST)
        .collectList()
        .map(answers -> report(answers, Duration.ofNanos(System.nanoTime() - start)));
  }

  private Notice notice(Item item, String url, String type, String code) {
    var text = webhookNotices.body(item, type, code).text();
    return new Notice(url, text.getBytes(StandardCharsets.UTF_8));
  }

  private Mono<Answered> due(String url, SignatureForgery.SignedWebhook signedWebhook, long at) {
    var early = Duration.ofNanos(Math.max(0, at - System.nanoTime()));
    return Mono.delay(early).flatMap(_ -> sent(url, signedWebhook, at));
  }

  private Mono<Answered> sent(
      String url, SignatureForgery.SignedWebhook signedWebhook, long since) {
    return Mono.defer(
        () ->
            webhookDelivery
                .wire()
                .send(url, signedWebhook)
                .map(one -> new Answered(one.status(), (System.nanoTime() - since) / 1_000)));
  }

  private static ObjectNode report(List<Answered> answers, Duration took) {
    var statuses = new TreeMap<Integer, Integer>();
    answers.forEach(one -> statuses.merge(one.status(), 1, Integer::sum));
    var times = answers.stream().mapToLong(Answered::micros).sorted().toArray();
    var report = Json.object().put("sent", answers.size());
    report.set("statuses", Json.MAPPER.valueToTree(statuses));
    report
        .putObject("millis")
        .put("p50", percentile(times, 50))
        .put("p90", percentile(times, 90))
        .put("p99", percentile(times, 99))
        .put("max", percentile(times, 100));
    return report.put("took_millis", took.toMillis());
  }

  private static double percentile(long[] sorted, int percent) {
    var at = (int) Math.ceil(sorted.length * percent / 100.0) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, at)] / 1_000.0;
  }
}
