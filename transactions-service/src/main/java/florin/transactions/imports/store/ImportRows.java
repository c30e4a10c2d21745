package florin.transactions.imports.store;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.database.binary.BinaryArray;
import florin.transactions.imports.store.StoredImport.State;
import florin.transactions.imports.store.StoredRow.Decision;
import florin.transactions.imports.store.StoredRow.Status;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Table {@code work.import_row}: the rows of uploaded files, their values encrypted. */
@Component
public class ImportRows {

  private static final int BATCH = 2_000;

  private static final String INSERT =
      """
      insert into work.import_row (user_id, import_id, number, line, status, reason, transaction_id, ciphertext)
      select :user, :import, r.* from unnest(:numbers::int[], :lines::int[], :statuses::text[], :reasons::text[],
          :transactions::uuid[], :ciphertexts::bytea[])
        as r (number, line, status, reason, transaction_id, ciphertext)
      on conflict (user_id, import_id, number) do update
      set line = excluded.line, status = excluded.status, reason = excluded.reason,
          transaction_id = excluded.transaction_id, ciphertext = excluded.ciphertext
      """;

  private static final String UPDATE =
      """
      update work.import_row r
      set status = k.status, reason = k.reason, transaction_id = k.transaction_id
      from unnest(:numbers::int[], :statuses::text[], :reasons::text[], :transactions::uuid[])
        as k (number, status, reason, transaction_id)
      where r.user_id = :user and r.import_id = :import and r.number = k.number
        and (r.status, r.reason, r.transaction_id) is distinct from (k.status, k.reason, k.transaction_id)
      """;

  private static final String DECIDE =
      """
      update work.import_row r
      set decision = k.decision, decided_id = k.decided_id
      from unnest(:numbers::int[], :decisions::text[], :decided::uuid[]) as k (number, decision, decided_id)
      where r.user_id = :user and r.import_id = :import and r.number = k.number
      """;

  private static final String CLEAR =
      """
      update work.import_row set decision = null, decided_id = null
      where user_id = :user and import_id = :import and decision is not null
      """;

  private static final String DELETE =
      "delete from work.import_row where user_id = :user and import_id = :import and number >"
          + " :last";

  private static final String PAGE =
      """
      select * from work.import_row
      where user_id = :user and import_id = :import and number > :after
      order by number limit :limit
      """;

  private static final String PAGE_OF_STATUS =
      """
      select * from work.import_row
      where user_id = :user and import_id = :import and status = any(:statuses) and number > :after
      order by number limit :limit
      """;

  private static final String STATUSES =
      """
      select number, status, reason, transaction_id from work.import_row
      where user_id = :user and import_id = :import and number > :after
      order by number limit :limit
      """;

  private static final String COUNT =
      """
      select import_id, status, count(*)::int as rows from work.import_row
      where user_id = :user and import_id = any(:imports) group by import_id, status
      """;

  private final ImportEncryption encryption;

  ImportRows(ImportEncryption encryption) {
    this.encryption = encryption;
  }

  /** Rows as they are stored. */
  public record SealedRows(
      UUID user,
      UUID importId,
      List<RowStatus> statuses,
      BinaryArray lines,
      BinaryArray ciphertexts) {}

  /** Encrypts rows, as many as {@link RowBlocks} puts into a block. */
  public SealedRows sealed(UUID user, UUID importId, List<StoredRow> rows) {
    ImportEncryption.UploadKey key = encryption.of(user, importId);
    return new SealedRows(
        user,
        importId,
        rows.stream().map(StoredRow::rowStatus).toList(),
        BinaryArray.of(rows, Integer.class, row -> row.file().line()),
        BinaryArray.of(
            rows,
            byte[].class,
            row -> key.encrypt(FileRowBytes.of(row.file()), place(row.number()))));
  }

  /** Adds or replaces rows; decisions stay. */
  public static Mono<Void> insert(Session session, SealedRows rows) {
    return statuses(session.sql(INSERT), rows.user(), rows.importId(), rows.statuses())
        .bind("lines", rows.lines())
        .bind("ciphertexts", rows.ciphertexts())
        .then();
  }

