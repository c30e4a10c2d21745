package florin.transactions;

import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.accounts.AccountOpened;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import florin.journal.test.openapi.OpenApiFuzz;
import florin.journal.test.openapi.Repetitions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every operation of the document, with hostile requests and with every write sent twice. */
class RequestsIT extends Household {

  private static String opened(String subject) {
    UUID id = Ids.next();
    platform.publish(
        Topic.ACCOUNTS_EVENTS,
        new StreamId(TestPlatform.user(subject), "account", id),
        Actor.USER,
        AccountOpened.newBuilder()
            .setAccountId(id)
            .setName("Cash")
            .setType("depository")
            .setCurrency("USD")
            .setAt(Instant.now())
            .build());
    await()
        .atMost(SOON)
        .until(
            () ->
                platform.count("select count(*) from mirror.account where id = '" + id + "'") == 1);
    return id.toString();
  }

  @Test
  void neverFailOnAnyInput() throws InterruptedException {
    observe(
        seen("huge-1", "999999999999999999.00", false, null),
        seen("huge-2", "999999999999999999.00", false, null));
    awaitCount(2);
    for (int i = 0; i < 3; i++) {
      imported("2026-03-0" + (i + 1));
    }
    OpenApiFuzz fuzz =
        OpenApiFuzz.of(platform, port)
            .naming("ids", "/api/transactions")
            .naming("categoryId", "/api/categories")
            .naming("parentId", "/api/categories")
            .naming("merchantId", "/api/merchants")
            .naming("tag", "/api/tags")
            .naming("tags", "/api/tags")
            .naming("into", "/api/merchants")
            .naming("transactionId", "/api/transactions")
            .naming("after", "/api/changes/transactions");
    fuzz.as(subject, Map.of("accountId", List.of(account.toString()), "direction", DIRECTIONS));
    for (int i = 0; i < 3; i++) {
      String other = "nasty-" + UUID.randomUUID();
      fuzz.as(other, Map.of("accountId", List.of(opened(other)), "direction", DIRECTIONS));
    }
    fuzz.run();
  }

  private static final List<String> DIRECTIONS = List.of("in", "out");

  @Test
  void areAnsweredWithTheSameBytesWhenTheyAreSentAgain() {
    String cash = opened(subject);
    Repetitions twice = Repetitions.of(platform, port, subject);
    String entry =
        "{\"accountId\":\"%s\",\"date\":\"2026-01-31\",\"description\":\"Market\",\"amount\":%s}"
            .formatted(cash, usd("-30.00"));
    String id = twice.send("POST /api/transactions", entry).path("id").asString();
    twice.send("PATCH /api/transactions/{id}", "{\"tags\":[\"food\"],\"note\":\"a\\nb\"}", id);
    String change =
        twice.read("/api/changes/transactions").path("items").path(0).path("id").asString();
    twice.send("POST /api/changes/transactions/{id}/undo", null, change);
    twice.send("PATCH /api/transactions/{id}", "{\"tags\":[\"food\"]}", id);
    twice.send("PATCH /api/tags/{name}", "{\"name\":\"meals\"}", "food");
    twice.send(
        "PUT /api/transactions/{id}/splits",
        "{\"parts\":[{\"amount\":%s},{\"amount\":%s}]}".formatted(usd("-10.00"), usd("-20.00")),
        id);
    twice.send("DELETE /api/transactions/{id}/splits", null, id);
    twice.send("POST /api/transactions/bulk", "{\"ids\":[\"" + id + "\"],\"set\":{\"note\":null}}");
    twice.send(
        "POST /api/transactions/bulk",
        "{\"edits\":[{\"id\":\"" + id + "\",\"set\":{\"note\":\"own\"}}]}");
    twice.send("DELETE /api/transactions/{id}", null, id);
    twice.send("POST /api/transactions/{id}/restore", null, id);
    twin(twice, "/api/categories");
    twin(twice, "/api/merchants");
    String own = twice.send("POST /api/categories", "{\"name\":\"Third\"}").path("id").asString();
    twice.send("DELETE /api/categories/{id}", null, own);
    series(twice, cash);
    transfers(twice, cash, opened(subject));
    rules(twice, id);
    twice.send(
        "POST /api/review/duplicates/{id}/dismiss",
        null,
        entered(twice, cash, "-83.00") + "_" + entered(twice, cash, "-83.00"));
    imports(twice, cash);
    twice.demandAll();
  }

  /** An import in its preview. */
  private String imported(String day) {
    byte[] file = ("Date,Text,Amount\n" + day + ",Shop,-1.00\n").getBytes(StandardCharsets.UTF_8);
    return json(sendFile("bank.csv", file), 201).get("id").toString();
  }

