package florin.transactions.projection;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.FileRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Table {@code imported_row}: the records of files that transactions come from or are linked to.
 */
@Component
@Order(2)
class ImportedRowView implements Projection {

  private static final String INSERT =
      """
      insert into imported_row (user_id, transaction_id, import_id, number, account_id, line, format, date, amount,
          currency, text, external_id)
      select * from unnest(:users::uuid[], :transactions::uuid[], :imports::uuid[], :numbers::int[], :accounts::uuid[],
          :lines::int[], :formats::text[], :dates::date[], :amounts::numeric[], :currencies::text[], :texts::text[],
          :externals::text[])
      on conflict do nothing
      """;

  private static final String DELETE =
      """
      delete from imported_row r
      using unnest(:users::uuid[], :transactions::uuid[], :imports::uuid[], :numbers::int[])
        as k (user_id, transaction_id, import_id, number)
      where r.user_id = k.user_id and r.transaction_id = k.transaction_id and r.import_id = k.import_id
        and r.number = k.number
      """;

  private record Key(UUID user, UUID transaction, UUID importId, int number) {}

  /** A record as the last event of the batch leaves it; none: unlinked. */
  private record Row(Key key, UUID account, Optional<FileRecord> imported) {

    private FileRecord file() {
      return imported.orElseThrow();
    }
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    Map<Key, Row> last = new LinkedHashMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof TransactionEvent event) {
        Row row = row(pending.stream().user(), event);
        if (row != null) {
          last.put(row.key(), row);
        }
      }
    }
    List<Row> rows = new ArrayList<>(last.values());
    rows.sort(
        Comparator.comparing((Row row) -> row.key().user(), Ids.ORDER)
            .thenComparing(row -> row.key().importId(), Ids.ORDER)
            .thenComparing(row -> row.key().number()));
    return insert(session, rows.stream().filter(row -> row.imported().isPresent()).toList())
        .then(
            Mono.defer(
                () ->
                    delete(
                        session, rows.stream().filter(row -> row.imported().isEmpty()).toList())));
  }

  private static @Nullable Row row(UUID user, TransactionEvent event) {
    return switch (event) {
      case TransactionEvent.Recorded e when e.imported().isPresent() ->
          row(user, e, e.imported().get());
      case TransactionEvent.ImportedRecordLinked e -> row(user, e, e.record());
      case TransactionEvent.ImportedRecordUnlinked e ->
          new Row(new Key(user, e.id(), e.importId(), e.number()), e.account(), Optional.empty());
      case TransactionEvent.EntryEvent _,
          TransactionEvent.LifecycleEvent _,
          TransactionEvent.OverlayEvent _ ->
          null;
    };
  }

  private static Row row(UUID user, TransactionEvent event, FileRecord imported) {
    return new Row(
        new Key(user, event.id(), imported.importId(), imported.number()),
        event.account(),
        Optional.of(imported));
  }

  private static Mono<Void> insert(Session session, List<Row> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : keyed(session, INSERT, rows)
            .bind("accounts", UnnestColumns.column(rows, UUID.class, Row::account))
            .bind("lines", UnnestColumns.column(rows, Integer.class, row -> row.file().line()))
            .bind("formats", UnnestColumns.column(rows, String.class, row -> row.file().format()))
            .bind("dates", UnnestColumns.column(rows, LocalDate.class, row -> row.file().date()))
            .bind(
                "amounts",
                UnnestColumns.column(rows, BigDecimal.class, row -> row.file().amount().amount()))
            .bind(
                "currencies",
                UnnestColumns.column(
                    rows, String.class, row -> row.file().amount().currency().code()))
            .bind("texts", UnnestColumns.column(rows, String.class, row -> row.file().text()))
            .bind(
                "externals",
                UnnestColumns.column(rows, String.class, row -> row.file().externalId()))
            .then();
  }

  private static Mono<Void> delete(Session session, List<Row> rows) {
    return rows.isEmpty() ? Mono.empty() : keyed(session, DELETE, rows).then();
  }

  private static GenericExecuteSpec keyed(Session session, String statement, List<Row> rows) {
    return session
        .sql(statement)
        .bind("users", UnnestColumns.column(rows, UUID.class, row -> row.key().user()))
        .bind(
            "transactions", UnnestColumns.column(rows, UUID.class, row -> row.key().transaction()))
        .bind("imports", UnnestColumns.column(rows, UUID.class, row -> row.key().importId()))
        .bind("numbers", UnnestColumns.column(rows, Integer.class, row -> row.key().number()));
  }
}