  private static GenericExecuteSpec statuses(
      GenericExecuteSpec statement, UUID user, UUID importId, List<RowStatus> rows) {
    return statement
        .bind("user", user)
        .bind("import", importId)
        .bind("numbers", BinaryArray.of(rows, Integer.class, RowStatus::number))
        .bind("statuses", BinaryArray.of(rows, String.class, row -> row.status().word()))
        .bind("reasons", BinaryArray.of(rows, String.class, RowStatus::reason))
        .bind(
            "transactions",
            BinaryArray.of(rows, UUID.class, row -> row.transaction().orElse(null)));
  }

  /** Writes the statuses of rows. */
  public static Mono<Void> update(Session session, UUID user, UUID importId, List<RowStatus> rows) {
    return Flux.range(0, Math.ceilDiv(rows.size(), BATCH))
        .concatMap(
            part ->
                statuses(
                        session.sql(UPDATE),
                        user,
                        importId,
                        rows.subList(part * BATCH, Math.min(rows.size(), (part + 1) * BATCH)))
                    .then())
        .then();
  }

  /**
   * A decision about a row.
   *
   * @param decision null takes an earlier one back
   */
  public record RowDecision(int number, @Nullable Decision decision, @Nullable UUID transaction) {}

  /** The number of rows that were found. */
  public static Mono<Long> decide(
      Session session, UUID user, UUID importId, List<RowDecision> decisions) {
    return decisions.isEmpty()
        ? Mono.just(0L)
        : session
            .sql(DECIDE)
            .bind("user", user)
            .bind("import", importId)
            .bind("numbers", UnnestColumns.column(decisions, Integer.class, RowDecision::number))
            .bind(
                "decisions",
                UnnestColumns.column(
                    decisions,
                    String.class,
                    one -> one.decision() == null ? null : one.decision().word()))
            .bind("decided", UnnestColumns.column(decisions, UUID.class, RowDecision::transaction))
            .fetch()
            .rowsUpdated();
  }

  /** Takes all decisions back: the rows are read in another way. */
  public static Mono<Void> clearDecisions(Session session, UUID user, UUID importId) {
    return session.sql(CLEAR).bind("user", user).bind("import", importId).then();
  }

  /** Deletes the rows after the last one of the file as it is read now. */
  public static Mono<Void> deleteAfter(Session session, UUID user, UUID importId, int last) {
    return session
        .sql(DELETE)
        .bind("user", user)
        .bind("import", importId)
        .bind("last", last)
        .then();
  }

  /** Rows in the order of the file, from the one after {@code after}. */
  public Mono<List<StoredRow>> page(
      Session session, UUID user, UUID importId, List<Status> statuses, int after, int limit) {
    GenericExecuteSpec statement =
        session
            .sql(statuses.isEmpty() ? PAGE : PAGE_OF_STATUS)
            .bind("user", user)
            .bind("import", importId)
            .bind("after", after)
            .bind("limit", limit);
    if (!statuses.isEmpty()) {
      statement =
          statement.bind("statuses", statuses.stream().map(Status::word).toArray(String[]::new));
    }
    ImportEncryption.UploadKey key = encryption.of(user, importId);
    return statement
        .map(SealedRow::read)
        .all()
        .collectList()
        .publishOn(Schedulers.boundedElastic())
        .map(found -> opened(found, key));
  }

  private static List<StoredRow> opened(List<SealedRow> rows, ImportEncryption.UploadKey key) {
    return rows.stream().map(row -> row.opened(key)).toList();
  }

  /** Rows in the order of the file that are not decrypted yet. */
  public static Mono<List<SealedRow>> sealedPage(
      Session session, StoredImport stored, int after, int limit) {
    return page(session.sql(PAGE), stored, after, limit).map(SealedRow::read).all().collectList();
  }

  /** The statuses of rows in the order of the file. */
  public static Mono<List<RowStatus>> statuses(
      Session session, StoredImport stored, int after, int limit) {
    return page(session.sql(STATUSES), stored, after, limit)
        .map(ImportRows::status)
        .all()
        .collectList();
  }

  private static GenericExecuteSpec page(
      GenericExecuteSpec statement, StoredImport stored, int after, int limit) {
    return statement
        .bind("user", stored.user())
        .bind("import", stored.id())
        .bind("after", after)
        .bind("limit", limit);
  }