  /** Uploads are repeated in ImportPreviewsIT: their bodies differ each time. */
  private void imports(Repetitions twice, String cash) {
    twice.except("POST /api/imports");
    String id = imported("2026-03-01");
    twice.send("PATCH /api/imports/{id}", "{\"accountId\":\"" + cash + "\"}", id);
    twice.send("POST /api/imports/{id}/commit", null, id);
    twice.send("DELETE /api/imports/{id}", null, imported("2026-03-02"));
    String profile =
        twice.read("/api/imports/profiles").path("items").path(0).path("id").asString();
    twice.send("PATCH /api/imports/profiles/{id}", "{\"name\":\"Bank\"}", profile);
    twice.send("DELETE /api/imports/profiles/{id}", null, profile);
  }

  /** By hand, confirmed, rejected, taken apart, and over the history. */
  private static void transfers(Repetitions twice, String one, String other) {
    twice.send(
        "PUT /api/transfers/settings", "{\"mode\":\"suggest\",\"windowDays\":4,\"threshold\":70}");
    String ids = entered(twice, one, "-80.00") + "\",\"" + entered(twice, other, "80.00");
    String transfer =
        twice
            .send("POST /api/transfers", "{\"transactionIds\":[\"" + ids + "\"]}")
            .path("id")
            .asString();
    twice.send("DELETE /api/transfers/{id}", null, transfer);
    String confirmed = entered(twice, one, "-81.00") + "_" + entered(twice, other, "81.00");
    twice.send("POST /api/transfers/suggestions/{id}/confirm", null, confirmed);
    String rejected = entered(twice, one, "-82.00") + "_" + entered(twice, other, "82.00");
    twice.send("POST /api/transfers/suggestions/{id}/reject", null, rejected);
    twice.send("POST /api/transfers/match", null);
  }

  private static String entered(Repetitions twice, String account, String amount) {
    return twice
        .send(
            "POST /api/transactions",
            "{\"accountId\":\"%s\",\"date\":\"2026-01-30\",\"description\":\"Moved\",\"amount\":%s}"
                .formatted(account, usd(amount)))
        .path("id")
        .asString();
  }

  private static void rules(Repetitions twice, String transaction) {
    String rule =
        "{\"name\":\"%s\",\"conditions\":[{\"field\":\"description\",\"operator\":\"contains\","
            + "\"text\":\"market\"}],\"actions\":{\"description\":\"Shop\"}}";
    String one = twice.send("POST /api/rules", rule.formatted("One")).path("id").asString();
    String two = twice.send("POST /api/rules", rule.formatted("Two")).path("id").asString();
    twice.send("PUT /api/rules/{id}", rule.formatted("Uno"), one);
    twice.send("PUT /api/rules/order", "{\"ids\":[\"%s\",\"%s\"]}".formatted(two, one));
    twice.send("POST /api/rules/preview", rule.formatted("Three"));
    twice.send("POST /api/rules/{id}/preview", null, one);
    twice.send("POST /api/rules/{id}/apply", null, one);
    twice.send("POST /api/rules/apply", null);
    twice.send(
        "POST /api/rules/proposal",
        "{\"transactionId\":\"%s\",\"field\":\"tags\"}".formatted(transaction));
    twice.send("DELETE /api/rules/{id}", null, two);
  }

  /** One is merged into the other, taken apart, archived and brought back. */
  private static void twin(Repetitions twice, String path) {
    String one = twice.send("POST " + path, "{\"name\":\"One\"}").path("id").asString();
    String two = twice.send("POST " + path, "{\"name\":\"Two\"}").path("id").asString();
    twice.send("PATCH " + path + "/{id}", "{\"name\":\"Uno\"}", one);
    twice.send("POST " + path + "/{id}/merge", "{\"into\":\"" + two + "\"}", one);
    twice.send("POST " + path + "/{id}/unmerge", null, one);
    twice.send("POST " + path + "/{id}/archive", null, one);
    twice.send("POST " + path + "/{id}/unarchive", null, one);
  }

  private static void series(Repetitions twice, String cash) {
    String gym =
        "{\"accountId\":\"%s\",\"date\":\"2026-02-01\",\"description\":\"Gym\",\"amount\":%s}"
            .formatted(cash, usd("-45.00"));
    String row = twice.send("POST /api/transactions", gym).path("id").asString();
    String body =
        "{\"name\":\"Gym\",\"accountId\":\"%s\",\"amount\":%s,\"cadence\":\"monthly\",\"nextDue\":\"2026-03-01\"}"
            .formatted(cash, usd("-45.00"));
    String id = twice.send("POST /api/recurring", body).path("id").asString();
    twice.send("PATCH /api/recurring/{id}", "{\"name\":\"Iron gym\"}", id);
    twice.send("POST /api/recurring/{id}/end", null, id);
    twice.send("POST /api/recurring/{id}/dismiss", null, id);
    twice.send("POST /api/recurring/{id}/confirm", null, id);
    twice.send("DELETE /api/recurring/{id}/occurrences/{transactionId}", null, id, row);
    twice.send("DELETE /api/recurring/{id}", null, id);
    twice.send("POST /api/recurring/detect", null);
  }

  private static String usd(String amount) {
    return "{\"amount\":\"" + amount + "\",\"currency\":\"USD\"}";
  }
}
