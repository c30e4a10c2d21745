package florin.schedules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The balances of one user in every place that shows them, over HTTP.
 *
 * @param balances of each account that is shown, from the list of accounts; null if unknown
 * @param differences places that show another number, one a line
 * @param compared how many numbers were compared
 */
record BalancePlaces(
    Map<String, @Nullable BigDecimal> balances, List<String> differences, int compared) {

  /** Rows of transactions are compared over this many days. */
  private static final int DAYS = 30;

  /** A day before today whose net worth is compared. */
  private static final int EARLIER = 4;

  /** Reads every place twice at most: the user's day may end in between. */
  static BalancePlaces of(BalanceServices services, String subject) {
    Reading first = new Reading(services, subject);
    BalancePlaces places = first.compare();
    return places.differences.isEmpty() || first.today.equals(first.now())
        ? places
        : new Reading(services, subject).compare();
  }

  private static final class Reading {

    private final BalanceServices services;
    private final String subject;
    private final ZoneId zone;
    private final LocalDate today;
    private final Map<String, Map<?, ?>> accounts = new TreeMap<>();
    private final Map<String, @Nullable BigDecimal> balances = new TreeMap<>();
    private final Map<String, String> survivors = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int compared;

    Reading(BalanceServices services, String subject) {
      this.services = services;
      this.subject = subject;
      zone = ZoneId.of(own("/api/users/me").get("timeZone").toString());
      today = now();
      for (Map<?, ?> account :
          services.items(
              services.accounts(), subject, "/api/accounts?includeHidden=true&limit=500")) {
        String id = account.get("id").toString();
        accounts.put(id, account);
        balances.put(id, current(account));
        survivors.put(id, id);
        for (Object merged : (List<?>) account.get("merged")) {
          survivors.put(merged.toString(), id);
        }
      }
    }

    LocalDate now() {
      return LocalDate.now(zone);
    }

    private Map<?, ?> own(String path) {
      return services.get(services.accounts(), subject, path);
    }

    private static @Nullable BigDecimal current(Map<?, ?> account) {
      return account.get("balance") instanceof Map<?, ?> balance
          ? amount(balance.get("current"))
          : null;
    }

    private static @Nullable BigDecimal amount(@Nullable Object money) {
      return money instanceof Map<?, ?> map ? new BigDecimal(map.get("amount").toString()) : null;
    }

    private boolean hidden(String account) {
      return Boolean.TRUE.equals(Objects.requireNonNull(accounts.get(account)).get("hidden"));
    }

    private boolean closed(String account) {
      return "closed".equals(Objects.requireNonNull(accounts.get(account)).get("status"));
    }

    private void same(String place, @Nullable BigDecimal expected, @Nullable BigDecimal found) {
      compared++;
      boolean equal =
          expected == null || found == null
              ? Objects.equals(expected, found)
              : expected.compareTo(found) == 0;
      if (!equal) {
        differences.add("%s: %s (expected: %s)".formatted(place, found, expected));
      }
    }

    BalancePlaces compare() {
      single();
      snapshot();
      netWorth();
      groups();
      goals();
      safeToSpend();
      Map<String, @Nullable BigDecimal> earlier = worthByAccount(today.minusDays(EARLIER));
      accounts.keySet().forEach(account -> days(account, earlier.get(account)));
      return new BalancePlaces(balances, differences, compared);
    }

    private void single() {
      survivors.forEach(
          (account, survivor) ->
              same(
                  "account " + account,
                  balances.get(survivor),
                  current(own("/api/accounts/" + account))));
    }

    private void snapshot() {
      Map<String, @Nullable BigDecimal> shown = new TreeMap<>();
      for (Object item : (List<?>) own("/api/account-snapshot").get("available")) {
        Map<?, ?> account = (Map<?, ?>) item;
        shown.put(account.get("id").toString(), amount(account.get("balance")));
      }
      for (String account : accounts.keySet()) {
        if (!hidden(account) && !closed(account)) {
          same("snapshot " + account, balances.get(account), shown.get(account));
        }
      }
    }

    private List<Map<?, ?>> worth(String by, boolean includeHidden) {
      return worth(today, by, includeHidden);
    }

    private List<Map<?, ?>> worth(LocalDate day, String by, boolean includeHidden) {
      return services.items(
          services.accounts(),
          subject,
          "/api/net-worth?from=%s&to=%s&by=%s&includeHidden=%s"
              .formatted(day, day, by, includeHidden));
    }

    private Map<String, @Nullable BigDecimal> worthByAccount(LocalDate day) {
      Map<String, @Nullable BigDecimal> single = new TreeMap<>();
      for (Map<?, ?> item : worth(day, "account", true)) {
        single.put(((Map<?, ?>) item.get("account")).get("id").toString(), amount(item.get("net")));
      }
      return single;
    }

    private void netWorth() {
      Map<String, @Nullable BigDecimal> single = worthByAccount(today);
      balances.forEach(
          (account, balance) -> same("net worth of " + account, balance, single.get(account)));
      for (boolean includeHidden : new boolean[] {false, true}) {
        same(
            "net worth" + (includeHidden ? " with hidden" : ""),
            sum(
                accounts.keySet().stream()
                    .filter(account -> includeHidden || !hidden(account))
                    .toList()),
            worth("total", includeHidden).stream()
                .map(item -> amount(item.get("net")))
                .findFirst()
                .orElse(null));
      }
    }

    private @Nullable BigDecimal sum(List<String> of) {
      return of.stream()
          .map(balances::get)
          .filter(Objects::nonNull)
          .reduce(BigDecimal::add)
          .orElse(null);
    }

    private void groups() {
      Map<String, @Nullable BigDecimal> sums = new TreeMap<>();
      for (Map<?, ?> item : worth("group", true)) {
        if (item.get("group") instanceof Map<?, ?> group) {
          sums.put(group.get("id").toString(), amount(item.get("net")));
        }
      }
      for (Map<?, ?> group : services.items(services.accounts(), subject, "/api/account-groups")) {
        List<String> members =
            ((List<?>) group.get("accountIds")).stream().map(Object::toString).toList();
        same("group " + group.get("id"), sum(members), sums.get(group.get("id").toString()));
      }
    }

    private void goals() {
      for (Map<?, ?> goal : services.items(services.planning(), subject, "/api/goals?limit=500")) {
        String account = goal.get("accountId").toString();
        same(
            "goal on " + account,
            balances.get(Objects.requireNonNull(survivors.get(account))),
            amount(((Map<?, ?>) goal.get("share")).get("accountBalance")));
      }
    }

    private void safeToSpend() {
      Map<String, @Nullable BigDecimal> spendable = new TreeMap<>();
      for (Map<?, ?> item : services.items(services.planning(), subject, "/api/safe-to-spend")) {
        for (Object line : (List<?>) item.get("accounts")) {
          Map<?, ?> account = (Map<?, ?>) line;
          spendable.put(account.get("accountId").toString(), amount(account.get("amount")));
        }
      }
      accounts.forEach(
          (account, shown) -> {
            boolean counts =
                "depository".equals(shown.get("type")) && !hidden(account) && !closed(account);
            same(
                "safe to spend " + account,
                counts ? balances.get(account) : null,
                spendable.get(account));
          });
    }

    /** The last day of the series, and the last row of each day against the day of the series. */
    private void days(String account, @Nullable BigDecimal earlier) {
      Map<String, @Nullable BigDecimal> series = new TreeMap<>();
      for (Map<?, ?> day :
          services.items(
              services.accounts(),
              subject,
              "/api/accounts/%s/balances?from=%s&to=%s"
                  .formatted(account, today.minusDays(DAYS), today))) {
        series.put(day.get("date").toString(), amount(day.get("current")));
      }
      same("series " + account, balances.get(account), series.get(today.toString()));
      same(
          "earlier net worth of " + account,
          series.get(today.minusDays(EARLIER).toString()),
          earlier);
      String before = "";
      for (Map<?, ?> row :
          services.items(
              services.transactions(),
              subject,
              "/api/transactions?pending=false&limit=500&accountId=%s&from=%s&to=%s"
                  .formatted(account, today.minusDays(DAYS), today))) {
        String date = row.get("date").toString();
        if (!date.equals(before)) {
          same(
              "last row of " + date + " on " + account,
              series.get(date),
              amount(row.get("runningBalance")));
        }
        before = date;
      }
    }
  }
}
