package florin.accounts.liability;

import florin.events.Money;
import florin.events.Quantity;
import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.database.ViewTable;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tables {@code liability} and {@code liability_apr}: what the banks report of debts now. */
@Component
@Order(3)
class LiabilityView implements Projection {

  private static final ViewTable<Row> LIABILITY =
      ViewTable.<Row>named("liability", "account_id")
          .uuid("account_id", Row::account)
          .text("kind", r -> r.terms().kind())
          .text("currency", r -> r.terms().currency().code())
          .numeric(
              "interest_rate", r -> r.terms().interestRate().map(Quantity::scaled).orElse(null))
          .text("interest_rate_type", r -> r.terms().interestRateType().orElse(null))
          .bool("overdue", r -> r.terms().overdue().orElse(null))
          .numeric("minimum_payment", r -> scaled(r.terms().minimumPayment()))
          .date("next_payment_due_date", r -> r.terms().nextPaymentDueDate().orElse(null))
          .numeric("last_payment", r -> scaled(r.terms().lastPayment().amount()))
          .date("last_payment_date", r -> r.terms().lastPayment().date().orElse(null))
          .numeric("last_statement_balance", r -> scaled(r.terms().lastStatement().amount()))
          .date("last_statement_date", r -> r.terms().lastStatement().date().orElse(null))
          .numeric("past_due", r -> scaled(r.terms().pastDue()))
          .numeric("origination_principal", r -> scaled(r.terms().origination().amount()))
          .date("origination_date", r -> r.terms().origination().date().orElse(null))
          .date("payoff_date", r -> r.terms().payoffDate().orElse(null))
          .text("loan_name", r -> r.terms().loanName().orElse(null))
          .text("loan_status", r -> r.terms().loanStatus().orElse(null))
          .text("repayment_plan", r -> r.terms().repaymentPlan().orElse(null))
          .numeric("escrow_balance", r -> scaled(r.terms().escrowBalance()))
          .numeric("outstanding_interest", r -> scaled(r.terms().outstandingInterest()))
          .numeric("interest_paid_this_year", r -> scaled(r.terms().interestPaidThisYear()))
          .numeric("principal_paid_this_year", r -> scaled(r.terms().principalPaidThisYear()))
          .stamped(Row::last, "at");

  private static final ViewTable<AprRow> APR =
      ViewTable.<AprRow>named("liability_apr", "account_id", "position")
          .uuid("account_id", r -> r.of().account())
          .integer("position", AprRow::position)
          .uuid("user_id", r -> r.of().last().stream().user())
          .text("type", r -> r.apr().type())
          .numeric("percentage", r -> r.apr().percentage().scaled())
          .numeric("balance_subject_to", r -> scaled(r.apr().balanceSubjectTo()))
          .numeric("interest_charge", r -> scaled(r.apr().interestCharge()))
          .text("currency", r -> r.of().terms().currency().code());

  private static final String DELETE =
      "delete from liability where account_id = any(:accounts::uuid[])";

  private static final String DELETE_APRS =
      "delete from liability_apr where account_id = any(:accounts::uuid[])";

  private record Row(UUID account, DebtTerms terms, PendingEvent last) {}

  private record AprRow(Row of, int position, DebtTerms.Apr apr) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<UUID, PendingEvent> last = new TreeMap<>(Ids.ORDER);
    for (PendingEvent pending : events) {
      if (pending.event() instanceof LiabilityEvent event) {
        last.put(event.account(), pending);
      }
    }
    if (last.isEmpty()) {
      return Mono.empty();
    }
    List<Row> rows = new ArrayList<>();
    List<UUID> gone = new ArrayList<>();
    for (PendingEvent pending : last.values()) {
      switch ((LiabilityEvent) pending.event()) {
        case LiabilityEvent.Observed e -> rows.add(new Row(e.account(), e.terms(), pending));
        case LiabilityEvent.Ended e -> gone.add(e.account());
      }
    }
    return delete(session, DELETE_APRS, last.keySet().stream().toList())
        .then(Mono.defer(() -> delete(session, DELETE, gone)))
        .then(Mono.defer(() -> LIABILITY.upsert(session, rows)))
        .then(Mono.defer(() -> APR.insert(session, aprs(rows))));
  }

  private static Mono<Void> delete(Session session, String statement, List<UUID> accounts) {
    return accounts.isEmpty()
        ? Mono.empty()
        : session
            .sql(statement)
            .bind("accounts", UnnestColumns.column(accounts, UUID.class, id -> id))
            .then();
  }

  private static List<AprRow> aprs(List<Row> rows) {
    List<AprRow> aprs = new ArrayList<>();
    for (Row row : rows) {
      for (int i = 0; i < row.terms().aprs().size(); i++) {
        aprs.add(new AprRow(row, i, row.terms().aprs().get(i)));
      }
    }
    return aprs;
  }

  private static @Nullable BigDecimal scaled(Optional<Money> money) {
    return money.map(Money::scaled).orElse(null);
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(LIABILITY, APR);
  }
}
