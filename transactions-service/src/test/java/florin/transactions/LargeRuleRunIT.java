package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.events.providersync.ObservedTransaction;
import florin.journal.Commands;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestScale;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.RuleValues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A run of rules that changes more transactions than one part of an undo takes back. */
class LargeRuleRunIT extends HouseholdWithRules {

  @Autowired Commands commands;

  /** Prints the times: with -Plong or -Drules.rows=250000 over 250,000 transactions. */
  @Test
  void aLargeRunIsUndoneInPartsUnderOneChangeAlsoAfterAnInterruption() {
    int rows = Integer.getInteger("rules.rows", TestScale.of(1_100, 250_000));
    for (int from = 0; from < rows; from += 250) {
      List<ObservedTransaction> page = new ArrayList<>();
      for (int i = from; i < Math.min(rows, from + 250); i++) {
        page.add(bought("large-" + i, "Market " + i % 50, "-1." + (10 + i % 90)));
      }
      observe(page, List.of(), List.of(), from + 250 >= rows);
    }
    await().atMost(Duration.ofMinutes(20)).until(() -> transactions("true") == rows);
    UUID rule =
        UUID.fromString(
            create(
                    "Market",
                    Map.of("categoryId", SHOPPING),
                    text("description", "starts-with", "market"))
                .get("id")
                .toString());
    WebTestClient patient = api().mutate().responseTimeout(Duration.ofMinutes(20)).build();

    Map<String, Object> run = timed(patient, "/api/rules/apply", rows);
    assertThat(run).containsEntry("matched", rows).containsEntry("changed", rows);
    assertThat(transactions("category_source = 'rule'")).isEqualTo(rows);
    Object edited =
        ((Map<?, ?>) ((List<?>) get("/api/transactions?limit=1").get("items")).getFirst())
            .get("id");
    String undo = "/api/changes/transactions/%s/undo";
    UUID interrupted = undoPart(run.get("changeId"), rows / 4, rule);
    assertThat(transactions("category_source = 'rule'")).isEqualTo(rows - rows / 4);
    Map<String, Object> undone = timed(patient, undo.formatted(run.get("changeId")), rows);
    assertThat(undone)
        .containsEntry("id", interrupted.toString())
        .containsEntry("events", rows - rows / 4);
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

  /** Takes back the first transactions of a run, as an undo that is interrupted after them. */
  private UUID undoPart(Object run, int count, UUID rule) {
    Map<StreamId, UUID> causes = new LinkedHashMap<>();
    platform
        .query(
            """
            select stream_id, event_id from journal.event where user_id = '%s' and change_id = '%s'
            order by position limit %d
            """
                .formatted(user, run, count))
        .forEach(
            row ->
                causes.put(
                    new StreamId(
                        user, Transaction.STREAM, UUID.fromString(row.get("stream_id").toString())),
                    UUID.fromString(row.get("event_id").toString())));
    UUID undo = Ids.next();
    Instant now = Instant.now();
    RuleValues none = RuleValues.NONE.without(ChosenField.CATEGORY, rule, 1);
    commands
        .run(
            user,
            unit ->
                unit.loadAll(Transaction.DECIDER, causes.keySet())
                    .doOnNext(
                        streams ->
                            streams.forEach(
                                (id, stream) ->
                                    unit.decide(
                                        Transaction.DECIDER,
                                        stream,
                                        new TransactionCommand.RestoreRuleValues(none, now),
                                        new Change(
                                            user,
                                            undo,
                                            Actor.USER,
                                            now,
                                            Optional.ofNullable(causes.get(id)))))))
        .block(Duration.ofMinutes(1));
    return undo;
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
