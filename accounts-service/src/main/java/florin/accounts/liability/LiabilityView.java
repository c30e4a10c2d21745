package florin.accounts.liability;

import florin.events.Money;
import florin.events.Quantity;
import florin.journal.Ids;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.Unnest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tables {@code liability} and {@code liability_apr}: what the banks report of debts now. */
@Component
@Order(3)
class LiabilityView implements Projection {

  private static final String UPSERT =
      """
      insert into liability (account_id, user_id,
          kind, currency, interest_rate, interest_rate_type, overdue, minimum_payment,
          next_payment_due_date, last_payment, last_payment_date, last_statement_balance,
          last_statement_date, past_due, origination_principal, origination_date, payoff_date,
          loan_name, loan_status, repayment_plan, escrow_balance, outstanding_interest,
          interest_paid_this_year, principal_paid_this_year, stream_version, version, at)
      select * from unnest(:accounts::uuid[], :users::uuid[],
          :kind::text[], :currency::text[], :interestRate::numeric[], :interestRateType::text[],
          :overdue::boolean[], :minimumPayment::numeric[], :nextPaymentDueDate::date[],
          :lastPayment::numeric[], :lastPaymentDate::date[], :lastStatementBalance::numeric[],
          :lastStatementDate::date[], :pastDue::numeric[], :originationPrincipal::numeric[],
          :originationDate::date[], :payoffDate::date[], :loanName::text[], :loanStatus::text[],
          :repaymentPlan::text[], :escrowBalance::numeric[], :outstandingInterest::numeric[],
          :interestPaidThisYear::numeric[], :principalPaidThisYear::numeric[],
          :streamVersions::int[], :versions::int[], :ats::timestamptz[])
        as l (account_id)
      order by l.account_id
      on conflict (account_id) do update set
        kind = excluded.kind, currency = excluded.currency, interest_rate =
        excluded.interest_rate, interest_rate_type = excluded.interest_rate_type, overdue =
        excluded.overdue, minimum_payment = excluded.minimum_payment, next_payment_due_date =
        excluded.next_payment_due_date, last_payment = excluded.last_payment, last_payment_date
        = excluded.last_payment_date, last_statement_balance = excluded.last_statement_balance,
        last_statement_date = excluded.last_statement_date, past_due = excluded.past_due,
        origination_principal = excluded.origination_principal, origination_date =
        excluded.origination_date, payoff_date = excluded.payoff_date, loan_name =
        excluded.loan_name, loan_status = excluded.loan_status, repayment_plan =
        excluded.repayment_plan, escrow_balance = excluded.escrow_balance, outstanding_interest
        = excluded.outstanding_interest, interest_paid_this_year =
        excluded.interest_paid_this_year, principal_paid_this_year =
        excluded.principal_paid_this_year, stream_version = excluded.stream_version, version =
        excluded.version, at = excluded.at
      where liability.stream_version < excluded.stream_version
      """;

  private static final String DELETE =
      "delete from liability where account_id = any(:accounts::uuid[])";

  private static final String DELETE_APRS =
      "delete from liability_apr where account_id = any(:accounts::uuid[])";

  private static final String INSERT_APRS =
      """
      insert into liability_apr (account_id, position, user_id, type, percentage,
          balance_subject_to, interest_charge, currency)
      select * from unnest(:accounts::uuid[], :positions::int[], :users::uuid[], :types::text[],
          :percentages::numeric[], :balances::numeric[], :charges::numeric[], :currencies::text[])
        as a (account_id, position)
      order by a.account_id, a.position
      """;

  private record Row(UUID account, Terms terms, PendingEvent last) {}

