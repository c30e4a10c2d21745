package florin.emulator.api;

import florin.emulator.bank.Json;
import florin.emulator.household.Institution;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** /institutions/get_by_id. */
public final class Institutions {
  private static final List<String> STATUSES =
      List.of("auth", "identity", "item_logins", "transactions_updates");

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/institutions/get_by_id", Shapes.INSTITUTION, Institutions::getById));
  }

  private static ObjectNode getById(Call call) {
    var institution =
        Institution.of(call.text("institution_id"))
            .filter(one -> Call.texts(call.body().path("country_codes")).contains("US"))
            .orElseThrow(ErrorCode.INVALID_INSTITUTION::refusal);
    var options = call.options();
    var object = Json.object();
    object.putArray("country_codes").add("US");
    object.putArray("dtc_numbers");
    object.put("institution_id", institution.id());
    object.put("name", institution.title());
    object.put("oauth", institution.oauth());
    institution.products().forEach(object.putArray("products")::add);
    institution.routingNumbers().forEach(object.putArray("routing_numbers")::add);
    if (options.path("include_optional_metadata").asBoolean(false)) {
      object.putNull("logo");
      object.put("primary_color", institution.color());
      object.put("url", "https://www." + institution.id() + ".example");
    }
    if (options.path("include_status").asBoolean(false)) {
      object.set("status", healthy());
    }
    var answer = Json.object();
    answer.set("institution", object);
    return answer;
  }

  private static ObjectNode healthy() {
    var status = Json.object();
    for (var name : STATUSES) {
      var one = status.putObject(name);
      one.put("last_status_change", "2026-01-01T00:00:00Z");
      one.put("status", "HEALTHY");
      one.putObject("breakdown")
          .put("error_institution", 0)
          .put("error_plaid", 0)
          .put("refresh_interval", "NORMAL")
          .put("success", 1);
    }
    return status;
  }
}
