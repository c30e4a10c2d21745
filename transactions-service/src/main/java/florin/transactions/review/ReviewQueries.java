package florin.transactions.review;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.review.ReviewResponse.ReviewedTransactionResponse;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Reads single transactions that need attention. */
final class ReviewQueries {

  private static final String ROWS =
      """
      select t.id, coalesce(a.merged_into, t.account_id) as account_id,
        coalesce(s.own_name, s.bank_name, o.name) as account_name, t.date, t.amount, t.currency,
        coalesce(t.own_description, t.description) as description, t.source, t.pending, t.split_total
      from transaction t
      left join mirror.account a on a.user_id = t.user_id and a.id = t.account_id
      left join mirror.account s on s.user_id = t.user_id and s.id = coalesce(a.merged_into, t.account_id)
      left join mirror.observed_account o
        on o.user_id = t.user_id and o.account_id = coalesce(a.merged_into, t.account_id)
      where t.user_id = :user\
      """;

  /** The transactions of a kind; the conditions are on rows {@code t}. */
  enum Kind {
    // The day is that of the user's time zone.
    STALE_PENDING(
        """
         and t.pending and t.removed_by is null
         and t.date < (:at at time zone coalesce(
           (select time_zone from mirror.settings where user_id = :user), 'UTC'))::date - 14\
        """),
    UNBALANCED_SPLIT(
        " and t.split_total is not null and t.split_total <> t.amount and t.removed_by is null");

    private final String condition;

    Kind(String condition) {
      this.condition = condition;
    }

    private GenericExecuteSpec bind(GenericExecuteSpec statement, UUID user, Instant at) {
      GenericExecuteSpec bound = statement.bind("user", user);
      return this == STALE_PENDING ? bound.bind("at", at) : bound;
    }
  }

  private ReviewQueries() {}

  static Mono<Long> count(Session session, UUID user, Kind kind, Instant at) {
    return kind.bind(
            session.sql(
                "select count(*) as n from transaction t where t.user_id = :user" + kind.condition),
            user,
            at)
        .map(row -> Columns.number(row, "n"))
        .one();
  }

  /** The transactions of a kind, the newest first. */
  static Mono<List<ReviewedTransactionResponse>> list(
      Session session, UUID user, Kind kind, Instant at, List<String> after, int limit) {
    String onward = after.isEmpty() ? "" : " and (t.date, t.id) < (:date, :id)";
    GenericExecuteSpec statement =
        kind.bind(
                session.sql(
                    ROWS
                        + kind.condition
                        + onward
                        + " order by t.date desc, t.id desc limit :limit"),
                user,
                at)
            .bind("limit", limit);
    if (!after.isEmpty()) {
      statement =
          statement
              .bind("date", LocalDate.parse(after.get(0)))
              .bind("id", UUID.fromString(after.get(1)));
    }
    return statement.map(ReviewQueries::row).all().collectList();
  }

  static List<String> place(ReviewedTransactionResponse row) {
    return List.of(row.date().toString(), row.id().toString());
  }

  static Mono<Map<UUID, ReviewedTransactionResponse>> rows(
      Session session, UUID user, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Mono.just(Map.of())
        : session
            .sql(ROWS + " and t.id = any(:ids)")
            .bind("user", user)
            .bind("ids", ids.toArray(UUID[]::new))
            .map(ReviewQueries::row)
            .all()
            .collectMap(ReviewedTransactionResponse::id);
  }

  private static ReviewedTransactionResponse row(Readable row) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    BigDecimal splitTotal = row.get("split_total", BigDecimal.class);
    return new ReviewedTransactionResponse(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "account_id"),
        row.get("account_name", String.class),
        Columns.date(row, "date"),
        new Money(Columns.decimal(row, "amount"), currency),
        Columns.text(row, "description"),
        Columns.text(row, "source"),
        Columns.bool(row, "pending"),
        splitTotal == null ? null : new Money(splitTotal, currency));
  }
}
