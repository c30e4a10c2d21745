package florin.accounts;

import static florin.accounts.BookedTransactionFacts.entered;
import static florin.accounts.BookedTransactionFacts.pending;
import static florin.accounts.BookedTransactionFacts.recorded;
import static florin.accounts.BookedTransactionFacts.removed;
import static florin.accounts.BookedTransactionFacts.restored;
import static florin.accounts.BookedTransactionFacts.revised;
import static florin.accounts.BookedTransactionFacts.settled;
import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.ExpectedBalances.Booking;
import florin.accounts.ExpectedBalances.Shown;
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
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Balances day by day, from what was observed and what was booked. */
class SeriesIT extends RunningAccounts {

  private static final LocalDate FIRST = LocalDate.of(2026, 7, 1);
  private static final int DAYS = 40;

  private UUID account = Ids.next();

  private static Instant noon(LocalDate day) {
    return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private Map<String, Shown> series(String user, LocalDate from, LocalDate to) {
    Map<String, Shown> days = new TreeMap<>();
    for (Map<?, ?> item :
        items(user, "/api/accounts/" + account + "/balances?from=" + from + "&to=" + to)) {
      days.put(
          (String) item.get("date"),
          new Shown(
              amount(item, "current"),
              item.get("known").equals("observed"),
              item.get("unexplained") == null ? null : amount(item, "unexplained")));
    }
    return days;
  }

  private static String amount(Map<?, ?> item, String field) {
    return (String) ((Map<?, ?>) item.get(field)).get("amount");
  }

  private static List<String> currents(List<Map<String, Object>> items) {
    return items.stream().map(item -> amount(item, "current")).toList();
  }

  @Nested
  class Golden {

    @Test
    void unwindsFromWhatWasObserved() {
      String user = someone("golden");
      seen(user, account, noon(day("2026-08-03")), "100", "USD");
      tell(
          user,
          recorded(Ids.next(), account, day("2026-08-02"), "25", "USD"),
          recorded(Ids.next(), account, day("2026-08-01"), "-50", "USD"));
      List<Map<String, Object>> days =
          items(user, "/api/accounts/" + account + "/balances?from=2026-08-01&to=2026-08-03");
      assertThat(currents(days)).containsExactly("75.00", "100.00", "100.00");
      assertThat(days)
          .extracting(day -> day.get("known"))
          .containsExactly("derived", "derived", "observed");
    }

    @Test
    void showsWhatNoTransactionExplains() {
      String user = someone("unexplained");
      seen(user, account, noon(day("2026-08-01")), "100", "USD");
      seen(user, account, noon(day("2026-08-04")), "80", "USD");
      tell(user, recorded(Ids.next(), account, day("2026-08-03"), "-15", "USD"));
      List<Map<String, Object>> days =
          items(user, "/api/accounts/" + account + "/balances?from=2026-07-20&to=2026-08-06");
      assertThat(currents(days))
          .containsExactly("100.00", "100.00", "85.00", "80.00", "80.00", "80.00");
      assertThat(days.getFirst().get("unexplained")).isNull();
      assertThat(amount(days.get(3), "unexplained")).isEqualTo("-5.00");
      List<Map<String, Object>> late =
          items(user, "/api/accounts/" + account + "/balances?from=2026-08-04&to=2026-08-04");
      assertThat(amount(late.getFirst(), "unexplained")).isEqualTo("-5.00");
    }

    @Test
    void keepsOverdraftsDebtsAndWhatCanBeSpentApart() {
      String user = someone("overdraft");
      Bank bank = new Bank(user);
      bank.observes("2026-08-01T12:00:00Z", creditCard(account, "-450"));
      soon(() -> assertThat(events(user)).isPositive());
      tell(user, recorded(Ids.next(), account, day("2026-08-02"), "500", "USD"));
      List<Map<String, Object>> days =
          items(user, "/api/accounts/" + account + "/balances?from=2026-08-01&to=2026-08-02");
      assertThat(currents(days)).containsExactly("-450.00", "-450.00");
      assertThat(amount(days.get(0), "creditLimit")).isEqualTo("2000.00");
      assertThat(days.get(1).get("creditLimit")).isNull();
    }

    @Test
    void startsAnAccountByHandWithNothing() {
      String user = someone("hand");
      String cash =
          (String)
              send(
                      user,
                      HttpMethod.POST,
                      "/api/accounts",
                      Map.of("name", "Cash", "type", "other", "currency", "EUR"))
                  .expectStatus()
                  .isCreated()
                  .expectBody(Map.class)
                  .returnResult()
                  .getResponseBody()
                  .get("id");
      String path = "/api/accounts/" + cash + "/balances?from=2026-08-01&to=2026-08-03";
      assertThat(items(user, path)).isEmpty();
      tell(
          user,
          entered(Ids.next(), UUID.fromString(cash), day("2026-08-02"), "-5", "EUR"),
          entered(Ids.next(), UUID.fromString(cash), day("2026-08-03"), "-1", "CHF"));
      assertThat(items(user, path))
          .extracting(item -> item.get("date") + " " + item.get("current"))
          .containsExactly(
              "2026-08-02 {amount=-5.00, currency=EUR}",
              "2026-08-03 {amount=-1.00, currency=CHF}",
              "2026-08-03 {amount=-5.00, currency=EUR}");
    }
  }

  @Nested
  class Moving {

    @Test
    void aBackDatedTransactionChangesTheDaysUntilTheNextObservation() {
      String user = someone("backdated");
      seen(user, account, noon(FIRST.plusDays(3)), "100", "USD");
      seen(user, account, noon(FIRST.plusDays(9)), "60", "USD");
      UUID known = Ids.next();
      tell(user, recorded(known, account, FIRST, "-1", "USD"));
      Map<String, Shown> before = series(user, FIRST, FIRST.plusDays(12));

      UUID late = Ids.next();
      tell(user, recorded(late, account, FIRST.plusDays(6), "-40", "USD"));
      assertThat(changed(before, series(user, FIRST, FIRST.plusDays(12))))
          .containsExactly("2026-07-07", "2026-07-08", "2026-07-09", "2026-07-10");
      assertThat(series(user, FIRST, FIRST.plusDays(12)).get("2026-07-10").unexplained())
          .isEqualTo("0.00");

      tell(user, revised(late, account, FIRST.plusDays(8), "-40", "USD"));
      assertThat(changed(before, series(user, FIRST, FIRST.plusDays(12))))
          .containsExactly("2026-07-09", "2026-07-10");

      tell(user, removed(late, account));
      assertThat(series(user, FIRST, FIRST.plusDays(12))).isEqualTo(before);
      tell(user, pending(Ids.next(), account, FIRST.plusDays(2), "-7", "USD"));
      assertThat(series(user, FIRST, FIRST.plusDays(12))).isEqualTo(before);
    }

    private List<String> changed(Map<String, Shown> before, Map<String, Shown> after) {
      return after.entrySet().stream()
          .filter(day -> !day.getValue().equals(before.get(day.getKey())))
          .map(Map.Entry::getKey)
          .toList();
    }

    @Test
    void meetsWhateverWasSaidAndBookedInAnyOrder() {
      SeededRuns.forEachSeed(TestScale.of(10, 300), random -> walk(random));
    }

    private void walk(Random random) {
      String user = someone("walk");
      account = Ids.next();
      ExpectedBalances expectedBalances = new ExpectedBalances();
      List<UUID> ids = new ArrayList<>();
      observe(random, user, expectedBalances);
      for (int step = 0; step < 12; step++) {
        if (random.nextInt(4) == 0) {
          observe(random, user, expectedBalances);
        } else {
          tell(user, facts(random, expectedBalances, ids));
        }
        LocalDate from = FIRST.plusDays(random.nextInt(DAYS));
        LocalDate to = from.plusDays(random.nextInt(DAYS));
        assertThat(series(user, from, to)).isEqualTo(expectedBalances.series(from, to));
      }
      assertThat(totals(user))
          .isEqualTo(ExpectedBalances.text(expectedBalances.booked(LocalDate.MIN, LocalDate.MAX)));
    }

    /** The sums that are kept are those of what is posted and there. */
    private String totals(String user) {
      UUID id = florin.journal.test.TestPlatform.user(user);
      Object sum =
          platform
              .query(
                  "select coalesce(sum(amount), 0) s from mirror.day_total where user_id = '"
                      + id
                      + "'")
              .getFirst()
              .get("s");
      assertThat(
              platform.count(
                  "select coalesce(sum(transactions), 0) - (select count(*) from mirror.transaction"
                      + " where user_id = '"
                      + id
                      + "' and not pending and not removed) from mirror.day_total where user_id = '"
                      + id
                      + "'"))
          .isZero();
      return ExpectedBalances.text(new BigDecimal(sum.toString()));
    }

    /** One a day, so that the test knows which counts. */
    private void observe(Random random, String user, ExpectedBalances expectedBalances) {
      LocalDate day = FIRST.plusDays(random.nextInt(DAYS));
      BigDecimal amount = cents(random);
      if (expectedBalances.said.putIfAbsent(day, amount) == null) {
        seen(user, account, noon(day), amount.toPlainString(), "USD");
        if (expectedBalances.said.size() > 1) {
          heard(user, expectedBalances);
        }
      }
    }

    /** The same balance on an earlier day is no news to the decider; then nobody said it. */
    private void heard(String user, ExpectedBalances expectedBalances) {
      expectedBalances.said.clear();
      platform
          .query(
              "select observed_at, current from view.balance where account_id = '"
                  + account
                  + "' and user_id = '"
                  + florin.journal.test.TestPlatform.user(user)
                  + "'")
          .forEach(
              row ->
                  expectedBalances.said.put(
                      ((java.sql.Timestamp) row.get("observed_at"))
                          .toInstant()
                          .atZone(ZoneOffset.UTC)
                          .toLocalDate(),
                      new BigDecimal(row.get("current").toString())));
    }

    private SpecificRecord[] facts(
        Random random, ExpectedBalances expectedBalances, List<UUID> ids) {
      List<SpecificRecord> facts = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        LocalDate date = FIRST.plusDays(random.nextInt(DAYS));
        BigDecimal amount = cents(random);
        boolean fresh = ids.isEmpty() || random.nextBoolean();
        UUID id = fresh ? Ids.next() : ids.get(random.nextInt(ids.size()));
        facts.addAll(
            fresh
                ? entering(random, expectedBalances, ids, id, date, amount)
                : changing(random, expectedBalances, id, date, amount));
      }
      return facts.toArray(SpecificRecord[]::new);
    }

    private List<SpecificRecord> entering(
        Random random,
        ExpectedBalances expectedBalances,
        List<UUID> ids,
        UUID id,
        LocalDate date,
        BigDecimal amount) {
      ids.add(id);
      String text = amount.toPlainString();
      return switch (random.nextInt(3)) {
        case 0 -> List.of(pending(id, account, date, text, "USD"));
        case 1 -> {
          expectedBalances.bookings.put(id, new Booking(date, amount));
          yield List.of(
              pending(id, account, date.plusDays(1), "1", "USD"),
              settled(id, account, date, text, "USD"));
        }
        default -> {
          expectedBalances.bookings.put(id, new Booking(date, amount));
          yield List.of(recorded(id, account, date, text, "USD"));
        }
      };
    }

    private List<SpecificRecord> changing(
        Random random,
        ExpectedBalances expectedBalances,
        UUID id,
        LocalDate date,
        BigDecimal amount) {
      String text = amount.toPlainString();
      if (random.nextInt(3) == 0) {
        expectedBalances.bookings.remove(id);
        return List.of(removed(id, account));
      }
      expectedBalances.bookings.put(id, new Booking(date, amount));
      return List.of(restored(id, account), revised(id, account, date, text, "USD"));
    }

    private static BigDecimal cents(Random random) {
      return BigDecimal.valueOf(random.nextInt(20_000) - 10_000, 2);
    }
  }
}
