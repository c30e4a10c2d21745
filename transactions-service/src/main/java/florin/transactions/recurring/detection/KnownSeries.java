package florin.transactions.recurring.detection;

import static florin.transactions.recurring.series.SeriesCodec.SERIES;

import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import florin.transactions.recurring.series.Series;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The series that rows may belong to: those of their payees, and those that the newest rows are
 * linked to. A series keeps the payee that it was detected with, while a later version of Florin
 * may read another payee in the same texts.
 */
final class KnownSeries {

  /** The rows of a group by which series of another payee are found. */
  static final int NEWEST = 12;

  private static final String KNOWN =
      """
      select id from series where user_id = :user and payee_key = any(:payees)
      union
      select series_id from series_occurrence
      where user_id = :user and transaction_id = any(:newest) and linked
      order by id
      """;

  private KnownSeries() {}

  static Mono<Map<StreamId, LoadedStream<Series>>> load(
      UnitOfWork unit, UUID user, List<String> payees, List<UUID> newest) {
    return unit.session()
        .sql(KNOWN)
        .bind("user", user)
        .bind("payees", payees.toArray(String[]::new))
        .bind("newest", newest.toArray(UUID[]::new))
        .map(row -> SERIES.id(user, Columns.uuid(row, "id")))
        .all()
        .collectList()
        .flatMap(streams -> unit.loadAll(SERIES, streams));
  }
}
