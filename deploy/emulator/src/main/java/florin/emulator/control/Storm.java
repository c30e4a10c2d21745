package florin.emulator.control;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.webhook.Forgery;
import florin.emulator.webhook.Notices;
import florin.emulator.webhook.Postman;
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
final class Storm {
  private static final int USUAL = 64;
  private static final int MOST = 400;

  private record Notice(String url, byte[] body) {}

  private record Answered(int status, long micros) {}

  private final Bank bank;
  private final Notices notices;
  private final Postman postman;

  Storm(Bank bank, Notices notices, Postman postman) {
    this.bank = bank;
    this.notices = notices;
    this.postman = postman;
  }

  /** Signed off the bank's thread: ten thousand signatures take seconds. Never retried. */
  Mono<ObjectNode> send(Request request) {
    var body = request.body();
    var type = Request.text(body, "type").orElse("TRANSACTIONS");
    var code = Request.text(body, "code").orElse("SYNC_UPDATES_AVAILABLE");
    var concurrency = body.path("concurrency").asInt(USUAL);
    if (concurrency < 1 || concurrency > MOST) {
      throw Request.invalid("concurrency: " + concurrency + " (expected: 1 to " + MOST + ")");
    }
    var pace = body.path("per_second").asInt(0);
    var times = body.path("times").asInt(1);
    if (pace < 0 || times < 1 || times > MOST) {
      throw Request.invalid(
          "per_second: %d, times: %d (expected: >= 0, 1 to %d)".formatted(pace, times, MOST));
    }
    var all =
        bank.items().stream()
            .filter(Item::lives)
            .flatMap(item -> item.webhook().stream().map(url -> notice(item, url, type, code)))
            .toList();
    var key = bank.keys().signing().jwk();
    var start = System.nanoTime();
    return Flux.fromIterable(all)
        .repeat(times - 1L)
        .index()
        .flatMap(
            numbered ->
                Mono.fromCallable(
                        () ->
                            Forgery.NONE.seal(numbered.getT2().body(), key, bank.clock().realNow()))
                    .subscribeOn(Schedulers.parallel())
                    .flatMap(
                        letter ->
                            pace == 0
                                ? sent(numbered.getT2().url(), letter, System.nanoTime())
                                : due(
                                    numbered.getT2().url(),
                                    letter,
                                    start + numbered.getT1() * 1_000_000_000L / pace)),
            pace == 0 ? concurrency : MOST)
        .collectList()
        .map(answers -> report(answers, Duration.ofNanos(System.nanoTime() - start)));
  }

  private Notice notice(Item item, String url, String type, String code) {
    var text = notices.body(item, type, code).text();
    return new Notice(url, text.getBytes(StandardCharsets.UTF_8));
  }

  private Mono<Answered> due(String url, Forgery.Letter letter, long at) {
    var early = Duration.ofNanos(Math.max(0, at - System.nanoTime()));
    return Mono.delay(early).flatMap(_ -> sent(url, letter, at));
  }

  private Mono<Answered> sent(String url, Forgery.Letter letter, long since) {
    return Mono.defer(
        () ->
            postman
                .wire()
                .send(url, letter)
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
