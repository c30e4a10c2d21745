package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.emulator.data.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class FaultsIT {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static PlaidEmulator emulator;
  private static Client client;

  @BeforeAll
  static void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    client = new Client(emulator.baseUrl());
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Nested
  class Hang {
    @Test
    void saysNothingClosesTheConnectionAndHoldsNobodyElseUp() {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "hang", "seconds", 3));

      var silent = CompletableFuture.supplyAsync(() -> sync(item));
      assertThat(client.link("ins_127287").itemId()).isNotBlank();
      assertThat(silent).isNotDone();

      assertThatThrownBy(silent::join).hasRootCauseInstanceOf(IOException.class);
      assertThat(sync(item).status()).isEqualTo(200);
    }

    @Test
    void doesNothingMeanwhile() {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "hang", "seconds", 0.1, "endpoint", "/item/remove"));

      assertThatThrownBy(() -> remove(item)).hasRootCauseInstanceOf(IOException.class);

      assertThat(remove(item).status()).isEqualTo(200);
    }
  }

  @Nested
  class LostAnswer {
    @Test
    void removesTheItemAllTheSame() {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "lost_answer", "endpoint", "/item/remove"));

      var lost = remove(item);

      assertThat(lost.status()).isEqualTo(500);
      assertThat(lost.text()).startsWith("<html>");
      assertThat(remove(item).errorCode()).isEqualTo("ITEM_NOT_FOUND");
    }

    @Test
    void usesThePublicTokenUp() {
      var token =
          client
              .ok(
                  "/sandbox/public_token/create",
                  Map.of("institution_id", "ins_109508", "initial_products", List.of("auth")))
              .path("public_token")
              .stringValue();
      client.control(
          "POST",
          "faults",
          Map.of("kind", "lost_answer", "endpoint", "/item/public_token/exchange"));

      var lost = client.plaid("/item/public_token/exchange", Map.of("public_token", token));
      var again = client.plaid("/item/public_token/exchange", Map.of("public_token", token));

      assertThat(lost.status()).isEqualTo(500);
      assertThat(again.errorCode()).isEqualTo("INVALID_PUBLIC_TOKEN");
    }
  }

  @Nested
  class SpoiltBodies {
    @Test
    void areCutInHalfWithTheLengthOfTheHalf() {
      var item = client.link("ins_109508");
      var whole = sync(item).text();
      plan(item, Map.of("kind", "truncated"));

      var half = sync(item);

      assertThat(half.status()).isEqualTo(200);
      assertThat(half.text().length()).isBetween(whole.length() / 2 - 50, whole.length() / 2 + 50);
      assertThatThrownBy(half::json).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @CsvSource({"nan,NaN", "huge_number,1e400"})
    void carryAnAmountThatIsNone(String kind, String amount) {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", kind));

      var answer = sync(item);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).containsOnlyOnce(":" + amount + ",");
      assertThat(sync(item).text()).doesNotContain(amount);
    }

    @Test
    void areNestedDeeperThanAParserGoes() {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "deep"));

      var answer = sync(item);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("[".repeat(100_000) + "]".repeat(100_000));
    }

    @Test
    void goOnUntilTheClientHasEnough() throws Exception {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "endless"));
      var read = 0;

      var response = HTTP.send(request(item), HttpResponse.BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        read = body.readNBytes(50_000_000).length;
      }

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(read).isEqualTo(50_000_000);
      assertThat(sync(item).status()).isEqualTo(200);
    }

    @Test
    void pointElsewhere() throws Exception {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "redirect", "location", "http://127.0.0.1:9/elsewhere"));

      var response = HTTP.send(request(item), HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(302);
      assertThat(response.headers().firstValue("Location"))
          .hasValue("http://127.0.0.1:9/elsewhere");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 501, 5_000})
    void holdMoreThanWasAskedFor(int count) {
      var item = client.link("ins_109508");
      var update = client.sync(item, "", 500);
      client.add(item, coffee());
      plan(item, Map.of("kind", "many", "count", count));

      var page =
          client.ok(
              "/transactions/sync",
              Map.of("access_token", item.accessToken(), "cursor", update.cursor));

      assertThat(page.path("added").size()).isEqualTo(count);
      assertThat(Client.Update.ids(page.path("added").valueStream().toList()))
          .doesNotHaveDuplicates();
      assertThat(page.path("next_cursor").stringValue()).isNotBlank();
    }
  }

  @Nested
  class After {
    @Test
    void letsSoManyAnswersPassFirst() {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "http", "status", 500, "after", 1, "times", 2));
      plan(item, Map.of("kind", "error", "code", "INSTITUTION_DOWN", "after", 3));

      assertThat(List.of(sync(item), sync(item), sync(item), sync(item), sync(item)))
          .extracting(Client.Answer::status)
          .containsExactly(200, 500, 500, 400, 200);
    }

    @Test
    void countsOnlyPagesThatCouldBeMutated() {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "mutation", "after", 1));

      var first = page(item, "").json();
      var second = page(item, first.path("next_cursor").stringValue()).json();
      var third = page(item, second.path("next_cursor").stringValue());

      assertThat(third.errorCode()).isEqualTo("TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION");
    }

    @Test
    void isForgottenWithTheFaults() {
      var item = client.link("ins_109508");
      plan(item, Map.of("kind", "http", "times", 100));

      client.control("DELETE", "faults", Map.of());

      assertThat(sync(item).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"gone\"}",
        "{\"kind\":\"redirect\"}",
        "{\"kind\":\"hang\",\"seconds\":0}",
        "{\"kind\":\"many\",\"count\":0}",
        "{\"kind\":\"http\",\"after\":-1}",
        "{\"kind\":\"error\",\"code\":\"NO_SUCH\"}"
      })
  void refusesPlansThatMakeNoSense(String plan) {
    assertThat(client.control("POST", "faults", Json.MAPPER.readTree(plan)).errorCode())
        .isEqualTo("INVALID_FIELD");
  }

  private static Map<String, ?> coffee() {
    return Map.of("account", "checking", "amount", 4.5, "date", "2026-06-29", "name", "Coffee");
  }

  private static Client.Answer sync(Client.Linked item) {
    return page(item, "");
  }

  private static Client.Answer page(Client.Linked item, String cursor) {
    return client.plaid(
        "/transactions/sync",
        Map.of("access_token", item.accessToken(), "cursor", cursor, "count", 50));
  }

  private static Client.Answer remove(Client.Linked item) {
    return client.plaid("/item/remove", Map.of("access_token", item.accessToken()));
  }

  private static HttpRequest request(Client.Linked item) {
    var body = new HashMap<String, Object>(Map.of("access_token", item.accessToken()));
    body.put("client_id", Client.ID);
    body.put("secret", Client.SECRET);
    return HttpRequest.newBuilder(emulator.baseUrl().resolve("/transactions/sync"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)))
        .build();
  }

  private static void plan(Client.Linked item, Map<String, ?> fault) {
    var planned = client.control("POST", "items/" + item.itemId() + "/faults", fault);
    assertThat(planned.status()).isEqualTo(200);
  }
}
