package florin.emulator.control;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Json;
import florin.emulator.bank.Keys;
import florin.emulator.bank.Knobs;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for the whole emulator: its clock, limits, keys, delivery and way to cut pages. */
final class Settings {
  private static final Duration FURTHEST = Duration.ofDays(36_500);
  private static final Duration LONG_SINCE = Duration.ofHours(1);
  private static final int MOST_COPIES = 10_000;

  private final Bank bank;

  Settings(Bank bank) {
    this.bank = bank;
  }

  ObjectNode clock() {
    var clock = bank.clock();
    return Json.object()
        .put("now", clock.instant().toString())
        .put("offset", clock.offset().toString());
  }

  /** What becomes due is done before the answer. */
  ObjectNode advance(Request request) {
    var by = duration(Request.requiredText(request.body(), "advance"));
    if (by.isNegative() || bank.clock().offset().plus(by).compareTo(FURTHEST) > 0) {
      throw Request.invalid("advance must go forward, a hundred years at most in all");
    }
    bank.commit(List.of(new Entry.ClockAdvanced(by)));
    return clock();
  }

  /** Without an endpoint, all limits are lifted. */
  ObjectNode limit(Request request) {
    var body = request.body();
    var endpoint = Request.text(body, "endpoint").orElse(null);
    if (endpoint == null && !body.isEmpty()) {
      throw Request.invalid("endpoint must be a string");
    }
    bank.commit(
        List.of(new Entry.LimitsSet(endpoint, most(body, "perItem"), most(body, "perClient"))));
    return Json.object().put("endpoint", endpoint);
  }

  /** Strict: a log that grows breaks the update. Lenient: the update goes on as it was begun. */
  ObjectNode mutations(Request request) {
    var body = request.body();
    var mode = Request.text(body, "mode").orElse("strict");
    if (!mode.equals("strict") && !mode.equals("lenient")) {
      throw Request.invalid("mode: " + mode + " (expected: strict, lenient)");
    }
    var orphans = body.path("orphans").asBoolean(false);
    bank.commit(List.of(new Entry.MutationsSet(mode.equals("lenient"), orphans)));
    return Json.object().put("mode", mode).put("orphans", orphans);
  }

  /** What is not named stays as it is. */
  ObjectNode delivery(Request request) {
    var body = request.body();
    var now = bank.knobs();
    var knobs =
        new Knobs(
            body.path("drop").asBoolean(now.drop()),
            body.path("copies").asInt(now.copies()),
            body.path("hold").asBoolean(now.hold()),
            body.path("shuffle").asBoolean(now.shuffle()));
    if (knobs.copies() < 1 || knobs.copies() > MOST_COPIES) {
      throw Request.invalid("copies: " + knobs.copies() + " (expected: 1 to 10000)");
    }
    bank.commit(List.of(new Entry.DeliverySet(knobs)));
    return Json.object()
        .put("drop", knobs.drop())
        .put("copies", knobs.copies())
        .put("hold", knobs.hold())
        .put("shuffle", knobs.shuffle());
  }

  /** A new key signs; the others expire now or, on demand, did so an hour ago. */
  ObjectNode rotate(Request request) {
    var now = bank.clock().instant();
    var expire = request.body().path("expire").asBoolean(false);
    bank.commit(bank.keys().rotate(now, expire ? now.minus(LONG_SINCE) : now));
    return Json.object().put("kid", bank.keys().signing().jwk().getKeyID());
  }

  /** One that has expired; made if there is none. */
  static Keys.Key expiredKey(Bank bank) {
    var now = bank.clock().instant();
    if (bank.keys().expired(now).isEmpty()) {
      var made = Keys.fresh(now.minus(LONG_SINCE.multipliedBy(2)));
      bank.commit(List.of(made, new Entry.KeyExpired(made.kid(), now.minus(LONG_SINCE))));
    }
    return bank.keys().expired(now).orElseThrow();
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException noDuration) {
      throw Request.invalid("advance: " + text + " (expected: a duration such as PT1H)");
    }
  }

  private static @Nullable Integer most(JsonNode body, String field) {
    var value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || value.intValue() < 0) {
      throw Request.invalid(field + " must be a number of answers per minute, or null");
    }
    return value.intValue();
  }
}
