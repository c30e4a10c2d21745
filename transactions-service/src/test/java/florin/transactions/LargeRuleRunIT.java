package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ObservedTransaction;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A run of rules that changes more transactions than one part of an undo takes back. */
class LargeRuleRunIT extends HouseholdWithRules {

  /** Prints the times: with -Plong or -Drules.rows=250000 over 250,000 transactions. */
  @Test
  void aLargeRunIsUndoneInPartsUnderOneChange() {
    int rows = Integer.getInteger("rules.rows", TestScale.of(1_100, 250_000));
    for (int from = 0; from < rows; from += 250) {
      List<ObservedTransaction> page = new ArrayList<>();
      for (int i = from; i < Math.min(rows, from + 250); i++) {
        page.add(bought("large-" + i, "Market " + i % 50, "-1." + (10 + i % 90)));
      }
      observe(page, List.of(), List.of(), from + 250 >= rows);
    }
    await().atMost(Duration.ofMinutes(20)).until(() -> transactions("true") == rows);
    create("Market", Map.of("categoryId", SHOPPING), text("description", "starts-with", "market"));
    WebTestClient patient = api().mutate().responseTimeout(Duration.ofMinutes(20)).build();

    Map<String, Object> run = timed(patient, "/api/rules/apply", rows);
    assertThat(run).containsEntry("matched", rows).containsEntry("changed", rows);
    assertThat(transactions("category_source = 'rule'")).isEqualTo(rows);
    Object edited =
        ((Map<?, ?>) ((List<?>) get("/api/transactions?limit=1").get("items")).getFirst())
            .get("id");
    String undo = "/api/changes/transactions/%s/undo";
    Map<String, Object> undone = timed(patient, undo.formatted(run.get("changeId")), rows);
    assertThat(undone).containsEntry("events", rows);
    assertThat(transactions("category_source = 'rule'")).isZero();
    assertThat(get("/api/changes/transactions?limit=1").toString())
        .contains("id=" + undone.get("id"), "events=" + rows);
    assertThat(json(post(undo.formatted(run.get("changeId")), ""), 409).get("type").toString())
        .endsWith("already-undone");
    timed(patient, undo.formatted(undone.get("id")), rows);
    assertThat(transactions("category_source = 'rule'")).isEqualTo(rows);

    patch(edited, "{\"categoryId\":null}").expectStatus().isOk();
    create("Later", Map.of("categoryId", ELECTRONICS), text("description", "equals", "market 49"));
    assertThat(apply("")).containsEntry("changed", rows / 50);
    long before = events();
    assertThat(json(post(undo.formatted(run.get("changeId")), ""), 409).get("type").toString())
        .endsWith("undo-conflict");
    assertThat(events()).isEqualTo(before);
  }

  private long transactions(String condition) {
    return platform.count(
        "select count(*) from view.transaction where user_id = '" + user + "' and " + condition);
  }

  private static Map<String, Object> timed(WebTestClient client, String path, int rows) {
    long begin = System.nanoTime();
    Map<String, Object> answer =
        json(
            client
                .post()
                .uri(path)
                .header("Content-Type", "application/json")
                .bodyValue("")
                .exchange(),
            200);
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%s of %,d transactions: %,d ms, %,d MB of %,d MB heap in use%n",
        path.replaceAll("[0-9a-f-]{36}", "{id}"),
        rows,
        (System.nanoTime() - begin) / 1_000_000,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        runtime.maxMemory() >> 20);
    return answer;
  }
}
