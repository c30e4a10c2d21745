package florin.transactions.imports;

import florin.journal.Commands;
import florin.journal.CommitSignal;
import florin.journal.PeriodicTask;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.database.TransientErrors;
import florin.transactions.imports.commit.FileCommit;
import florin.transactions.imports.preview.Previews;
import florin.transactions.imports.store.ImportProperties;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.UnreadableUpload;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads and commits large files in the background, and deletes uploads that expired. */
@Component
class ImportWork {

  private static final Logger log = LoggerFactory.getLogger(ImportWork.class);

  private static final String DUE =
      """
      select user_id, id, state from work.import
      where state in ('reading', 'committing') and (working_until is null or working_until < clock_timestamp())
      order by created_at limit 100
      """;

  private static final List<String> EXPIRE =
      List.of(
          """
          delete from work.import_row r using work.import i
          where i.user_id = r.user_id and i.id = r.import_id and i.state = 'committed' and i.expires_at < :now
          """,
          """
          delete from work.import
          where expires_at < :now and state in ('reading', 'preview', 'failed')
          """,
          """
          delete from work.import_chunk c
          where c.created_at < cast(:now as timestamptz) - interval '6 hours' and not exists (
            select from work.import i where i.user_id = c.user_id and i.id = c.import_id)
          """);

  private static final int MOST_ATTEMPTS = 3;
  private static final String TOO_LARGE = "The file could not be read; it may be too large.";
  private static final String NOT_COMMITTED =
      "The file could not be committed; it may be too large.";
  private static final String NOT_PROCESSED = "The file could not be processed.";

  private final Sessions sessions;
  private final Commands commands;
  private final ImportLease lease;
  private final ImportStore imports;
  private final Previews previews;
  private final FileCommit commit;
  private final ImportProperties properties;
  private final Clock clock;
  private final CommitSignal signal = new CommitSignal();

  private record DueImport(UUID user, UUID id, String state) {

    boolean reading() {
      return state.equals("reading");
    }
  }

  ImportWork(
      @Qualifier("workerSessions") Sessions sessions,
      Commands commands,
      ImportLease lease,
      ImportStore imports,
      Previews previews,
      FileCommit commit,
      ImportProperties properties,
      Clock clock) {
    this.sessions = sessions;
    this.commands = commands;
    this.lease = lease;
    this.imports = imports;
    this.previews = previews;
    this.commit = commit;
    this.properties = properties;
    this.clock = clock;
  }

  /** There is a file to read or to commit. */
  void wake() {
    signal.signal();
  }

  @Bean
  PeriodicTask largeImports() {
    return new PeriodicTask(
        "large imports are read and committed", properties.upkeep(), this::round, signal.signals());
  }

  @Bean
  PeriodicTask expiredImports() {
    return new PeriodicTask("expired uploads are deleted", properties.upkeep(), this::expire);
  }

  private Mono<Void> round() {
    return sessions
        .transaction("begin read only", ImportWork::due)
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::work)
        .then();
  }

  private static Mono<List<DueImport>> due(Session session) {
    return session
        .sql(DUE)
        .map(
            row ->
                new DueImport(
                    Columns.uuid(row, "user_id"),
                    Columns.uuid(row, "id"),
                    Columns.text(row, "state")))
        .all()
        .collectList();
  }

  private Mono<Void> work(DueImport due) {
    return lease
        .acquire(due.user(), due.id(), due.state())
        .flatMap(
            attempts ->
                attempts > MOST_ATTEMPTS
                    ? end(due, due.reading() ? TOO_LARGE : NOT_COMMITTED)
                    : lease.renewedWhile(due.user(), due.id(), process(due)).then(progressed(due)))
        .onErrorResume(failure -> failed(due, failure));
  }

  private Mono<Void> process(DueImport due) {
    return due.reading()
        ? previews.ofLarge(due.user(), due.id())
        : commit.goOn(due.user(), due.id());
  }

  private Mono<Void> progressed(DueImport due) {
    return Mono.defer(() -> lease.release(due.user(), due.id(), true));
  }

  /**
   * A transient failure of the database is tried again; any other ends the import. A statement that
   * takes too long may do so always: its attempts count.
   */
  private Mono<Void> failed(DueImport due, Throwable failure) {
    log.warn("import {} of user {}: {}", due.id(), due.user(), failure.toString());
    boolean timeout = TransientErrors.isStatementTimeout(failure);
    if (timeout || TransientErrors.isTransient(failure)) {
      return lease.release(due.user(), due.id(), !timeout).onErrorComplete();
    }
    String reason =
        failure instanceof UnreadableUpload unreadable ? unreadable.reason() : NOT_PROCESSED;
    return end(due, reason).doOnSuccess(_ -> wake()).onErrorComplete();
  }

  /**
   * Ends an import that is still in the state in which its work was begun. Rows that were committed
   * are taken back first.
   */
  private Mono<Void> end(DueImport due, String reason) {
    return commands
        .run(
            due.user(),
            unit ->
                imports
                    .find(unit.session(), due.user(), due.id())
                    .map(ImportStore.FoundImport::stored)
                    .filter(stored -> stored.state().word().equals(due.state()))
                    .flatMap(stored -> imports.save(unit.session(), ended(stored, reason))))
        .then(progressed(due));
  }

  private static StoredImport ended(StoredImport stored, String reason) {
    if (stored.done() == 0) {
      return stored.failed(reason);
    }
    return stored.failure().isEmpty()
        ? stored.reversing(stopped(stored))
        : stored.failed(kept(stored));
  }

  private static String stopped(StoredImport stored) {
    return "The commit failed at record "
        + (stored.done() + 1)
        + "; nothing of the file is imported.";
  }

  private static String kept(StoredImport stored) {
    return "The commit failed; records 1 to " + stored.done() + " are imported: undo its change.";
  }

  private Mono<Void> expire() {
    return sessions.transaction(
        "begin",
        session ->
            Flux.fromIterable(EXPIRE)
                .concatMap(
                    statement ->
                        session
                            .sql(statement)
                            .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                            .then())
                .then());
  }
}
