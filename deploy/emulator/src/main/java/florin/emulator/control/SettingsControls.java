package florin.emulator.control;

import florin.emulator.data.Json;
import florin.emulator.state.DeliverySettings;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.StateEntry;
import florin.emulator.state.WebhookKeys;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Settings of the whole emulator: its clock, limits, keys, delivery and page sizes. */
final class SettingsControls {
  private static final Duration FURTHEST = Duration.ofDays(36_500);
  private static final Duration LONG_SINCE = Duration.ofHours(1);
  private static final int MOST_COPIES = 10_000;

  private final EmulatorState emulatorState;

  SettingsControls(EmulatorState emulatorState) {
    this.emulatorState = emulatorState;
  }

  ObjectNode clock() {
    var emulatorClock = emulatorState.clock();
    return Json.object()
        .put("now", emulatorClock.instant().toString())
        .put("offset", emulatorClock.offset().toString());
  }

  /** Tasks that become due run before the response. */
  ObjectNode advance(ControlRequest controlRequest) {
    var by = duration(ControlRequest.requiredText(controlRequest.body(), "advance"));
    if (by.isNegative() || emulatorState.clock().offset().plus(by).compareTo(FURTHEST) > 0) {
      throw ControlRequest.invalid("advance must go forward, a hundred years at most in all");
    }
    emulatorState.commit(List.of(new StateEntry.ClockAdvanced(by)));
    return clock();
  }

  /** Without an endpoint, all limits are lifted. */
  ObjectNode limit(ControlRequest controlRequest) {
    var body = controlRequest.body();
    var endpoint = ControlRequest.text(body, "endpoint").orElse(null);
    if (endpoint == null && !body.isEmpty()) {
      throw ControlRequest.invalid("endpoint must be a string");
    }
    emulatorState.commit(
        List.of(
            new StateEntry.LimitsSet(endpoint, most(body, "perItem"), most(body, "perClient"))));
    return Json.object().put("endpoint", endpoint);
  }

  /** Strict: a log that grows breaks the update. Lenient: the update goes on as it was begun. */
  ObjectNode mutations(ControlRequest controlRequest) {
    var body = controlRequest.body();
    var mode = ControlRequest.text(body, "mode").orElse("strict");
    if (!mode.equals("strict") && !mode.equals("lenient")) {
      throw ControlRequest.invalid("mode: " + mode + " (expected: strict, lenient)");
    }
    var orphans = body.path("orphans").asBoolean(false);
    emulatorState.commit(List.of(new StateEntry.MutationsSet(mode.equals("lenient"), orphans)));
    return Json.object().put("mode", mode).put("orphans", orphans);
  }

  /** Settings that are not named stay as they are. */
  ObjectNode delivery(ControlRequest controlRequest) {
    var body = controlRequest.body();
    var now = emulatorState.knobs();
    var deliverySettings =
        new DeliverySettings(
            body.path("drop").asBoolean(now.drop()),
            body.path("copies").asInt(now.copies()),
            body.path("hold").asBoolean(now.hold()),
            body.path("shuffle").asBoolean(now.shuffle()));
    if (deliverySettings.copies() < 1 || deliverySettings.copies() > MOST_COPIES) {
      throw ControlRequest.invalid(
          "copies: " + deliverySettings.copies() + " (expected: 1 to 10000)");
    }
    emulatorState.commit(List.of(new StateEntry.DeliverySet(deliverySettings)));
    return Json.object()
        .put("drop", deliverySettings.drop())
        .put("copies", deliverySettings.copies())
        .put("hold", deliverySettings.hold())
        .put("shuffle", deliverySettings.shuffle());
  }

  /** A new key signs; the others expire now or, on demand, did so an hour ago. */
  ObjectNode rotate(ControlRequest controlRequest) {
    var now = emulatorState.clock().instant();
    var expire = controlRequest.body().path("expire").asBoolean(false);
    emulatorState.commit(emulatorState.keys().rotate(now, expire ? now.minus(LONG_SINCE) : now));
    return Json.object().put("kid", emulatorState.keys().signing().jwk().getKeyID());
  }

  /** One that has expired; made if there is none. */
  static WebhookKeys.Key expiredKey(EmulatorState emulatorState) {
    var now = emulatorState.clock().instant();
    if (emulatorState.keys().expired(now).isEmpty()) {
      var made = WebhookKeys.fresh(now.minus(LONG_SINCE.multipliedBy(2)));
      emulatorState.commit(
          List.of(made, new StateEntry.KeyExpired(made.kid(), now.minus(LONG_SINCE))));
    }
    return emulatorState.keys().expired(now).orElseThrow();
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException noDuration) {
      throw ControlRequest.invalid("advance: " + text + " (expected: a duration such as PT1H)");
    }
  }

  private static @Nullable Integer most(JsonNode body, String field) {
    var value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || value.intValue() < 0) {
      throw ControlRequest.invalid(field + " must be a number of answers per minute, or null");
    }
    return value.intValue();
  }
}
