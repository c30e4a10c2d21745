package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** The same instant is another day in another time zone, and some days have no midnight. */
class TimeZoneCasesIT extends RunningAccounts {

  private static final LocalDate AUGUST_3 = LocalDate.of(2026, 8, 3);

  private final String user = someone("c10");
  private final UUID account = Ids.next();

  private List<Map<String, Object>> days(String zone, LocalDate from, LocalDate to) {
    send(user, HttpMethod.PATCH, "/api/users/me", Map.of("timeZone", zone)).expectStatus().isOk();
    return items(user, "/api/accounts/" + account + "/balances?from=" + from + "&to=" + to);
  }

  /** The day that the bank's balance is for. */
  private Object observed(String zone) {
    return days(zone, AUGUST_3.minusDays(5), AUGUST_3.plusDays(5)).stream()
        .filter(day -> "observed".equals(day.get("known")))
        .map(day -> day.get("date"))
        .findFirst()
        .orElse("none");
  }

  @Test
  void c10ABalanceCountsForTheUsersDay() {
    seen(user, account, Instant.parse("2026-08-03T23:30:00Z"), "100", "USD");
    List<String> zones =
        List.of(
            "America/New_York",
            "Europe/London",
            "Pacific/Kiritimati",
            "Asia/Kolkata",
            "America/New_York");
    assertThat(zones.stream().map(this::observed))
        .containsExactly("2026-08-03", "2026-08-04", "2026-08-04", "2026-08-04", "2026-08-03");
  }

  @Test
  void c10EveryDayOccursOnceWhereADayHasNoMidnight() {
    seen(user, account, Instant.parse("2025-10-01T12:00:00Z"), "100", "USD");
    seen(user, account, Instant.parse("2026-11-20T12:00:00Z"), "90", "USD");
    LocalDate from = LocalDate.of(2025, 10, 10);
    for (String zone : List.of("America/Santiago", "Africa/Cairo")) {
      assertThat(days(zone, from, from.plusDays(399)))
          .extracting(day -> day.get("date"))
          .containsExactlyElementsOf(
              from.datesUntil(from.plusDays(400)).map(LocalDate::toString).toList());
    }
  }
}
