package florin.emulator.control;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Fault;
import florin.emulator.bank.Json;
import florin.emulator.http.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans what the next answers of an endpoint do wrong: {@code kind} error (with {@code code}), http
 * (with {@code status}), mutation (only a page in the middle of an update) or not_ready; {@code
 * endpoint} is /transactions/sync and {@code times} is 1 unless given.
 */
final class FaultPlans {
  private final Bank bank;

  FaultPlans(Bank bank) {
    this.bank = bank;
  }

  /** For one Item, or for every request of the endpoint. */
  ObjectNode plan(Request request, @Nullable String itemId) {
    var body = request.body();
    var kind = kind(Request.requiredText(body, "kind"));
    var code = Request.text(body, "code").orElse(null);
    var status = body.path("status").asInt(502);
    var times = body.path("times").asInt(1);
    if (kind == Fault.Kind.ERROR) {
      known(code);
    }
    if (status < 400 || status > 599 || times < 1) {
      throw Request.invalid("status must be an HTTP error and times at least 1");
    }
    var fault =
        new Fault(
            UUID.randomUUID().toString(),
            itemId,
            Request.text(body, "endpoint").orElse("/transactions/sync"),
            kind,
            code,
            status,
            times);
    bank.commit(List.of(new Entry.FaultPlanned(fault)));
    return Json.object().put("fault_id", fault.faultId());
  }

  private static Fault.Kind kind(String name) {
    return Arrays.stream(Fault.Kind.values())
        .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Request.invalid("kind: " + name + " (expected: error, http, mutation, not_ready)"));
  }

  private static void known(@Nullable String code) {
    if (Arrays.stream(ErrorCode.values()).noneMatch(one -> one.name().equals(code))) {
      throw Request.invalid("code must be a Plaid error code (actual: " + code + ")");
    }
  }
}
