package florin.transactions.imports.commit;

import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredImport.State;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.value.FileRecord;
import florin.transactions.transfer.TransferPairs;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes back the rows of a commit that failed, the last ones first. Until it is complete the import
 * stays in state committing with a failure, so that a restart continues the work.
 */
@Component
public class CommitReversal {

  private static final int PART = 2_000;

  private static final String RECORDED =
      """
      select r.transaction_id, r.number from imported_row r
      where r.user_id = :user and r.import_id = :import and r.number > :after and r.number <= :until
      order by r.number
      """;

  private final ImportStore imports;
  private final ImportParts parts;
  private final Clock clock;

  private record RecordedRow(UUID transaction, int number) {}

  CommitReversal(ImportStore imports, ImportParts parts, Clock clock) {
    this.imports = imports;
    this.parts = parts;
    this.clock = clock;
  }

  /** Whether the commit of an import failed and its rows are being taken back. */
  static boolean isDue(StoredImport stored) {
    return stored.state() == State.COMMITTING && stored.failure().isPresent();
  }

  /** Continues until no row of the import is left. */
  public Mono<Void> run(UUID user, UUID id) {
    return parts.each(user, id, CommitReversal::isDue, this::part);
  }

  private Mono<Boolean> part(UnitOfWork unit, StoredImport stored) {
    int left = Math.max(0, stored.done() - PART);
    return unit.session()
        .sql(RECORDED)
        .bind("user", stored.user())
        .bind("import", stored.id())
        .bind("after", left)
        .bind("until", stored.done())
        .map(
            row ->
                new RecordedRow(
                    Columns.uuid(row, "transaction_id"), Columns.integer(row, "number")))
        .all()
        .collectList()
        .flatMap(rows -> takeBack(unit, stored, rows))
        .then(Mono.defer(() -> imports.save(unit.session(), stored.reversedTo(left))))
        .thenReturn(left > 0);
  }

  private Mono<Void> takeBack(UnitOfWork unit, StoredImport stored, List<RecordedRow> rows) {
    List<StreamId> streams =
        rows.stream().map(row -> stream(stored, row.transaction())).distinct().toList();
    Change change = Change.by(Actor.SYSTEM, stored.user(), clock.instant());
    return unit.loadAll(Transaction.DECIDER, streams)
        .doOnNext(found -> rows.forEach(row -> takeBack(unit, stored, row, found, change)))
        .then(unit.project())
        .then(Mono.defer(() -> TransferPairs.follow(unit)));
  }

  private static void takeBack(
      UnitOfWork unit,
      StoredImport stored,
      RecordedRow row,
      Map<StreamId, LoadedStream<Transaction>> found,
      Change change) {
    LoadedStream<Transaction> loaded =
        Objects.requireNonNull(found.get(stream(stored, row.transaction())));
    if (loaded.state() instanceof Transaction.Present present) {
      FileRecord linked = present.linked().get(FileRecord.key(stored.id(), row.number()));
      unit.decide(
          Transaction.DECIDER,
          loaded,
          linked == null
              ? new TransactionCommand.Remove(change.at())
              : new TransactionCommand.UnlinkImportedRecord(linked, change.at()),
          change);
    }
  }

  private static StreamId stream(StoredImport stored, UUID transaction) {
    return new StreamId(stored.user(), Transaction.STREAM, transaction);
  }
}