  private record AprRow(Row of, int position, Terms.Apr apr) {}

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
        .then(Mono.defer(() -> upsert(session, rows)))
        .then(Mono.defer(() -> insert(session, aprs(rows))));
  }

  private static Mono<Void> delete(Session session, String statement, List<UUID> accounts) {
    return accounts.isEmpty()
        ? Mono.empty()
        : session
            .sql(statement)
            .bind("accounts", Unnest.column(accounts, UUID.class, id -> id))
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

  private static Mono<Void> insert(Session session, List<AprRow> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(INSERT_APRS)
            .bind("accounts", Unnest.column(rows, UUID.class, r -> r.of().account()))
            .bind("positions", Unnest.column(rows, Integer.class, AprRow::position))
            .bind("users", Unnest.column(rows, UUID.class, r -> r.of().last().stream().user()))
            .bind("types", Unnest.column(rows, String.class, r -> r.apr().type()))
            .bind(
                "percentages",
                Unnest.column(rows, BigDecimal.class, r -> r.apr().percentage().scaled()))
            .bind(
                "balances",
                Unnest.column(rows, BigDecimal.class, r -> scaled(r.apr().balanceSubjectTo())))
            .bind(
                "charges",
                Unnest.column(rows, BigDecimal.class, r -> scaled(r.apr().interestCharge())))
            .bind(
                "currencies",
                Unnest.column(rows, String.class, r -> r.of().terms().currency().code()))
            .then();
  }

  private static Mono<Void> upsert(Session session, List<Row> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return Unnest.stamped(session.sql(UPSERT), rows, Row::last)
        .bind("accounts", Unnest.column(rows, UUID.class, Row::account))
        .bind("kind", column(rows, String.class, t -> t.kind()))
        .bind("currency", column(rows, String.class, t -> t.currency().code()))
        .bind(
            "interestRate",
            column(
                rows, BigDecimal.class, t -> t.interestRate().map(Quantity::scaled).orElse(null)))
        .bind(
            "interestRateType", column(rows, String.class, t -> t.interestRateType().orElse(null)))
        .bind("overdue", column(rows, Boolean.class, t -> t.overdue().orElse(null)))
        .bind("minimumPayment", column(rows, BigDecimal.class, t -> scaled(t.minimumPayment())))
        .bind(
            "nextPaymentDueDate",
            column(rows, LocalDate.class, t -> t.nextPaymentDueDate().orElse(null)))
        .bind("lastPayment", column(rows, BigDecimal.class, t -> scaled(t.lastPayment().amount())))
        .bind(
            "lastPaymentDate",
            column(rows, LocalDate.class, t -> t.lastPayment().date().orElse(null)))
        .bind(
            "lastStatementBalance",
            column(rows, BigDecimal.class, t -> scaled(t.lastStatement().amount())))
        .bind(
            "lastStatementDate",
            column(rows, LocalDate.class, t -> t.lastStatement().date().orElse(null)))
        .bind("pastDue", column(rows, BigDecimal.class, t -> scaled(t.pastDue())))
        .bind(
            "originationPrincipal",
            column(rows, BigDecimal.class, t -> scaled(t.origination().amount())))
        .bind(
            "originationDate",
            column(rows, LocalDate.class, t -> t.origination().date().orElse(null)))
        .bind("payoffDate", column(rows, LocalDate.class, t -> t.payoffDate().orElse(null)))
        .bind("loanName", column(rows, String.class, t -> t.loanName().orElse(null)))
        .bind("loanStatus", column(rows, String.class, t -> t.loanStatus().orElse(null)))
        .bind("repaymentPlan", column(rows, String.class, t -> t.repaymentPlan().orElse(null)))
        .bind("escrowBalance", column(rows, BigDecimal.class, t -> scaled(t.escrowBalance())))
        .bind(
            "outstandingInterest",
            column(rows, BigDecimal.class, t -> scaled(t.outstandingInterest())))
        .bind(
            "interestPaidThisYear",
            column(rows, BigDecimal.class, t -> scaled(t.interestPaidThisYear())))
        .bind(
            "principalPaidThisYear",
            column(rows, BigDecimal.class, t -> scaled(t.principalPaidThisYear())))
        .then();
  }

  private static <T> String column(
      List<Row> rows, Class<T> type, Function<Terms, ? extends @Nullable T> value) {
    return Unnest.column(rows, type, row -> value.apply(row.terms()));
  }

  private static @Nullable BigDecimal scaled(Optional<Money> money) {
    return money.map(Money::scaled).orElse(null);
  }
}
