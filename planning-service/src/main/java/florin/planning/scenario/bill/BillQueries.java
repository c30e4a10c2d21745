package florin.planning.scenario.bill;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.web.input.InputRules;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.SeriesRule;
import florin.planning.settings.PlanningSettings;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the bills of scenarios, with the values of the series that they follow. */
@Component
public final class BillQueries {

  private static final String BILLS_OF_USER =
      """
      select b.bill_id, b.scenario_id, b.name, coalesce(abs(coalesce(r.own_expected, r.expected)), b.amount) as amount,
          b.currency, b.due_date, b.frequency, coalesce(l.merged_into, b.account_id) as account_id,
          coalesce(c.survivor_id, b.category_id) as category_id, b.paid_through, b.series_id, b.version,
          coalesce(r.own_rule, r.rule) as rule, coalesce(r.ended, false) as ended,
          coalesce(z.time_zone, 'UTC') as time_zone,
          array(
            select m.due_date from view.bill_mark m
            where m.user_id = b.user_id and m.scenario_id = b.scenario_id and m.bill_id = b.bill_id and m.status = 'paid'
          ) as marked_paid,
          array(
            select m.due_date from view.bill_mark m
            where m.user_id = b.user_id and m.scenario_id = b.scenario_id and m.bill_id = b.bill_id and m.status = 'unpaid'
          ) as marked_unpaid
      from view.bill b join view.scenario s on s.scenario_id = b.scenario_id and s.user_id = b.user_id
        left join mirror.category c on c.user_id = b.user_id and c.category_id = b.category_id
        left join mirror.account_link l on l.user_id = b.user_id and l.account_id = b.account_id
        left join mirror.series r
          on r.user_id = b.user_id and r.series_id = b.series_id and r.currency = b.currency and not r.removed
        left join mirror.settings z on z.user_id = b.user_id
      where b.user_id = :user and not s.deleted
      """;

  private static final String BILLS =
      BILLS_OF_USER
          + """
            and b.scenario_id = :scenario
            and (:afterName::text is null or (lower(b.name), b.bill_id) > (lower(:afterName::text), :afterId::uuid))
          order by lower(b.name), b.bill_id
          limit :limit
          """;

  private static final String BILLS_OF =
      BILLS_OF_USER
          + """
            and b.scenario_id = any(:scenarios)
          order by b.scenario_id, lower(b.name), b.bill_id
          """;

  private static final String BILL =
      BILLS_OF_USER
          + """
            and b.scenario_id = :scenario and b.bill_id = :bill
          """;

  private static final String SERIES =
      """
      select series_id from mirror.series
      where user_id = :user and series_id = :series and not income and not removed
      """;

  /** The bill a page goes on after. */
  record BillPageStart(String name, UUID id) {}

  /** A series of expenses of the user's, empty if it is not known here. */
  Mono<UUID> series(Session session, UUID user, UUID series) {
    return session
        .sql(SERIES)
        .bind("user", user)
        .bind("series", series)
        .map(row -> Columns.uuid(row, "series_id"))
        .one();
  }

  /** All bills of some scenarios, those of each by name. */
  public Mono<List<BillResponse>> bills(
      Session session, UUID user, List<UUID> scenarios, Instant at) {
    return session
        .sql(BILLS_OF)
        .bind("user", user)
        .bind("scenarios", scenarios.toArray(UUID[]::new))
        .map(row -> bill(row, at))
        .all()
        .collectList();
  }

  Mono<List<BillResponse>> bills(
      Session session,
      UUID user,
      UUID scenario,
      @Nullable BillPageStart after,
      int limit,
      Instant at) {
    GenericExecuteSpec query =
        session.sql(BILLS).bind("user", user).bind("scenario", scenario).bind("limit", limit);
    return (after == null
            ? query.bindNull("afterName", String.class).bindNull("afterId", UUID.class)
            : query.bind("afterName", after.name()).bind("afterId", after.id()))
        .map(row -> bill(row, at))
        .all()
        .collectList();
  }

  /**
   * A bill.
   *
   * @param at decides, in the user's time zone, which due date is the next
   */
  Mono<BillResponse> bill(Session session, UUID user, UUID scenario, UUID bill, Instant at) {
    return session
        .sql(BILL)
        .bind("user", user)
        .bind("scenario", scenario)
        .bind("bill", bill)
        .map(row -> bill(row, at))
        .one();
  }

  /** A bill as a command of the unit leaves it. */
  Mono<BillResponse> written(UnitOfWork unit, UUID user, UUID scenario, UUID bill, Instant at) {
    return unit.project().then(Mono.defer(() -> bill(unit.session(), user, scenario, bill, at)));
  }

  private static BillResponse bill(Readable row, Instant at) {
    Money amount = money(row, "amount");
    LocalDate paidThrough = row.get("paid_through", LocalDate.class);
    BillDueDates dueDates =
        new BillDueDates(
            Optional.ofNullable(row.get("due_date", LocalDate.class)),
            Frequency.named(Columns.text(row, "frequency")).orElseThrow(),
            Optional.ofNullable(row.get("rule", String.class)).map(SeriesRule::parse),
            Columns.bool(row, "ended"),
            Set.of(Objects.requireNonNull(row.get("marked_paid", LocalDate[].class))),
            Set.of(Objects.requireNonNull(row.get("marked_unpaid", LocalDate[].class))));
    LocalDate today =
        LocalDate.ofInstant(at, PlanningSettings.zone(Columns.text(row, "time_zone")));
    return new BillResponse(
        Columns.uuid(row, "bill_id"),
        Columns.uuid(row, "scenario_id"),
        Columns.text(row, "name"),
        amount,
        row.get("due_date", LocalDate.class),
        Columns.text(row, "frequency"),
        row.get("account_id", UUID.class),
        row.get("category_id", UUID.class),
        paidThrough,
        row.get("series_id", UUID.class),
        dueDates
            .next(Optional.ofNullable(paidThrough), today)
            .filter(InputRules::storable)
            .orElse(null),
        dueDates.perMonth(amount),
        Columns.integer(row, "version"));
  }

  private static Money money(Readable row, String column) {
    return new Money(Columns.decimal(row, column), new CurrencyCode(Columns.text(row, "currency")));
  }
}
