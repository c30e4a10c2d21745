package florin.transactions.imports;

import florin.journal.Commands;
import florin.journal.PeriodicTask;
import florin.journal.database.Columns;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.transactions.imports.commit.FileCommit;
import florin.transactions.imports.preview.Previews;
import florin.transactions.imports.store.ImportProperties;
import florin.transactions.imports.store.ImportStore;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Reads and commits large files in the background, and deletes uploads that expired. */
@Component
class ImportWork {

  private static final Logger log = LoggerFactory.getLogger(ImportWork.class);

  private static final String DUE =
      """
      select user_id, id, state from work.import
      where state in ('reading', 'committing') order by created_at limit 100
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
          where c.created_at < :before and not exists (
            select from work.import i where i.user_id = c.user_id and i.id = c.import_id)
          """);

  private final Sessions sessions;
  private final Commands commands;
  private final DatabaseReads reads;
  private final ImportStore imports;
  private final Previews previews;
  private final FileCommit commit;
  private final ImportProperties properties;
  private final Clock clock;
  private final Sinks.Many<Boolean> signals = Sinks.many().multicast().directBestEffort();

  private record DueImport(UUID user, UUID id, String state) {}

  ImportWork(
      @Qualifier("workerSessions") Sessions sessions,
      Commands commands,
      DatabaseReads reads,
      ImportStore imports,
      Previews previews,
      FileCommit commit,
      ImportProperties properties,
      Clock clock) {
    this.sessions = sessions;
    this.commands = commands;
    this.reads = reads;
    this.imports = imports;
    this.previews = previews;
    this.commit = commit;
    this.properties = properties;
    this.clock = clock;
  }

  /** There is a file to read or to commit. */
  void wake() {
    signals.tryEmitNext(Boolean.TRUE);
  }

  @Bean
  PeriodicTask largeImports() {
    return new PeriodicTask(
        "large imports are read and committed", properties.upkeep(), this::round, signals.asFlux());
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
    Mono<Void> work =
        due.state().equals("reading")
            ? previews.ofLarge(due.user(), due.id())
            : commit.goOn(due.user(), due.id());
    return work.onErrorResume(failure -> failed(due, failure));
  }

  /** A failure of the database is tried again; any other ends the import. */
  private Mono<Void> failed(DueImport due, Throwable failure) {
    log.warn("import {} of user {}: {}", due.id(), due.user(), failure.toString());
    if (failure instanceof DataAccessException || failure instanceof TimeoutException) {
      return Mono.empty();
    }
    return reads
        .read(due.user(), session -> imports.find(session, due.user(), due.id()))
        .flatMap(
            found ->
                commands.run(
                    due.user(),
                    unit ->
                        imports.save(
                            unit.session(),
                            found
                                .stored()
                                .failed(
                                    found.stored().done() == 0
                                        ? "The file could not be processed."
                                        : "The commit stopped after record "
                                            + found.stored().done()
                                            + "; undo its change."))))
        .onErrorComplete();
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
                            .bind(
                                statement.contains(":now") ? "now" : "before",
                                (statement.contains(":now")
                                        ? clock.instant()
                                        : clock.instant().minus(properties.kept()))
                                    .atOffset(ZoneOffset.UTC))
                            .then())
                .then());
  }
}
