package florin.accounts;

import static florin.accounts.BookedTransactionFacts.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;

class NetWorthIT extends RunningAccounts {

  private static final LocalDate FIRST = LocalDate.of(2026, 5, 20);
  private static final LocalDate LAST = LocalDate.of(2026, 7, 3);

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  private static BigDecimal amount(Map<?, ?> item, String field) {
    return new BigDecimal((String) ((Map<?, ?>) item.get(field)).get("amount"));
  }

  private List<Map<String, Object>> worth(String user, String query) {
    return items(user, "/api/net-worth?from=" + FIRST + "&to=" + LAST + query);
  }

  private void patch(String user, UUID account, Map<String, ?> changes) {
    send(user, HttpMethod.PATCH, "/api/accounts/" + account, changes).expectStatus().isOk();
  }

  @Test
  void splitsWhatIsOwnedFromWhatIsOwed() {
    String user = someone("worth");
    UUID checking = Ids.next();
    UUID overdrawn = Ids.next();
    UUID euros = Ids.next();
    seen(user, checking, noon(FIRST), "100", "USD");
    seen(user, overdrawn, noon(FIRST), "-30", "USD");
    seen(user, euros, noon(FIRST.plusDays(1)), "7", "EUR");
    assertThat(items(user, "/api/net-worth?from=2026-05-19&to=2026-05-21"))
        .extracting(
            item ->
                item.get("date")
                    + " "
                    + item.get("currency")
                    + " "
                    + amount(item, "assets")
                    + " "
                    + amount(item, "liabilities")
                    + " "
                    + amount(item, "net"))
        .containsExactly(
            "2026-05-20 USD 100.00 -30.00 70.00",
            "2026-05-21 EUR 7.00 0.00 7.00",
            "2026-05-21 USD 100.00 -30.00 70.00");
  }

  @Test
  void countsAClosedAccountUntilItClosed() {
    String user = someone("closed");
    UUID account = Ids.next();
    Bank bank = new Bank(user);
    bank.observes("2026-06-01T12:00:00Z", checking(account, "100"));
    bank.observes("2026-06-04T12:00:00Z", List.of(account));
    soon(() -> assertThat(got(user, "/api/accounts/" + account).get("status")).isEqualTo("closed"));
    assertThat(items(user, "/api/net-worth?from=2026-05-30&to=2026-06-10"))
        .extracting(item -> item.get("date"))
        .containsExactly("2026-06-01", "2026-06-02", "2026-06-03");
  }

  @Test
  void takesTheLastDayOfEachStep() {
    String user = someone("steps");
    UUID account = Ids.next();
    seen(user, account, noon(FIRST), "100", "USD");
    tell(user, recorded(Ids.next(), account, LocalDate.of(2026, 6, 30), "-1", "USD"));
    seen(user, account, noon(LocalDate.of(2026, 7, 1)), "99", "USD");
    assertThat(worth(user, "&interval=month"))
        .extracting(item -> item.get("date") + " " + amount(item, "net"))
        .containsExactly("2026-05-31 100.00", "2026-06-30 99.00", "2026-07-03 99.00");
    assertThat(worth(user, "&interval=week"))
        .extracting(item -> item.get("date"))
        .startsWith("2026-05-24", "2026-05-31")
        .endsWith("2026-06-28", "2026-07-03")
        .hasSize(7);
  }

  @Test
  void isTheSumOfTheBalancesOfEachDay() {
    SeededRuns.forEachSeed(TestScale.of(4, 100), this::household);
  }

