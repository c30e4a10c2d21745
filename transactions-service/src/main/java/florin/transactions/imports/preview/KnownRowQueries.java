package florin.transactions.imports.preview;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.transactions.imports.identity.ImportedRow;
import florin.transactions.imports.identity.KnownRow;
import florin.transactions.imports.preview.DayCounts.Window;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * The transactions of an account that rows of a file are compared with. Their texts and ids are
 * hashes, as those of the rows are.
 */
final class KnownRowQueries {

  /** A bank may move the date of an id by as many days. */
  private static final int DAYS_OF_AN_ID = 40;

  private static final int DAYS_APART = 4;

  private static final String IMPORTED =
      """
      select t.id, t.date as date_now, t.amount as amount_now, t.currency as currency_now,
        t.removed_by is not null as removed, r.number, r.format, r.date, r.amount, r.currency, r.text, r.external_id
      from imported_row r
      join transaction t on t.id = r.transaction_id and t.user_id = r.user_id
      left join imported_file f on f.user_id = r.user_id and f.id = r.import_id
      where r.user_id = :user and r.account_id = any(:accounts) and r.date between :first and :last
        and (t.removed_by is null or f.reverted is false)
      order by t.id, r.import_id, r.number
      """;

  private static final String OTHERS =
      """
      select t.id, t.date as date_now, t.amount as amount_now, t.currency as currency_now
      from transaction t
      where t.user_id = :user and t.account_id = any(:accounts) and t.date between :first and :last
        and t.removed_by is null
        and not exists (select from imported_row r where r.user_id = t.user_id and r.transaction_id = t.id)
      order by t.id
      """;

  private final TextHash hash;

  KnownRowQueries(TextHash hash) {
    this.hash = hash;
  }

  /**
   * Oldest first. An imported row outside of the window is there only if a row to compare has its
   * id.
   */
  Mono<List<KnownRow>> of(
      Session session, UUID user, List<UUID> accounts, Window window, List<ImportedRow> compared) {
    UUID[] ids = accounts.toArray(UUID[]::new);
    Set<String> wanted =
        compared.stream()
            .map(ImportedRow::externalId)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    int daysOfAnId = wanted.isEmpty() ? 0 : DAYS_OF_AN_ID;
    Mono<List<KnownRow>> imported =
        session
            .sql(IMPORTED)
            .bind("user", user)
            .bind("accounts", ids)
            .bind("first", window.first().minusDays(daysOfAnId))
            .bind("last", window.last().plusDays(daysOfAnId))
            .map(row -> imported(row, window, wanted))
            .all()
            .collect(ArrayList::new, (all, one) -> one.ifPresent(all::add));
    Mono<List<KnownRow>> others =
        session
            .sql(OTHERS)
            .bind("user", user)
            .bind("accounts", ids)
            .bind("first", window.first().minusDays(DAYS_APART))
            .bind("last", window.last().plusDays(DAYS_APART))
            .map(row -> known(row, Optional.empty(), false))
            .all()
            .collectList();
    return imported.zipWhen(
        _ -> others,
        (one, other) -> {
          one.addAll(other);
          return one;
        });
  }

  private Optional<KnownRow> imported(Readable row, Window window, Set<String> wanted) {
    return window.has(Columns.date(row, "date"))
            || wanted.contains(hash.text(Columns.text(row, "external_id")))
        ? Optional.of(known(row, Optional.of(record(row)), Columns.bool(row, "removed")))
        : Optional.empty();
  }

  private static KnownRow known(Readable row, Optional<ImportedRow> imported, boolean removed) {
    return new KnownRow(
        Columns.uuid(row, "id"),
        imported,
        Columns.date(row, "date_now"),
        Columns.decimal(row, "amount_now"),
        Columns.text(row, "currency_now").intern(),
        removed);
  }

  private ImportedRow record(Readable row) {
    return new ImportedRow(
        Columns.integer(row, "number"),
        Columns.text(row, "format").intern(),
        Columns.date(row, "date"),
        Columns.decimal(row, "amount"),
        Columns.text(row, "currency").intern(),
        hash.text(Columns.text(row, "text").strip()),
        hash.text(Columns.text(row, "external_id")));
  }
}
