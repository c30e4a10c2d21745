package florin.transactions.recurring;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.recurring.SeriesResponse.SeriesRow;
import florin.transactions.recurring.pattern.PriceChange;
import florin.transactions.recurring.series.Occurrence;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** A user's series. */
final class SeriesQueries {

  private static final String SELECT =
      """
      select s.*, coalesce(o.occurrences, 0)::int as occurrences, o.first_date, o.last_date
      from series s
      left join (
        select series_id, count(*) as occurrences, min(date) as first_date, max(date) as last_date
        from series_occurrence where user_id = :user and linked
        group by series_id
      ) o on o.series_id = s.id
      where s.user_id = :user and not s.removed
      """;

  private static final String ONE = SELECT + "and s.id = :id";

  private static final String OCCURRENCES =
      """
      select transaction_id, date, amount from series_occurrence
      where user_id = :user and series_id = :id and linked
      order by date desc, transaction_id desc
      """;

  private static final String PRICES =
      """
      select price_before, price_after, since from series_price
      where user_id = :user and series_id = :id
      order by since
      """;

  private static final String ZONE =
      "select coalesce((select time_zone from mirror.settings where user_id = :user), 'UTC') as"
          + " zone";

  private static final String PAYEE =
      "select payee_key from transaction_payee where user_id = :user and transaction_id = :id";

  private SeriesQueries() {}

  /** All series of a user that are not removed. */
  static Mono<List<SeriesRow>> all(Session session, UUID user) {
    return session.sql(SELECT).bind("user", user).map(SeriesQueries::read).all().collectList();
  }

  /** One series with its occurrences and prices. */
  static Mono<SeriesResponse> one(Session session, UUID user, UUID id, Instant at) {
    return today(session, user, at)
        .flatMap(
            today ->
                session
                    .sql(ONE)
                    .bind("user", user)
                    .bind("id", id)
                    .map(SeriesQueries::read)
                    .one()
                    .flatMap(row -> complete(session, user, row, today)));
  }

  private static Mono<SeriesResponse> complete(
      Session session, UUID user, SeriesRow row, LocalDate today) {
    UUID id = row.state().id();
    return occurrences(session, user, id)
        .zipWhen(_ -> prices(session, user, id))
        .map(
            found ->
                SeriesResponse.of(row, today, null)
                    .with(found.getT1(), found.getT2(), row.state().group().direction()));
  }

  private static Mono<List<Occurrence>> occurrences(Session session, UUID user, UUID id) {
    return session
        .sql(OCCURRENCES)
        .bind("user", user)
        .bind("id", id)
        .map(
            row ->
                new Occurrence(
                    Columns.uuid(row, "transaction_id"),
                    Columns.date(row, "date"),
                    Columns.decimal(row, "amount")))
        .all()
        .collectList();
  }

  private static Mono<List<PriceChange>> prices(Session session, UUID user, UUID id) {
    return session
        .sql(PRICES)
        .bind("user", user)
        .bind("id", id)
        .map(
            row ->
                new PriceChange(
                    Columns.decimal(row, "price_before"),
                    Columns.decimal(row, "price_after"),
                    Columns.date(row, "since")))
        .all()
        .collectList();
  }

  /** The user's day. */
  static Mono<LocalDate> today(Session session, UUID user, Instant at) {
    return session
        .sql(ZONE)
        .bind("user", user)
        .map(row -> LocalDate.ofInstant(at, ZoneId.of(Columns.text(row, "zone"))))
        .one();
  }

  /** The payee key of a transaction, empty if the user has no such one. */
  static Mono<String> payee(Session session, UUID user, UUID transaction) {
    return session
        .sql(PAYEE)
        .bind("user", user)
        .bind("id", transaction)
        .map(row -> Columns.text(row, "payee_key"))
        .one();
  }

  private static SeriesRow read(Readable row) {
    return new SeriesRow(
        SeriesView.read(row),
        Columns.integer(row, "occurrences"),
        row.get("first_date", LocalDate.class),
        row.get("last_date", LocalDate.class),
        Columns.integer(row, "version"));
  }
}