  private void household(Random random) {
    String user = someone("household");
    List<UUID> accounts = Stream.generate(Ids::next).limit(5).toList();
    List<SpecificRecord> facts = new ArrayList<>();
    for (UUID account : accounts) {
      boolean merged = account.equals(accounts.get(2)) || account.equals(accounts.get(3));
      String currency = merged || random.nextBoolean() ? "USD" : "EUR";
      for (int i = random.nextInt(4); i >= 0; i--) {
        seen(user, account, noon(some(random)), cents(random), currency);
      }
      for (int i = random.nextInt(30); i >= 0; i--) {
        facts.add(recorded(Ids.next(), account, some(random), cents(random), currency));
      }
    }
    tell(user, facts.toArray(SpecificRecord[]::new));
    patch(user, accounts.get(0), Map.of("hidden", true));
    patch(user, accounts.get(1), Map.of("type", "loan"));
    send(
            user,
            HttpMethod.POST,
            "/api/accounts/" + accounts.get(2) + "/merge",
            Map.of("into", accounts.get(3)))
        .expectStatus()
        .isOk();
    List<UUID> shown = List.of(accounts.get(1), accounts.get(3), accounts.get(4));
    Map<String, BigDecimal> days = sums(user, shown);
    assertThat(nets(worth(user, ""))).isEqualTo(days);
    assertThat(nets(worth(user, "&by=type"))).isEqualTo(days);
    assertThat(nets(worth(user, "&by=group"))).isEqualTo(days);
    assertThat(nets(worth(user, "&by=account"))).isEqualTo(days);
    assertThat(days).containsAllEntriesOf(nets(worth(user, "&interval=week")));
    assertThat(nets(worth(user, "&includeHidden=true")))
        .isEqualTo(sums(user, Stream.concat(shown.stream(), accounts.stream().limit(1)).toList()));
  }

  private static LocalDate some(Random random) {
    return FIRST.minusDays(10).plusDays(random.nextInt(60));
  }

  private static String cents(Random random) {
    return BigDecimal.valueOf(random.nextInt(20_000) - 10_000, 2).toPlainString();
  }

  private Map<String, BigDecimal> sums(String user, List<UUID> accounts) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (UUID account : accounts) {
      items(user, "/api/accounts/" + account + "/balances?from=" + FIRST + "&to=" + LAST)
          .forEach(
              item ->
                  sums.merge(
                      item.get("date") + " " + ((Map<?, ?>) item.get("current")).get("currency"),
                      amount(item, "current"),
                      BigDecimal::add));
    }
    return sums;
  }

  private static Map<String, BigDecimal> nets(List<Map<String, Object>> items) {
    Map<String, BigDecimal> nets = new TreeMap<>();
    items.forEach(
        item -> {
          assertThat(amount(item, "assets").add(amount(item, "liabilities")))
              .isEqualTo(amount(item, "net"));
          nets.merge(
              item.get("date") + " " + item.get("currency"), amount(item, "net"), BigDecimal::add);
        });
    return nets;
  }

  @Test
  void isSplitByTypeAndByGroup() {
    String user = someone("split");
    UUID cash = Ids.next();
    UUID loan = Ids.next();
    seen(user, cash, noon(LAST), "100", "USD");
    seen(user, loan, noon(LAST), "-40", "USD");
    patch(user, loan, Map.of("type", "loan", "subtype", "mortgage"));
    assertThat(items(user, "/api/net-worth?from=2026-07-03&to=2026-07-03&by=type"))
        .extracting(item -> item.get("type") + " " + amount(item, "net"))
        .containsExactly("depository 100.00", "loan -40.00");
    Object group =
        send(user, HttpMethod.POST, "/api/account-groups", Map.of("name", "House"))
            .expectStatus()
            .isCreated()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody()
            .get("id");
    send(
            user,
            HttpMethod.POST,
            "/api/account-groups/" + group + "/accounts",
            Map.of("accountId", loan))
        .expectStatus()
        .isOk();
    assertThat(items(user, "/api/net-worth?from=2026-07-03&to=2026-07-03&by=group"))
        .extracting(item -> item.get("group") + " " + amount(item, "net"))
        .containsExactly("{id=" + group + ", name=House} -40.00", "null 100.00");
  }

  @ParameterizedTest
  @CsvSource({
    "?interval=hour,invalid-parameter,interval",
    "?by=bank,invalid-parameter,by",
    "?from=2026-03-02&to=2026-03-01,invalid-parameter,to",
    "?to=9999-12-31&from=9999-12-01,invalid-parameter,to",
    "?currency=USD,unknown-parameter,currency",
  })
  void refusesWhatItDoesNotUnderstand(String query, String code, String pointer) {
    as(someone("query"))
        .get()
        .uri("/api/net-worth" + query)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo(PROBLEM + code)
        .jsonPath("$.errors[0].pointer")
        .isEqualTo(pointer);
  }
}
