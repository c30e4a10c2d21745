package florin.emulator.api;

import florin.emulator.data.Json;
import florin.emulator.household.value.Institution;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** /institutions/get_by_id. */
public final class InstitutionEndpoints {
  private static final List<String> STATUSES =
      List.of("auth", "identity", "item_logins", "transactions_updates");

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            "/institutions/get_by_id", RequestShapes.INSTITUTION, InstitutionEndpoints::getById));
  }

  private static ObjectNode getById(EndpointCall endpointCall) {
    var institution =
        Institution.of(endpointCall.text("institution_id"))
            .filter(
                one -> EndpointCall.texts(endpointCall.body().path("country_codes")).contains("US"))
            .orElseThrow(ErrorCode.INVALID_INSTITUTION::refusal);
    var options = endpointCall.options();
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
