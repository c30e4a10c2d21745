package florin.providersync.sync.publish;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.providersync.sync.job.LeasedJob;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Writes published content into its two tables, which have the same columns. */
final class PublishedContentWriter {

  private static final String PUT =
      """
      insert into work.%s (connection_id, external_id, account_id, user_id, content, likeness, booked_on)
      select :connection, t.external_id, t.account_id, :user, t.content, t.likeness, t.booked_on
      from unnest(:externalIds::text[], :accountIds::uuid[], :contents::text[], :likenesses::text[],
          :dates::date[]) as t (external_id, account_id, content, likeness, booked_on)
      order by t.external_id
      on conflict (connection_id, external_id)
      do update set account_id = excluded.account_id, content = excluded.content,
          likeness = excluded.likeness, booked_on = excluded.booked_on
      """;

  private final String put;

  /**
   * @param table in schema {@code work}
   */
  PublishedContentWriter(String table) {
    put = PUT.formatted(table);
  }

  /** One row, but for its connection and user. */
  record Row(
      String externalId, UUID accountId, String content, String likeness, LocalDate bookedOn) {}

  Mono<Void> put(Session session, LeasedJob leasedJob, List<Row> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(put)
            .bind("connection", leasedJob.connection())
            .bind("user", leasedJob.user())
            .bind("externalIds", UnnestColumns.column(rows, String.class, Row::externalId))
            .bind("accountIds", UnnestColumns.column(rows, UUID.class, Row::accountId))
            .bind("contents", UnnestColumns.column(rows, String.class, Row::content))
            .bind("likenesses", UnnestColumns.column(rows, String.class, Row::likeness))
            .bind("dates", UnnestColumns.column(rows, LocalDate.class, Row::bookedOn))
            .then();
  }
}
