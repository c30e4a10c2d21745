package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.account.PlannedAccount;
import florin.migrate.plan.transaction.PlannedTransaction;
import florin.migrate.run.step.Amounts;
import florin.migrate.run.step.FlorinUser;
import florin.migrate.run.step.MigrationStep;
import florin.migrate.run.step.StepChanges;
import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The balances of the account history, after all transactions: a balance covers those of its day
 * that were there when it was entered. Of a bank's account only the days before its first
 * transaction are entered: the others follow from the transactions.
 */
final class BalancesStep implements MigrationStep {

  private static final int YEARS = 9;

  private final MigrationPlan plan;
  private final List<FlorinUser> users;

  BalancesStep(MigrationPlan plan, List<FlorinUser> users) {
    this.plan = plan;
    this.users = users;
  }

  @Override
  public String name() {
    return "balances";
  }

  @Override
  public long planned() {
    return plan.rowsOf("account_history").size();
  }

  @Override
  public void run(StepChanges changes) {
    for (FlorinUser user : users) {
      user.readAccounts();
      enterBalances(user, changes);
    }
  }

  private void enterBalances(FlorinUser user, StepChanges changes) {
    Map<String, LocalDate> firsts = new HashMap<>();
    plan.transactions().values().stream()
        .filter(PlannedTransaction::fromBank)
        .forEach(one -> firsts.merge(one.account(), one.date(), (a, b) -> a.isBefore(b) ? a : b));
    Map<String, List<SourceRow>> byAccount =
        plan.rowsOf("account_history").stream()
            .collect(Collectors.groupingBy(row -> row.text("account_id").orElse("")));
    user.plannedAccounts()
        .forEach(
            account -> {
              Optional<LocalDate> first = Optional.ofNullable(firsts.get(account.id()));
              List<SourceRow> rows =
                  byAccount.getOrDefault(account.id(), List.of()).stream()
                      .filter(row -> account.item().isEmpty() || isBefore(date(row), first))
                      .toList();
              if (!rows.isEmpty()) {
                enter(user, account, rows, changes);
              }
            });
  }

  private static boolean isBefore(LocalDate date, Optional<LocalDate> first) {
    return first.isEmpty() || date.isBefore(first.get());
  }

  private static LocalDate date(SourceRow row) {
    return Amounts.date(row, "date").orElse(LocalDate.MAX);
  }

  /** Enters the balances of the days on which Florin has none stated. */
  private static void enter(
      FlorinUser user, PlannedAccount account, List<SourceRow> rows, StepChanges changes) {
    String id = user.account(account.id()).orElse("");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Set<LocalDate> stated =
        id.isEmpty()
            ? Set.of()
            : stated(user, id, rows.stream().map(BalancesStep::date).toList(), today);
    for (SourceRow row : rows) {
      LocalDate date = date(row);
      if (date.isAfter(today)) {
        changes.leftOut("balance of %s on %s: in the future".formatted(account.id(), date));
      } else if (!stated.contains(date)) {
        BigDecimal balance = Amounts.money(row, "balance").orElse(BigDecimal.ZERO);
        BigDecimal signed = account.isDebt() ? balance.abs().negate() : balance;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("current", Amounts.money(signed, account.currency()));
        body.put("observedAt", noon(date).toString());
        changes.change(
            "balance of %s on %s".formatted(account.id(), date),
            () ->
                user.client()
                    .post("/api/accounts/" + id + "/balances", body, account.id() + "/" + date));
      }
    }
  }

  private static Instant noon(LocalDate date) {
    Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
    Instant now = Instant.now();
    return noon.isBefore(now) ? noon : now;
  }

  /** The days on which a balance was stated, read nine years at a time where days are wanted. */
  private static Set<LocalDate> stated(
      FlorinUser user, String id, List<LocalDate> wanted, LocalDate today) {
    Set<LocalDate> stated = new HashSet<>();
    LocalDate end = LocalDate.MIN;
    for (LocalDate from : wanted.stream().sorted().toList()) {
      if (!from.isAfter(end) || from.isAfter(today)) {
        continue;
      }
      LocalDate last = from.plusYears(YEARS);
      end = last.isBefore(today) ? last : today;
      user.client()
          .whole("/api/accounts/" + id + "/balances?from=" + from + "&to=" + end)
          .forEach(
              day -> {
                if (!day.path("known").asString("").equals("derived")) {
                  stated.add(LocalDate.parse(day.path("date").asString()));
                }
              });
    }
    return stated;
  }
}
