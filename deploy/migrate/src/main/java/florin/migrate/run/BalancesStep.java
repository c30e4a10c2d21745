package florin.migrate.run;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.PlannedAccount;
import florin.migrate.plan.PlannedTransaction;
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
        .filter(account -> byAccount.containsKey(account.id()))
        .forEach(
            account -> {
              Set<LocalDate> entered = new HashSet<>();
              for (SourceRow row : byAccount.getOrDefault(account.id(), List.of())) {
                enter(
                    user,
                    account,
                    row,
                    Optional.ofNullable(firsts.get(account.id())),
                    entered,
                    changes);
              }
            });
  }

  private static void enter(
      FlorinUser user,
      PlannedAccount account,
      SourceRow row,
      Optional<LocalDate> first,
      Set<LocalDate> entered,
      StepChanges changes) {
    LocalDate date = Amounts.date(row, "date").orElse(LocalDate.MAX);
    BigDecimal balance = Amounts.money(row, "balance").orElse(BigDecimal.ZERO);
    if (account.item().isPresent() && first.filter(day -> !date.isBefore(day)).isPresent()) {
      return;
    }
    String id = user.account(account.id()).orElse("");
    if (entered.isEmpty() && !id.isEmpty()) {
      entered.add(LocalDate.MIN);
      stated(user, id, entered);
    }
    if (entered.contains(date)) {
      return;
    }
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

  private static Instant noon(LocalDate date) {
    Instant noon = date.atTime(12, 0).toInstant(ZoneOffset.UTC);
    Instant now = Instant.now();
    return noon.isBefore(now) ? noon : now;
  }

  /** The days on which a balance was stated, read ten years at a time. */
  private static void stated(FlorinUser user, String id, Set<LocalDate> entered) {
    LocalDate to = LocalDate.now(ZoneOffset.UTC);
    for (int decade = 0; decade < 3; decade++) {
      LocalDate from = to.minusYears(9);
      user.client()
          .whole("/api/accounts/" + id + "/balances?from=" + from + "&to=" + to)
          .forEach(
              day -> {
                if (!day.path("known").asString("").equals("derived")) {
                  entered.add(LocalDate.parse(day.path("date").asString()));
                }
              });
      to = from.minusDays(1);
    }
  }
}
