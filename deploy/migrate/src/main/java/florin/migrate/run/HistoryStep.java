package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.row.CurrencyText;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the account history with Florin's net worth of every day, account by account. pyNance
 * has stored balances without their sign and balances that its own transactions contradict, so a
 * difference is listed with its reason and does not stop the run.
 */
final class HistoryStep implements MigrationStep {

  private static final int YEARS = 9;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  HistoryStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "comparison of the account history";
  }

  @Override
  public long planned() {
    return plan.rowsOf("account_history").size();
  }

  @Override
  public void run(StepChanges changes) {
    Map<String, TreeMap<LocalDate, BigDecimal>> histories = histories();
    Map<String, TreeMap<LocalDate, BigDecimal>> movements = movements();
    for (FlorinUser user : users) {
      user.readAccounts();
      List<PlannedAccount> accounts =
          user.plannedAccounts()
              .filter(one -> histories.containsKey(one.id()) && user.account(one.id()).isPresent())
              .toList();
      Map<String, Map<LocalDate, BigDecimal>> found =
          netWorth(user, accounts.stream().map(one -> of(histories, one)).toList());
      accounts.forEach(
          account ->
              compare(
                  account,
                  of(histories, account),
                  of(movements, account),
                  found.getOrDefault(user.account(account.id()).orElse(""), Map.of()),
                  changes));
    }
  }

  private static TreeMap<LocalDate, BigDecimal> of(
      Map<String, TreeMap<LocalDate, BigDecimal>> all, PlannedAccount account) {
    return all.getOrDefault(account.id(), new TreeMap<>());
  }

  /** The source's balance of each day by account, with the sign of the holder. */
  private Map<String, TreeMap<LocalDate, BigDecimal>> histories() {
    Map<String, TreeMap<LocalDate, BigDecimal>> histories = new HashMap<>();
    for (SourceRow row : plan.rowsOf("account_history")) {
      PlannedAccount account = plan.accounts().get(row.text("account_id").orElse(""));
      Optional<LocalDate> day = Amounts.date(row, "date");
      Optional<BigDecimal> balance = Amounts.money(row, "balance");
      if (account != null && day.isPresent() && balance.isPresent()) {
        histories
            .computeIfAbsent(account.id(), _ -> new TreeMap<>())
            .put(
                day.get(),
                CurrencyText.rounded(
                    account.isDebt() ? balance.get().abs().negate() : balance.get(),
                    account.currency()));
      }
    }
    return histories;
  }

  /** The sum of each day's posted transactions by account. */
  private Map<String, TreeMap<LocalDate, BigDecimal>> movements() {
    Map<String, TreeMap<LocalDate, BigDecimal>> movements = new HashMap<>();
    plan.transactions().values().stream()
        .filter(one -> !one.pending())
        .forEach(
            one ->
                movements
                    .computeIfAbsent(one.account(), _ -> new TreeMap<>())
                    .merge(one.date(), one.amount(), BigDecimal::add));
    return movements;
  }

  private static void compare(
      PlannedAccount account,
      TreeMap<LocalDate, BigDecimal> history,
      TreeMap<LocalDate, BigDecimal> movements,
      Map<LocalDate, BigDecimal> found,
      StepChanges changes) {
    history.forEach(
        (day, balance) -> {
          BigDecimal there = found.get(day);
          if (there == null || there.compareTo(balance) != 0) {
            changes.leftOut(
                "balance of %s on %s: %s, %s in Florin: %s"
                    .formatted(
                        account.id(),
                        day,
                        balance.toPlainString(),
                        there == null ? "unknown" : there.toPlainString(),
                        reason(account, balance, there, movements.tailMap(day, false))));
          }
        });
  }

  /**
   * @param later the movements after the day
   */
  private static String reason(
      PlannedAccount account,
      BigDecimal balance,
      @Nullable BigDecimal there,
      Map<LocalDate, BigDecimal> later) {
    if (there != null && there.abs().compareTo(balance.abs()) == 0) {
      return "the source stored it without its sign";
    }
    BigDecimal moved = later.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Optional<BigDecimal> derived = account.balance().map(now -> now.subtract(moved));
    return derived.isPresent() && derived.get().compareTo(balance) != 0
        ? "the source's own transactions come to " + derived.get().toPlainString()
        : "changed since";
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  /** Net worth by Florin's account and day, over all days of the histories. */
  private static Map<String, Map<LocalDate, BigDecimal>> netWorth(
      FlorinUser user, List<TreeMap<LocalDate, BigDecimal>> histories) {
    Map<String, Map<LocalDate, BigDecimal>> found = new HashMap<>();
    Optional<LocalDate> first =
        histories.stream().map(TreeMap::firstKey).min(Comparator.naturalOrder());
    Optional<LocalDate> last =
        histories.stream().map(TreeMap::lastKey).max(Comparator.naturalOrder());
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    LocalDate end = earlier(last.orElse(LocalDate.MIN), today);
    LocalDate from = first.orElse(LocalDate.MAX);
    while (!from.isAfter(end)) {
      LocalDate to = earlier(from.plusYears(YEARS), end);
      user.client()
          .whole("/api/net-worth?by=account&includeHidden=true&from=" + from + "&to=" + to)
          .forEach(
              day ->
                  found
                      .computeIfAbsent(
                          day.path("account").path("id").asString(""), _ -> new HashMap<>())
                      .put(
                          LocalDate.parse(day.path("date").asString()),
                          new BigDecimal(day.path("net").path("amount").asString("0"))));
      from = to.plusDays(1);
    }
    return found;
  }
}
