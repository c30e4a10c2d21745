package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.Client.Update;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SyncIT {
  private PlaidEmulator emulator;
  private Client client;

  @BeforeEach
  void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    client = new Client(emulator.baseUrl());
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private static Map<String, ?> coffee(String name, double amount) {
    return Map.of("account", "checking", "amount", amount, "date", "2026-06-29", "name", name);
  }

  private Client.Answer change(
      String method, Client.Linked item, String transactionId, Map<String, ?> body) {
    return client.control(
        method, "items/" + item.itemId() + "/transactions/" + transactionId, body);
  }

  @Nested
  class Pages {
    @Test
    void carryEachOf1234AdditionsExactlyOnceInThreePages() {
      var item = client.link("ins_109508");
      var before = client.sync(item, "", 500).cursor;
      var batch = IntStream.range(0, 1_234).mapToObj(n -> coffee("C" + n, n)).toList();
      client.control(
          "POST", "items/" + item.itemId() + "/transactions", Map.of("transactions", batch));

      var update = client.sync(item, before, 500);

      assertThat(update.pages).isEqualTo(3);
      assertThat(Update.ids(update.added)).hasSize(1_234).doesNotHaveDuplicates();
      assertThat(update.added.getFirst().path("name").stringValue()).isEqualTo("C0");
      assertThat(update.added.getLast().path("name").stringValue()).isEqualTo("C1233");
      assertThat(update.modified).isEmpty();
      assertThat(update.removed).isEmpty();
    }

    @Test
    void countAddedModifiedAndRemovedTogether() {
      var item = client.link("ins_109508");
      var first = client.add(item, coffee("first", 1));
      var second = client.add(item, coffee("second", 2));
      var before = client.sync(item, "", 500).cursor;
      client.add(item, coffee("third", 3));
      change("PATCH", item, first, Map.of("amount", 9));
      change("DELETE", item, second, Map.of());

      var page =
          client.ok(
              "/transactions/sync",
              Map.of("access_token", item.accessToken(), "cursor", before, "count", 2));

      assertThat(page.path("added").size()).isEqualTo(1);
      assertThat(page.path("modified").size()).isEqualTo(1);
      assertThat(page.path("removed").size()).isZero();
      assertThat(page.path("has_more").booleanValue()).isTrue();
    }

    @Test
    void canBeReadAgainFromTheSameCursor() {
      var item = client.link("ins_109508");

      var once = client.sync(item, "", 100);
      var again = client.sync(item, "", 100);

      assertThat(again.added).isEqualTo(once.added);
      assertThat(again.cursor).isEqualTo(once.cursor);
    }

    @Test
    void endInACursorThatYieldsNothingUntilSomethingHappens() {
      var item = client.link("ins_127287");
      var end = client.sync(item, "", 500).cursor;

      var idle = client.sync(item, end, 500);

      assertThat(idle.added).isEmpty();
      assertThat(idle.cursor).isEqualTo(end);
      assertThat(idle.hasMore).isFalse();
    }
  }

  @Nested
  class Collapsing {
    @Test
    void showsAModifiedTransactionOnceWithItsLastState() {
      var item = client.link("ins_109508");
      var id = client.add(item, coffee("old", 1));
      var before = client.sync(item, "", 500).cursor;
      change("PATCH", item, id, Map.of("amount", 2));
      change("PATCH", item, id, Map.of("name", "new"));

      var update = client.sync(item, before, 500);

      assertThat(update.added).isEmpty();
      assertThat(update.modified).hasSize(1);
      assertThat(update.modified.getFirst().path("amount").decimalValue())
          .isEqualByComparingTo("2");
      assertThat(update.modified.getFirst().path("name").stringValue()).isEqualTo("new");
    }

    @Test
    void addsATransactionBornAndModifiedInsideWithItsLastState() {
      var item = client.link("ins_109508");
      var before = client.sync(item, "", 500).cursor;
      var id = client.add(item, coffee("young", 1));
      change("PATCH", item, id, Map.of("amount", 72.10));

      var update = client.sync(item, before, 500);

      assertThat(update.modified).isEmpty();
      assertThat(update.added)
          .singleElement()
          .satisfies(one -> assertThat(one.path("amount").toString()).isEqualTo("72.1"));
    }

    @Test
    void hidesATransactionBornAndGoneInside() {
      var item = client.link("ins_109508");
      var before = client.sync(item, "", 500).cursor;
      var id = client.add(item, coffee("brief", 1));
      change("DELETE", item, id, Map.of());

      var update = client.sync(item, before, 500);

      assertThat(update.added).isEmpty();
      assertThat(update.removed).isEmpty();
      assertThat(update.cursor).isNotEqualTo(before);
    }

    @Test
    void removesATransactionModifiedAndThenGone() {
      var item = client.link("ins_109508");
      var id = client.add(item, coffee("doomed", 1));
      var before = client.sync(item, "", 500).cursor;
      change("PATCH", item, id, Map.of("amount", 5));
      change("DELETE", item, id, Map.of());

      var update = client.sync(item, before, 500);

      assertThat(update.modified).isEmpty();
      assertThat(Update.ids(update.removed)).containsExactly(id);
      assertThat(update.removed.getFirst().path("account_id").stringValue()).isNotBlank();
    }
  }

  @Nested
  class Cursors {
    @Test
    void refuseToGoOnOnceTheDataChangedMidway() {
      var item = client.link("ins_109508");
      var first =
          client.ok("/transactions/sync", Map.of("access_token", item.accessToken(), "count", 10));
      client.add(item, coffee("meanwhile", 1));

      var second =
          client.plaid(
              "/transactions/sync",
              Map.of(
                  "access_token", item.accessToken(),
                  "count", 10,
                  "cursor", first.path("next_cursor").stringValue()));

      assertThat(second.status()).isEqualTo(400);
      assertThat(second.errorCode()).isEqualTo("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION");
      assertThat(second.json().path("error_type").stringValue()).isEqualTo("TRANSACTIONS_ERROR");
      assertThat(Update.ids(client.sync(item, "", 500).added)).hasSize(liveCount(item));
    }

    @Test
    void ofAnotherItemAreForeign() {
      var mine = client.link("ins_109508");
      var other = client.link("ins_109508");
      var cursor = client.sync(other, "", 500).cursor;

      var answer =
          client.plaid(
              "/transactions/sync", Map.of("access_token", mine.accessToken(), "cursor", cursor));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.errorCode()).isEqualTo("INVALID_FIELD");
      assertThat(answer.json().path("error_message").stringValue())
          .isEqualTo("cursor not associated with access_token");
    }

    @Test
    void onceTamperedWithAreForeign() {
      var item = client.link("ins_127287");
      var cursor = client.sync(item, "", 500).cursor;
      var tampered =
          cursor.substring(0, 30) + (cursor.charAt(30) == 'A' ? 'B' : 'A') + cursor.substring(31);

      var answer =
          client.plaid(
              "/transactions/sync", Map.of("access_token", item.accessToken(), "cursor", tampered));

      assertThat(answer.errorCode()).isEqualTo("INVALID_FIELD");
      assertThat(cursor).hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void ofOneAccountAreAStreamOfTheirOwn() {
      var item = client.link("ins_109508");
      var savings = account(item, "savings");
      var options = Map.of("account_id", savings);
      var page =
          client.ok(
              "/transactions/sync",
              Map.of("access_token", item.accessToken(), "count", 500, "options", options));

      assertThat(page.path("added").valueStream())
          .isNotEmpty()
          .allSatisfy(one -> assertThat(one.path("account_id").stringValue()).isEqualTo(savings));
      var wide =
          client.plaid(
              "/transactions/sync",
              Map.of(
                  "access_token", item.accessToken(),
                  "cursor", page.path("next_cursor").stringValue()));
      assertThat(wide.errorCode()).isEqualTo("INVALID_FIELD");
    }

    @Test
    void canStartNow() {
      var item = client.link("ins_109508");

      var now = client.sync(item, "now", 500);
      var id = client.add(item, coffee("later", 1));

      assertThat(now.added).isEmpty();
      assertThat(Update.ids(client.sync(item, now.cursor, 500).added)).containsExactly(id);
    }

    @Test
    void comeWithACountFrom1To500() {
      var item = client.link("ins_127287");

      for (var count : List.of(0, 501)) {
        var answer =
            client.plaid(
                "/transactions/sync", Map.of("access_token", item.accessToken(), "count", count));
        assertThat(answer.errorCode()).isEqualTo("INVALID_FIELD");
      }
    }
  }

  private int liveCount(Client.Linked item) {
    return client.truth(item).path("transactions").size();
  }

  private String account(Client.Linked item, String subtype) {
    return client
        .ok("/accounts/get", Map.of("access_token", item.accessToken()))
        .path("accounts")
        .valueStream()
        .filter(one -> one.path("subtype").stringValue().equals(subtype))
        .findFirst()
        .orElseThrow()
        .path("account_id")
        .stringValue();
  }
}
