package florin.emulator.control;

import florin.emulator.data.Json;
import florin.emulator.http.ErrorCode;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Fault;
import florin.emulator.state.StateEntry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans faults of the next responses of an endpoint: {@code kind} as {@link Fault.Kind} in lower
 * case, with {@code code} (error), {@code status} (http), {@code seconds} (hang), {@code location}
 * (redirect) or {@code count} (many). Defaults: {@code endpoint} /transactions/sync, {@code times}
 * 1, {@code after} 0.
 */
final class FaultControls {
  private final EmulatorState emulatorState;

  FaultControls(EmulatorState emulatorState) {
    this.emulatorState = emulatorState;
  }

  /** For one Item, or for every request of the endpoint. */
  ObjectNode plan(ControlRequest controlRequest, @Nullable String itemId) {
    var body = controlRequest.body();
    var fault =
        new Fault(
            UUID.randomUUID().toString(),
            itemId,
            ControlRequest.text(body, "endpoint").orElse("/transactions/sync"),
            kind(ControlRequest.requiredText(body, "kind")),
            ControlRequest.text(body, "code").orElse(null),
            body.path("status").asInt(502),
            body.path("times").asInt(1),
            body.path("after").asInt(0),
            hang(body),
            ControlRequest.text(body, "location").orElse(null),
            body.path("count").asInt(10_000));
    check(fault);
    emulatorState.commit(List.of(new StateEntry.FaultPlanned(fault)));
    return Json.object().put("fault_id", fault.faultId());
  }

  /** Nothing goes wrong from now on. */
  ObjectNode clear() {
    emulatorState.commit(List.of(new StateEntry.FaultsCleared()));
    return Json.object();
  }

  private static void check(Fault fault) {
    if (fault.status() < 400 || fault.status() > 599 || fault.times() < 1 || fault.after() < 0) {
      throw ControlRequest.invalid("status must be an HTTP error, times >= 1 and after >= 0");
    }
    if (fault.kind() == Fault.FaultType.ERROR) {
      known(fault.code());
    }
    if (fault.kind() == Fault.FaultType.REDIRECT && fault.location() == null) {
      throw ControlRequest.invalid("location must be a string");
    }
    if (fault.count() < 1 || fault.count() > 1_000_000) {
      throw ControlRequest.invalid("count: " + fault.count() + " (expected: 1 to 1000000)");
    }
  }

  private static Duration hang(JsonNode body) {
    var seconds = body.path("seconds").asDouble(120);
    if (!(seconds > 0 && seconds <= 3_600)) {
      throw ControlRequest.invalid(
          "seconds: " + seconds + " (expected: more than 0, at most 3600)");
    }
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private static Fault.FaultType kind(String name) {
    return Arrays.stream(Fault.FaultType.values())
        .filter(faultType -> word(faultType).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ControlRequest.invalid(
                    "kind: "
                        + name
                        + " (expected: "
                        + Arrays.stream(Fault.FaultType.values())
                            .map(FaultControls::word)
                            .collect(Collectors.joining(", "))
                        + ")"));
  }

  private static String word(Fault.FaultType faultType) {
    return faultType.name().toLowerCase(Locale.ROOT);
  }

  private static void known(@Nullable String code) {
    if (Arrays.stream(ErrorCode.values()).noneMatch(one -> one.name().equals(code))) {
      throw ControlRequest.invalid("code must be a Plaid error code (actual: " + code + ")");
    }
  }
}
