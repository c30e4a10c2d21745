package florin.transactions;

import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountHidden;
import florin.events.accounts.AccountMerged;
import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** A household with random transactions in several accounts, and random edits of them. */
abstract class RandomLedger extends Household {

  private static final int ROWS = TestScale.of(150, 1_000);
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 400;
  private static final int TRANSFERS = 8;
  private static final List<String> CATEGORIES =
      List.of(
          "FOOD_AND_DRINK/FOOD_AND_DRINK_COFFEE",
          "FOOD_AND_DRINK/FOOD_AND_DRINK_GROCERIES",
          "INCOME/INCOME_WAGES",
          "TRAVEL/TRAVEL_FLIGHTS",
          "TRAVEL/");

  final UUID hidden = Ids.next();
  private final UUID merged = Ids.next();
  private final UUID savings = Ids.next();
  private final List<UUID> ids = new ArrayList<>();

  private void publish(UUID id, SpecificRecord event) {
    platform.publish(Topic.ACCOUNTS_EVENTS, new StreamId(user, "account", id), Actor.USER, event);
  }

  private ObservedTransaction row(Random random, int number, UUID of) {
    String[] category = CATEGORIES.get(random.nextInt(CATEGORIES.size())).split("/", -1);
    boolean none = random.nextInt(6) == 0;
    return ObservedTransaction.newBuilder()
        .setExternalId("r" + number)
        .setAccountId(of)
        .setAmount(
            new MoneyAmount(
                new BigDecimal(random.nextInt(20_000) - 13_000).movePointLeft(2).setScale(10),
                random.nextInt(7) == 0 ? "EUR" : "USD"))
        .setDate(FIRST.plusDays(random.nextInt(DAYS)))
        .setName("Shop " + random.nextInt(6))
        .setPending(random.nextInt(10) == 0)
        .setCategoryPrimary(none ? null : category[0])
        .setCategoryDetailed(none || category[1].isEmpty() ? null : category[1])
        .build();
  }

  /** Opens accounts, of which one is hidden and one merged, with random transactions. */
  void ledger(Random random) {
    for (UUID id : List.of(account, hidden, merged, savings)) {
      openAccount(id);
    }
    publish(hidden, new AccountHidden(hidden, Instant.now()));
    publish(merged, new AccountMerged(merged, account, Instant.now()));
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count(
                        "select count(*) from mirror.account_detail where hidden and user_id = '"
                            + user
                            + "'")
                    == 1);
    List<ObservedTransaction> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      UUID of = List.of(account, account, hidden, merged).get(random.nextInt(4));
      ObservedTransaction row = row(random, i, of);
      rows.add(row);
      if (of.equals(account) && random.nextInt(5) == 0) {
        rows.add(
            ObservedTransaction.newBuilder(row)
                .setExternalId("twin" + i)
                .setAccountId(merged)
                .build());
      }
    }
    for (int i = 0; i < TRANSFERS; i++) {
      ObservedTransaction out = row(random, 10_000 + i, account);
      BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(500)).setScale(10);
      for (UUID of : List.of(account, savings)) {
        rows.add(
            ObservedTransaction.newBuilder(out)
                .setExternalId(out.getExternalId() + of)
                .setAccountId(of)
                .setPending(false)
                .setAmount(new MoneyAmount(of.equals(account) ? amount.negate() : amount, "USD"))
                .build());
      }
    }
    observe(rows.toArray(ObservedTransaction[]::new));
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count(
                        "select count(*) from view.transaction where user_id = '" + user + "'")
                    == rows.size());
    items(ALL).forEach(item -> ids.add(UUID.fromString(item.get("id").toString())));
  }

  private UUID any(Random random) {
    return ids.get(random.nextInt(ids.size()));
  }

  private void bulk(Random random, int many, String edit) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      some.add("\"" + any(random) + "\"");
    }
    json(
        post("/api/transactions/bulk", "{\"ids\":[" + String.join(",", some) + "]," + edit + "}"),
        200);
  }

  private UUID category(String name, UUID parent) {
    String body =
        "{\"name\":\""
            + name
            + "\""
            + (parent == null ? "" : ",\"parentId\":\"" + parent + "\"")
            + "}";
    return UUID.fromString(json(post("/api/categories", body), 201).get("id").toString());
  }

  /** Transfers, categories, tags, splits and removals of random transactions. */
  void edits(Random random) {
    List<Map<String, Object>> legs =
        items(ALL).stream()
            .filter(item -> String.valueOf(item.get("externalId")).matches("r1\\d{4}.*"))
            .toList();
    for (int i = 0; i < TRANSFERS; i++) {
      String prefix = "r" + (10_000 + i);
      List<Object> pair =
          legs.stream()
              .filter(item -> item.get("externalId").toString().startsWith(prefix))
              .map(item -> item.get("id"))
              .toList();
      post("/api/transfers", Map.of("transactionIds", pair)).expectStatus().is2xxSuccessful();
    }
    UUID top = category("Hobby", null);
    UUID under = category("Chess", top);
    UUID gone = category("Go", null);
    bulk(random, 12, "\"set\":{\"categoryId\":\"" + top + "\"}");
    bulk(random, 12, "\"set\":{\"categoryId\":\"" + under + "\"}");
    bulk(random, 12, "\"set\":{\"categoryId\":\"" + gone + "\"}");
    bulk(random, 6, "\"set\":{\"categoryId\":null}");
    bulk(random, 8, "\"set\":{\"excluded\":true}");
    bulk(random, 20, "\"addTags\":[\"a\",\"b c\"]");
    bulk(random, 8, "\"removeTags\":[\"a\"]");
    for (int i = 0; i < 15; i++) {
      split(random, any(random), List.of(top, under, gone));
    }
    for (int i = 0; i < 4; i++) {
      api().delete().uri("/api/transactions/" + any(random)).exchange().expectStatus().isOk();
    }
    json(post("/api/categories/" + gone + "/merge", "{\"into\":\"" + under + "\"}"), 200);
  }

  private void split(Random random, UUID id, List<UUID> categories) {
    Map<String, Object> row = get("/api/transactions/" + id);
    BigDecimal whole = amount(row);
    String currency = ((Map<?, ?>) row.get("amount")).get("currency").toString();
    BigDecimal part = new BigDecimal(1 + random.nextInt(500)).movePointLeft(2);
    String body =
        "{\"parts\":[{\"categoryId\":\"%s\",\"amount\":%s},{\"amount\":%s}]}"
            .formatted(
                categories.get(random.nextInt(categories.size())),
                money(part, currency),
                money(whole.subtract(part), currency));
    api()
        .put()
        .uri("/api/transactions/" + id + "/splits")
        .header("Content-Type", "application/json")
        .bodyValue(body)
        .exchange();
  }

  private static String money(BigDecimal amount, String currency) {
    return "{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount.toPlainString(), currency);
  }
}
