package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import florin.emulator.Client.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessIT {
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

  @Test
  void answersNotReadyWithAnEmptyCursorBeforeAnyHistory() {
    emulator.close();
    emulator =
        PlaidEmulator.start(
            Fixture.settings().readyAfter(Duration.ofHours(1), Duration.ofHours(2)));
    client = new Client(emulator.baseUrl());
    var item = client.link("ins_109508");

    var page = client.ok("/transactions/sync", Map.of("access_token", item.accessToken()));

    assertThat(page.path("transactions_update_status").stringValue()).isEqualTo("NOT_READY");
    assertThat(page.path("next_cursor").stringValue()).isEmpty();
    assertThat(page.path("has_more").booleanValue()).isFalse();
    assertThat(page.path("added").isEmpty()).isTrue();
    assertThat(page.path("accounts").isArray()).isTrue();
  }

  @Test
  void bringsThirtyDaysFirstAndTheRestLater() {
    emulator.close();
    emulator =
        PlaidEmulator.start(Fixture.settings().readyAfter(Duration.ZERO, Duration.ofMillis(900)));
    client = new Client(emulator.baseUrl());
    var item = client.link("ins_109508");
    var first = client.sync(item, "", 500);

    assertThat(first.added)
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(one.path("date").stringValue())
                    .isGreaterThanOrEqualTo(Fixture.TODAY.minusDays(29).toString()));

    Awaitility.await()
        .until(
            () -> client.truth(item).path("transactions_update_status").stringValue(),
            "HISTORICAL_UPDATE_COMPLETE"::equals);
    var rest = client.sync(item, first.cursor, 500);
    var all = new ArrayList<>(Update.ids(first.added));
    all.addAll(Update.ids(rest.added));
    assertThat(all).doesNotHaveDuplicates().hasSize(liveCount(item));
  }

  @Test
  void goesOnlyAsFarBackAsAsked() {
    var item = client.link("ins_109508", Map.of("transactions", Map.of("days_requested", 90)));

    assertThat(client.sync(item, "", 500).added)
        .extracting(one -> one.path("date").stringValue())
        .allMatch(date -> date.compareTo(Fixture.TODAY.minusDays(89).toString()) >= 0);
  }

  @Test
  void canBePlannedToFailForAWhile() {
    var item = client.link("ins_127287");
    client.control(
        "POST", "items/" + item.itemId() + "/faults", Map.of("kind", "not_ready", "times", 2));

    var statuses =
        IntStream.range(0, 3)
            .mapToObj(
                n ->
                    client
                        .ok("/transactions/sync", Map.of("access_token", item.accessToken()))
                        .path("transactions_update_status")
                        .stringValue())
            .toList();

    assertThat(statuses).containsExactly("NOT_READY", "NOT_READY", "HISTORICAL_UPDATE_COMPLETE");
  }

  private int liveCount(Client.Linked item) {
    return client.truth(item).path("transactions").size();
  }
}
