package florin.accounts;

import static florin.accounts.BookedTransactionFacts.pending;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Topic;
import florin.journal.kafka.EventRecords;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** What this service keeps of transactions, filled again from the topic of their owner. */
class MirrorReplayIT extends RunningAccounts {

  private static final String TOPIC = Topic.TRANSACTIONS_EVENTS.topicName();
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final List<String> users = List.of(someone("one"), someone("two"));
  private final UUID account = Ids.next();
  private final List<UUID> accounts = List.of(account, Ids.next());

  @Test
  void bringsBackTheTransactionsAndTheirSums() {
    SeededRuns.forEachSeed(1, this::publish);
    seen(users.getFirst(), account, Instant.parse(TIME), "100", "USD");
    List<Object> before = everything();
    damage();
    assertThat(everything()).isNotEqualTo(before);

    assertThat(equal(replayed()))
        .containsEntry("transaction", false)
        .containsEntry("day_total", false);
    assertThat(everything()).isEqualTo(before);
    assertThat(equal(replayed())).containsEntry("transaction", true);
    assertThat(everything()).isEqualTo(before);
  }

  private static Map<String, Boolean> equal(Map<?, ?> replay) {
    Map<String, Boolean> tables = new HashMap<>();
    for (Object table : (List<?>) replay.get("tables")) {
      tables.put(
          (String) ((Map<?, ?>) table).get("table"), (Boolean) ((Map<?, ?>) table).get("equal"));
    }
    return tables;
  }

  private void publish(Random random) {
    for (String user : users) {
      List<UUID> transactions = Stream.generate(Ids::next).limit(6).toList();
      transactions.forEach(id -> publish(user, pending(id, account, DAY, "-1", "USD")));
      RecordedEvent last = null;
      for (int event = 0; event < 20; event++) {
        last = publish(user, TransactionMirrorIT.some(random, accounts, transactions));
      }
      awaitTaken(last);
    }
  }

  private static void awaitTaken(RecordedEvent last) {
    int partition =
        EventRecords.partition(last.stream().user(), Topic.TRANSACTIONS_EVENTS.partitions());
    soon(
        () ->
            assertThat(
                    platform.count(
                        "select coalesce(max(position), 0) from journal.inbox_offset where topic = '%s' and partition = %d"
                            .formatted(TOPIC, partition)))
                .isEqualTo(last.position()));
  }

  private static RecordedEvent publish(String subject, SpecificRecord event) {
    return platform.publish(
        Topic.TRANSACTIONS_EVENTS,
        new StreamId(TestPlatform.user(subject), "transaction", Ids.next()),
        Actor.PROVIDER,
        event);
  }

  private void damage() {
    String mine = " where user_id = '" + TestPlatform.user(users.getFirst()) + "'";
    platform.execute("update mirror.transaction set amount = amount + 1, pending = false" + mine);
    platform.execute("update mirror.day_total set amount = amount + 5" + mine);
    String other = "user_id = '" + TestPlatform.user(users.getLast()) + "'";
    platform.execute(
        "delete from mirror.transaction where transaction_id in (select transaction_id from"
            + " mirror.transaction where "
            + other
            + " limit 2)");
    platform.execute("delete from mirror.day_total where " + other);
    platform.execute(
        "insert into mirror.day_total select user_id, account_id, 'XXX', date, 1, 1 from"
            + " mirror.transaction where "
            + other
            + " limit 1");
  }

  /** Begins a replay, answers as transactions-service would, and gives how it ended. */
  private Map<?, ?> replayed() {
    Map<?, ?> begun =
        operator()
            .post()
            .uri("/actuator/mirror")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(Map.of("topic", TOPIC))
            .exchange()
            .expectStatus()
            .isAccepted()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody();
    soon(() -> assertThat(state().get("phase")).isEqualTo("FILLING"));
    platform.replay(Topic.TRANSACTIONS_EVENTS, UUID.fromString((String) begun.get("replayId")));
    soon(() -> assertThat(state().get("phase")).isEqualTo("DONE"));
    soon(() -> assertThat(platform.isIdle()).isTrue());
    return state();
  }

  private Map<?, ?> state() {
    return operator()
        .get()
        .uri("/actuator/mirror")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBodyList(Map.class)
        .returnResult()
        .getResponseBody()
        .getFirst();
  }

  private List<Object> everything() {
    return Stream.concat(
            users.stream()
                .flatMap(user -> Stream.of(rows("transaction", user), rows("day_total", user))),
            Stream.of(
                items(
                    users.getFirst(),
                    "/api/accounts/" + account + "/balances?from=2026-02-20&to=2026-03-10")))
        .map(Object.class::cast)
        .toList();
  }

  /** A day whose transactions have all gone may keep its row or never have had one. */
  private static List<Map<String, Object>> rows(String table, String subject) {
    return platform.query(
        "select * from mirror.%s t where user_id = '%s' and not (to_jsonb(t) @> '{\"transactions\":0}') order by 2, 3, 4"
            .formatted(table, TestPlatform.user(subject)));
  }
}
