package florin.accounts;

import static florin.accounts.BookedTransactionFacts.booked;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Balances that count once, and balances that are unknown, in the net worth. */
class NetWorthCasesIT extends BalanceSteps {

  /** Three hundred days of a joint account, known through two log-ins. */
  @Test
  void c09OverlappingHistoryCountsOnce() {
    String user = someone("c09");
    UUID his = Ids.next();
    UUID hers = Ids.next();
    UUID savings = Ids.next();
    LocalDate first = today.minusDays(14);
    seen(user, his, noon(today), "3000.00", "USD");
    seen(user, hers, noon(today), "3000.00", "USD");
    seen(user, savings, noon(today), "500.00", "USD");
    for (int i = 0; i < 12; i++) {
      // Two equal rows a day: the occurrence tells them apart.
      LocalDate day = first.plusDays(i / 2 * 2);
      tell(user, booked(his, day, "-10", "SHOP"), booked(hers, day, "-10", "SHOP"));
    }
    tell(user, booked(hers, first, "-7", "ONLY HERS"));
    assertThat(worth(user)).isEqualTo("6500.00");
    Object before = balance(user, his, first.minusDays(1));
    assertThat(balance(user, his, first)).isEqualTo("3100.00");

    merge(user, hers, his).expectStatus().isOk();
    assertThat(worth(user)).isEqualTo("3500.00");
    assertThat(places(user, his).subList(0, 4)).containsOnly("3000.00");
    assertThat(balance(user, his, first)).isEqualTo("3100.00");
    assertThat(balance(user, hers, first)).isEqualTo("3100.00");
    assertThat(current(user, hers)).isEqualTo("3000.00");
    states(user, hers, "1.00", noon(first.minusDays(3)));
    assertThat(balance(user, his, first.minusDays(3))).isEqualTo("1.00");

    send(user, HttpMethod.POST, "/api/accounts/" + hers + "/unmerge", null).expectStatus().isOk();
    assertThat(worth(user)).isEqualTo("6500.00");
    assertThat(balance(user, his, first.minusDays(1))).isNotEqualTo(before);
    assertThat(balance(user, hers, first)).isEqualTo("3100.00");
  }

  private WebTestClient.ResponseSpec merge(String user, UUID account, UUID into) {
    return send(user, HttpMethod.POST, "/api/accounts/" + account + "/merge", Map.of("into", into));
  }

  @Test
  void c09AccountsThatCannotBeOneAreRefused() {
    String user = someone("c09b");
    UUID dollars = opened(user, "1.00");
    UUID euros =
        UUID.fromString(
            open(user, "{\"name\":\"Euro\",\"type\":\"depository\",\"currency\":\"EUR\"}"));
    UUID card =
        UUID.fromString(open(user, "{\"name\":\"Card\",\"type\":\"credit\",\"currency\":\"USD\"}"));
    long before = events(user);
    for (UUID other : List.of(euros, card)) {
      merge(user, other, dollars)
          .expectStatus()
          .isEqualTo(422)
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("/into");
      merge(user, dollars, other).expectStatus().isEqualTo(422);
    }
    assertThat(events(user)).isEqualTo(before);
  }

  @Test
  void c15AnUnknownBalanceIsNamedAndNotZero() {
    String user = someone("c15");
    UUID a = Ids.next();
    UUID b = Ids.next();
    seen(user, a, noon(LocalDate.of(2026, 1, 1)), "5000.00", "USD");
    seen(user, b, noon(LocalDate.of(2026, 3, 28)), "37000.00", "USD");
    Map<String, Object> series =
        got(user, "/api/net-worth?from=2026-01-01&to=2026-03-31&interval=month");
    List<?> items = (List<?>) series.get("items");
    assertThat(items)
        .extracting(
            item ->
                ((Map<?, ?>) item).get("date")
                    + " "
                    + amount(((Map<?, ?>) item).get("net"))
                    + " "
                    + ((Map<?, ?>) item).get("unknown"))
        .containsExactly(
            "2026-01-31 5000.00 [" + b + "]",
            "2026-02-28 5000.00 [" + b + "]",
            "2026-03-31 42000.00 []");
    assertThat((List<?>) series.get("unknown")).hasSize(2);
    Map<?, ?> change = (Map<?, ?>) ((List<?>) series.get("changes")).getFirst();
    assertThat(amount(change.get("net"))).isEqualTo("0.00");
    assertThat((List<Object>) change.get("leftOut")).containsExactly(b.toString());
    assertThat(
            items(user, "/api/net-worth?from=2026-03-31&to=2026-03-31&by=account").stream()
                .map(
                    item ->
                        ((Map<?, ?>) item.get("account")).get("id")
                            + " "
                            + amount(item.get("net"))))
        .containsExactlyInAnyOrder(a + " 5000.00", b + " 37000.00");
    LocalDate before = LocalDate.of(2025, 12, 31);
    Map<String, Object> none = got(user, "/api/net-worth?from=" + before + "&to=" + before);
    assertThat((List<?>) none.get("items")).isEmpty();
    assertThat((List<?>) ((Map<?, ?>) ((List<?>) none.get("unknown")).getFirst()).get("accountIds"))
        .hasSize(2);
  }

  @Test
  void c15DaysThatAreNotYetThereAreRefused() {
    String user = someone("c15b");
    UUID account = opened(user, "1.00");
    LocalDate tomorrow = today.plusDays(2);
    for (String path : List.of("/api/net-worth", "/api/accounts/" + account + "/balances")) {
      send(user, HttpMethod.GET, path + "?to=" + tomorrow, null)
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.errors[0].pointer")
          .isEqualTo("to");
    }
  }
}
