package florin.planning.scenario.bill;

import static org.assertj.core.api.Assertions.assertThat;

import florin.planning.PlanSteps;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Bills that their user marks as paid. */
class BillPaymentIT extends PlanSteps {

  @Test
  void arePaidThroughADayUntilChanged() {
    String id = scenario("Baseline");
    Object rent = bill(id, "Rent", "900").get("id");
    String uri = "/api/scenarios/" + id + "/bills/" + rent;
    me().patch().uri(uri).bodyValue(Map.of("paidThrough", "2026-04-30")).exchange();
    assertThat(get(uri).get("paidThrough")).isEqualTo("2026-04-30");
    me().patch().uri(uri).bodyValue(Map.of("name", "Flat")).exchange();
    assertThat(get(uri)).extracting("name", "paidThrough").containsExactly("Flat", "2026-04-30");
    me().patch()
        .uri(uri)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"paidThrough\":null}")
        .exchange();
    assertThat(get(uri).get("paidThrough")).isNull();
  }

  @Test
  void areMarkedAsPaidOneDueDateAfterTheOther() {
    String id = scenario("Baseline");
    Object rent = bill(id, "Rent", "900").get("id");
    String uri = "/api/scenarios/" + id + "/bills/" + rent;
    problem(me().post().uri(uri + "/paid"), 422, "bill-not-due", "/through");
    me().patch()
        .uri(uri)
        .bodyValue(Map.of("dueDate", "2026-01-31", "paidThrough", "2026-02-10"))
        .exchange();
    assertThat(get(uri).get("nextDue")).isEqualTo("2026-02-28");
    assertThat(paid(uri, Map.of()))
        .extracting("paidThrough", "nextDue")
        .containsExactly("2026-02-28", "2026-03-31");
    assertThat(paid(uri, Map.of("through", "2026-05-01")))
        .extracting("paidThrough", "nextDue")
        .containsExactly("2026-05-01", "2026-05-31");
    me().post().uri(uri + "/occurrences/2026-05-31/paid").exchange().expectStatus().isOk();
    me().post().uri(uri + "/occurrences/2026-03-31/unpaid").exchange().expectStatus().isOk();
    assertThat(get(uri).get("nextDue")).isEqualTo("2026-03-31");
    assertThat(paid(uri, Map.of()).get("nextDue")).isEqualTo("2026-06-30");
    Object version = get(uri).get("version");
    assertThat(paid(uri, Map.of("through", "2026-04-01")))
        .extracting("paidThrough", "version")
        .containsExactly("2026-05-01", version);
  }

  private Map<?, ?> paid(String uri, Map<String, String> body) {
    return body(me().post().uri(uri + "/paid").bodyValue(body).exchange().expectStatus().isOk());
  }
}
