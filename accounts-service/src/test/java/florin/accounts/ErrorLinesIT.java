package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

/** An error of the service is logged with the trace id that the client was given. */
@ExtendWith(OutputCaptureExtension.class)
class ErrorLinesIT extends RunningAccounts {

  private final String user = someone("errors");

  /** A request that fails because an event of the stream cannot be read. */
  private EntityExchangeResult<Map> failed(String requestId) {
    String account = cash(user);
    String where = " where stream_id = '" + account + "'";
    List<Map<String, Object>> stored =
        platform.query("select fingerprint from journal.event" + where);
    platform.execute("update journal.event set fingerprint = 1" + where);
    try {
      return as(user)
          .patch()
          .uri("/api/accounts/" + account)
          .header("X-Request-Id", requestId)
          .bodyValue(Map.of("name", "Purse"))
          .exchange()
          .expectStatus()
          .isEqualTo(500)
          .expectBody(Map.class)
          .returnResult();
    } finally {
      platform.execute(
          "update journal.event set fingerprint = " + stored.getFirst().get("fingerprint") + where);
    }
  }

  @Test
  void haveTheTraceIdOfTheProblem(CapturedOutput output) {
    String requestId = "request-of-a-client";
    EntityExchangeResult<Map> answer = failed(requestId);

    assertThat(answer.getResponseBody()).containsEntry("traceId", requestId);
    assertThat(answer.getResponseHeaders().getFirst("X-Request-Id")).isEqualTo(requestId);
    assertThat(output.toString().lines())
        .anySatisfy(line -> assertThat(line).contains("ERROR", requestId, "PATCH"));
    assertThat(answer.getResponseBody().toString()).doesNotContain("fingerprint");
  }
}
