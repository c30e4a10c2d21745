package florin.providersync;

import static florin.providersync.ProviderSync.PLATYPUS;
import static florin.providersync.ProviderSync.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.test.TestPlatform;
import florin.providersync.ProviderSync.Linked;
import florin.providersync.sync.job.SyncJobs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Items that another system has synced so far. */
class AdoptionIT {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** As many as fit into a request. */
  private static final int PART = 200;

  private final ProviderSync sync = ProviderSync.shared();

  /** An item, as another system has it after a sync of its own. */
  private record Foreign(
      String subject,
      String itemId,
      String token,
      String cursor,
      List<JsonNode> accounts,
      List<JsonNode> transactions) {

    UUID user() {
      return TestPlatform.user(subject);
    }
  }

  private Foreign foreign() {
    JsonNode exchanged =
        sync.bank.call(
            "/item/public_token/exchange",
            Map.of("public_token", sync.bank.publicToken(PLATYPUS, sync.webhookUrl())));
    String token = exchanged.path("access_token").asString();
    List<JsonNode> transactions = new ArrayList<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      JsonNode page =
          sync.bank.call(
              "/transactions/sync",
              Map.of(
                  "access_token",
                  token,
                  "cursor",
                  cursor,
                  "count",
                  500,
                  "options",
                  Map.of(
                      "include_original_description",
                      true,
                      "personal_finance_category_version",
                      "v2")));
      page.path("added").forEach(transactions::add);
      cursor = page.path("next_cursor").asString();
      more = page.path("has_more").asBoolean();
    }
    List<JsonNode> accounts = new ArrayList<>();
    sync.bank
        .call("/accounts/get", Map.of("access_token", token))
        .path("accounts")
        .forEach(accounts::add);
    return new Foreign(
        ProviderSync.someone(),
        exchanged.path("item_id").asString(),
        token,
        cursor,
        accounts,
        transactions);
  }

  private JsonNode adopt(Foreign of, UUID user, List<JsonNode> transactions, boolean complete) {
    Map<String, Object> batch = new LinkedHashMap<>();
    batch.put("user_id", user.toString());
    batch.put("item_id", of.itemId());
    batch.put("access_token", of.token());
    batch.put("institution_id", PLATYPUS);
    batch.put("accounts", of.accounts());
    batch.put("transactions", transactions);
    if (complete) {
      batch.put("cursor", of.cursor());
    }
    batch.put("complete", complete);
    return send(JSON.writeValueAsString(batch));
  }

  private JsonNode send(String batch) {
    byte[] body =
        sync.platform
            .operator(sync.port())
            .post()
            .uri("/operate/adoptions")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(batch)
            .exchange()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JSON.readTree(body);
  }

  private Linked adopted(Foreign of) {
    List<JsonNode> all = of.transactions();
    for (int from = 0; from < all.size(); from += PART) {
      adopt(of, of.user(), all.subList(from, Math.min(all.size(), from + PART)), false);
    }
    JsonNode last = adopt(of, of.user(), List.of(), true);
    assertThat(last.path("connection").isString()).as(last.toString()).isTrue();
    Linked linked =
        new Linked(
            of.subject(),
            of.user(),
            UUID.fromString(last.path("connection").asString()),
            of.itemId());
    sync.awaitQuiet(linked);
    return linked;
  }

  @Test
  void continuesAtTheCursorWithoutADoubledRow() {
    Foreign of = foreign();
    Linked linked = adopted(of);
    assertThat(sync.truthfulFacts(linked).transactions).hasSize(of.transactions().size());
    assertThat(sync.token(linked)).isEqualTo(of.token());

    sync.addQuietly(linked, 3);
    sync.syncNow(linked);

    assertThat(sync.truthfulFacts(linked).transactions).hasSize(of.transactions().size() + 3);
    assertThat(sync.facts(linked).completed())
        .extracting(run -> run.getModified() + run.getRemoved())
        .containsOnly(0);
  }

  @Test
  void changesNothingWhenItIsSentAgain() {
    Foreign of = foreign();
    Linked linked = adopted(of);
    long events = sync.events(linked);
    JsonNode again = adopt(of, of.user(), of.transactions().subList(0, 10), true);
    assertThat(again.path("changed").asBoolean()).isFalse();
    assertThat(again.path("known").asInt()).isEqualTo(10);
    assertThat(again.path("connection").asString()).isEqualTo(linked.id().toString());
    assertThat(sync.events(linked)).isEqualTo(events);
  }

  @Test
  void isNotSyncedBeforeTheLastPart() {
    Foreign of = foreign();
    String id = adopt(of, of.user(), of.transactions(), false).path("connection").asString();
    Linked linked = new Linked(of.subject(), of.user(), UUID.fromString(id), of.itemId());
    sync.as(of.subject())
        .post()
        .uri("/api/connections/" + id + "/sync")
        .exchange()
        .expectStatus()
        .isAccepted();
    sync.makeDue(linked);
    assertThat(sync.bean(SyncJobs.class).claim("a-worker", Duration.ofSeconds(1)).blockOptional())
        .isEmpty();
    adopt(of, of.user(), List.of(), true);
    sync.awaitState(linked, "healthy");
    assertThat(sync.truthfulFacts(linked).transactions).hasSize(of.transactions().size());
  }

  @Test
  void bringsNothingBackThatTheBankHasRemovedSince() {
    Foreign of = foreign();
    Linked linked = adopted(of);
    String removed = of.transactions().getFirst().path("transaction_id").asString();
    sync.bank.changeQuietly("DELETE", of.itemId(), removed, Map.of());
    sync.syncNow(linked);
    long events = sync.events(linked);
    assertThat(adopt(of, of.user(), of.transactions(), true).path("changed").asBoolean()).isFalse();
    assertThat(sync.events(linked)).isEqualTo(events);
  }

  @Test
  void isForTheOperatorOnly() {
    sync.as(ProviderSync.someone())
        .post()
        .uri("/operate/adoptions")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{}")
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  @Test
  void recognisesEverythingWhenTheItemIsReadFromTheBeginning() {
    Linked linked = adopted(foreign());
    int runs = sync.facts(linked).completed().size();
    sync.platform.execute(
        "update work.sync_job set cursor = null where connection_id = '" + linked.id() + "'");
    sync.makeDue(linked);
    await()
        .atMost(SOON)
        .until(
            () ->
                sync.platform.count(
                        "select count(*) from work.sync_job where cursor is not null and"
                            + " connection_id = '"
                            + linked.id()
                            + "'")
                    == 1);
    assertThat(sync.truthfulFacts(linked).completed().stream().skip(runs))
        .allMatch(run -> run.getAdded() + run.getModified() + run.getRemoved() == 0);
  }

  @Test
  void refusesAnItemOfAnotherUserAndWhatIsNoBatch() {
    Foreign of = foreign();
    adopted(of);
    UUID other = TestPlatform.user(ProviderSync.someone());
    assertThat(adopt(of, other, of.transactions().subList(0, 1), false).path("type").asString())
        .isEqualTo("urn:florin:problem:linked-by-another-user");
    for (String batch : List.of("", "[]", "null", "{}", "{\"user_id\":7}", "{\"user_id\":\"x\"}")) {
      assertThat(send(batch).path("type").asString())
          .as(batch)
          .isEqualTo(
              "urn:florin:problem:" + (batch.isEmpty() ? "invalid-request" : "invalid-adoption"));
    }
  }
}