  private static RowStatus status(Readable row) {
    return new RowStatus(
        Columns.integer(row, "number"),
        Status.of(Columns.text(row, "status")),
        Columns.text(row, "reason"),
        Optional.ofNullable(row.get("transaction_id", UUID.class)));
  }

  /** A row whose values are encrypted: they are decrypted on another thread than the database's. */
  public record SealedRow(
      RowStatus status, Optional<Decision> decision, Optional<UUID> decided, byte[] ciphertext) {

    static SealedRow read(Readable row) {
      return new SealedRow(
          ImportRows.status(row),
          Optional.ofNullable(row.get("decision", String.class))
              .map(word -> Decision.valueOf(word.toUpperCase(Locale.ROOT))),
          Optional.ofNullable(row.get("decided_id", UUID.class)),
          Columns.bytes(row, "ciphertext"));
    }

    StoredRow opened(ImportEncryption.UploadKey key) {
      return new StoredRow(
          status.number(),
          status.status(),
          status.reason(),
          status.transaction(),
          decision,
          decided,
          FileRowBytes.read(key.decrypt(ciphertext, place(status.number()))));
    }
  }

  /** Reads the rows after a number. */
  public interface PageReader<R> {
    Mono<List<R>> read(int after, int most);
  }

  /** All rows in pages; one page is decrypted while the next one is read. */
  public Flux<List<StoredRow>> pages(StoredImport stored, PageReader<SealedRow> reader) {
    ImportEncryption.UploadKey key = encryption.of(stored.user(), stored.id());
    return pages(reader, row -> row.status().number())
        .publishOn(Schedulers.boundedElastic(), 1)
        .map(page -> opened(page, key));
  }

  /** The statuses of all rows in pages. */
  public static Flux<List<RowStatus>> statusPages(PageReader<RowStatus> reader) {
    return pages(reader, RowStatus::number);
  }

  private static <R> Flux<List<R>> pages(PageReader<R> reader, ToIntFunction<R> number) {
    return Mono.defer(() -> reader.read(0, BATCH))
        .expand(
            page ->
                page.size() < BATCH
                    ? Mono.empty()
                    : reader.read(number.applyAsInt(page.getLast()), BATCH))
        .filter(page -> !page.isEmpty());
  }

  /**
   * How many rows have each status; of a large file as they were counted last, and none while it is
   * read for the first time.
   */
  public static Mono<Map<Status, Integer>> counts(Session session, StoredImport stored) {
    return counts(session, stored.user(), List.of(stored))
        .map(counts -> counts.getOrDefault(stored.id(), Map.of()));
  }

  public static Mono<Map<UUID, Map<Status, Integer>>> counts(
      Session session, UUID user, Collection<StoredImport> imports) {
    Map<UUID, Map<Status, Integer>> known = new HashMap<>();
    imports.forEach(one -> one.reading().counts().ifPresent(rows -> known.put(one.id(), rows)));
    List<UUID> others =
        imports.stream()
            .filter(one -> !known.containsKey(one.id()) && one.state() != State.READING)
            .map(StoredImport::id)
            .toList();
    return others.isEmpty()
        ? Mono.just(known)
        : counts(session, user, others)
            .map(
                found -> {
                  found.putAll(known);
                  return found;
                });
  }

  /** How many rows have each status. */
  public static Mono<Map<Status, Integer>> counts(Session session, UUID user, UUID importId) {
    return counts(session, user, List.of(importId))
        .map(counts -> counts.getOrDefault(importId, Map.of()));
  }

  private record Count(UUID importId, Status status, int rows) {}

  /** How many rows of each import have each status. */
  public static Mono<Map<UUID, Map<Status, Integer>>> counts(
      Session session, UUID user, List<UUID> imports) {
    return session
        .sql(COUNT)
        .bind("user", user)
        .bind("imports", imports.toArray(UUID[]::new))
        .map(
            row ->
                new Count(
                    Columns.uuid(row, "import_id"),
                    Status.of(Columns.text(row, "status")),
                    Columns.integer(row, "rows")))
        .all()
        .collect(
            HashMap::new,
            (counts, one) ->
                counts
                    .computeIfAbsent(one.importId(), _ -> new EnumMap<>(Status.class))
                    .put(one.status(), one.rows()));
  }

  private static String place(int number) {
    return "row " + number;
  }
}
