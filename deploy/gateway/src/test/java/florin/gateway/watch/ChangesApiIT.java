package florin.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.GatewayTest;
import florin.gateway.IdentityHome;
import florin.gateway.Upstream;
import florin.gateway.Upstreams;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@GatewayTest
class ChangesApiIT {

  @LocalServerPort private int port;
  private WebTestClient gateway;

  @BeforeEach
  void changesOfEachArea() {
    gateway =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .defaultHeaders(headers -> headers.setBearerAuth(IdentityHome.token()))
            .responseTimeout(Duration.ofSeconds(20))
            .build();
    answers(Upstream.ACCOUNTS, change(7), change(1));
    answers(Upstream.TRANSACTIONS, change(9), change(5), change(4));
    answers(Upstream.PROVIDER_SYNC);
    answers(Upstream.PLANNING, change(8));
  }

  @AfterEach
  void forgetAnswers() {
    Upstreams.forgetAnswers();
  }

  private static void answers(Upstream upstream, String... changes) {
    Upstreams.answer(
        upstream,
        "/api/changes/" + upstream.area(),
        200,
        "{\"items\":[" + String.join(",", changes) + "],\"next\":null}");
  }

  private static String change(int minute) {
    return "{\"id\":\"%s\",\"at\":\"2026-01-31T12:0%d:00Z\",\"title\":\"Noted\"}"
        .formatted(new UUID(0x7000, minute), minute);
  }

  private JsonNode read(String query) {
    return gateway
        .get()
        .uri("/api/changes" + query)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody();
  }

  private static List<String> shown(JsonNode feed) {
    return feed.path("items")
        .valueStream()
        .map(
            item ->
                item.path("area").asString() + " " + item.path("at").asString().substring(15, 16))
        .toList();
  }

  @Test
  void areMergedByTime() {
    JsonNode feed = read("");
    assertThat(shown(feed))
        .containsExactly(
            "transactions 9",
            "planning 8",
            "accounts 7",
            "transactions 5",
            "transactions 4",
            "accounts 1");
    assertThat(feed.path("next").isNull()).isTrue();
  }

  @Test
  void continueAfterTheLastChangeOfEachArea() {
    JsonNode first = read("?limit=2");
    assertThat(shown(first)).containsExactly("transactions 9", "planning 8");
    FeedPlace place = FeedPlace.decoded(first.path("next").asString(), "cursor");
    assertThat(place.last(Upstream.TRANSACTIONS)).isEqualTo(new UUID(0x7000, 9).toString());
    assertThat(place.last(Upstream.PLANNING)).isEqualTo(new UUID(0x7000, 8).toString());
    assertThat(place.last(Upstream.ACCOUNTS)).isNull();
    read("?limit=2&cursor=" + first.path("next").asString());
    assertThat(asked(Upstream.TRANSACTIONS)).isEqualTo("limit=2&before=" + new UUID(0x7000, 9));
    assertThat(asked(Upstream.ACCOUNTS)).isEqualTo("limit=2");
  }

  private static String asked(Upstream upstream) {
    return Upstreams.query(upstream, "/api/changes/" + upstream.area());
  }

  @Test
  void keepTheOrderOfAnAreaWhoseChangesOverlap() {
    answers(Upstream.ACCOUNTS);
    answers(Upstream.PLANNING);
    answers(Upstream.TRANSACTIONS, change(3), change(5)); // the first one began before the second
    JsonNode first = read("?limit=1");
    assertThat(shown(first)).containsExactly("transactions 3");
    assertThat(
            FeedPlace.decoded(first.path("next").asString(), "cursor").last(Upstream.TRANSACTIONS))
        .isEqualTo(new UUID(0x7000, 3).toString());
  }

  @Test
  void leaveOutWhatWasAddedSinceTheFirstPage() {
    String next = read("?limit=1").path("next").asString();
    answers(Upstream.TRANSACTIONS, change(5), change(4));
    answers(Upstream.PROVIDER_SYNC, change(9).replace("12:09", "12:59"));
    assertThat(shown(read("?limit=2&cursor=" + next))).containsExactly("planning 8", "accounts 7");
  }

  @Test
  void areFollowedFromAPlaceOldestFirst() {
    FeedPlace newest = FeedPlace.decoded(read("").path("resume").asString(), "after");
    assertThat(
            Stream.of(Upstream.values())
                .map(newest::last)
                .map(String::valueOf)
                .map(id -> id.substring(id.length() - 1))
                .collect(Collectors.joining()))
        .isEqualTo("79l8");
    answers(Upstream.ACCOUNTS);
    answers(Upstream.TRANSACTIONS, change(3), change(6));
    answers(Upstream.PLANNING, change(2));
    JsonNode feed = read("?limit=2&after=" + newest.encoded());
    assertThat(shown(feed)).containsExactly("planning 2", "transactions 3");
    assertThat(asked(Upstream.PLANNING)).isEqualTo("limit=2&after=" + new UUID(0x7000, 8));
    FeedPlace place = FeedPlace.decoded(feed.path("resume").asString(), "after");
    assertThat(place.last(Upstream.TRANSACTIONS)).isEqualTo(new UUID(0x7000, 3).toString());
    assertThat(place.last(Upstream.ACCOUNTS)).isEqualTo(new UUID(0x7000, 7).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, 400, invalid-parameter",
    "?limit=501, 400, invalid-parameter",
    "?limit=x, 400, invalid-parameter",
    "?limit=1&limit=2, 400, invalid-parameter",
    "?cursor=x, 400, invalid-cursor",
    "?after=%25%25, 400, invalid-cursor",
    "?since=1, 400, unknown-parameter"
  })
  void refuseWhatTheyDoNotTake(String query, int status, String code) {
    gateway
        .get()
        .uri(java.net.URI.create("http://127.0.0.1:" + port + "/api/changes" + query))
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:florin:problem:" + code);
  }

  @Test
  void areRefusedWhileAServiceIsAway() {
    Upstreams.answer(Upstream.PLANNING, "/api/changes/planning", 503, "{}");
    gateway.get().uri("/api/changes").exchange().expectStatus().isEqualTo(503);
  }
}
