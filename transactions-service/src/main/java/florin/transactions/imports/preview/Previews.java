package florin.transactions.imports.preview;

import florin.journal.Commands;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.transactions.imports.preview.UploadReader.ReadUpload;
import florin.transactions.imports.store.ImportChunks;
import florin.transactions.imports.store.ImportProfiles;
import florin.transactions.imports.store.ImportProfiles.ImportProfile;
import florin.transactions.imports.store.ImportRows;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.UnreadableUpload;
import florin.transactions.imports.text.FileBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes the previews of uploaded files: small ones in one transaction, large ones in many. */
@Component
public class Previews {

  private final ImportStore imports;
  private final ImportChunks chunks;
  private final ImportRows rows;
  private final ImportProfiles profiles;
  private final Commands commands;
  private final DatabaseReads reads;

  Previews(
      ImportStore imports,
      ImportChunks chunks,
      ImportRows rows,
      ImportProfiles profiles,
      Commands commands,
      DatabaseReads reads) {
    this.imports = imports;
    this.chunks = chunks;
    this.rows = rows;
    this.profiles = profiles;
    this.commands = commands;
    this.reads = reads;
  }

  private record Opened(StoredImport stored, ReadUpload upload) {}

  /**
   * Reads a file that is in memory, and stores its preview.
   *
   * @param fresh whether it was just uploaded, so that remembered settings apply
   */
  public Mono<StoredImport> ofSmall(
      Session session, StoredImport stored, FileBytes bytes, boolean fresh) {
    Queries queries = Queries.within(session);
    return open(queries, stored, bytes, fresh)
        .flatMap(
            opened ->
                imports
                    .save(session, opened.stored())
                    .then(
                        ImportMatching.match(
                            queries,
                            opened.stored(),
                            opened.upload().format(),
                            opened.upload().rows()))
                    .then(
                        ImportRows.deleteAfter(
                            session, stored.user(), stored.id(), opened.upload().rows().rows()))
                    .thenMany(Flux.range(0, opened.upload().rows().blocks()))
                    .concatMap(
                        block ->
                            rows.insert(
                                session,
                                stored.user(),
                                stored.id(),
                                opened.upload().rows().block(block)))
                    .then(Mono.defer(() -> saved(session, opened))));
  }

  private Mono<StoredImport> saved(Session session, Opened opened) {
    ReadUpload upload = opened.upload();
    StoredImport read =
        opened
            .stored()
            .read(upload.reading(), upload.format(), upload.shape(), upload.rows().rows());
    return imports.save(session, read).thenReturn(read);
  }

  /** The settings of the user's profiles apply to a file that was just uploaded. */
  private Mono<Opened> open(Queries queries, StoredImport stored, FileBytes bytes, boolean fresh) {
    return reading(bytes, stored.options())
        .flatMap(
            upload ->
                fresh
                    ? queries
                        .run(session -> profiles.ofShape(session, stored.user(), upload.shape()))
                        .flatMap(found -> remembered(stored, bytes, upload, found))
                    : Mono.just(new Opened(stored, upload)));
  }

  private static Mono<Opened> remembered(
      StoredImport stored, FileBytes bytes, ReadUpload upload, List<ImportProfile> found) {
    if (found.isEmpty()) {
      return Mono.just(new Opened(stored, upload));
    }
    ImportProfile last = found.getFirst();
    StoredImport known = stored.with(last.options(), agreed(found)).of(Optional.of(last.id()));
    return last.options().isEmpty()
        ? Mono.just(new Opened(known, upload))
        : reading(bytes, last.options()).map(again -> new Opened(known, again));
  }

  /** The accounts that all profiles of a shape agree on. */
  private static Map<String, String> agreed(List<ImportProfile> found) {
    Map<String, String> accounts = new LinkedHashMap<>();
    for (ImportProfile profile : found) {
      profile.accounts().forEach(accounts::putIfAbsent);
    }
    accounts
        .entrySet()
        .removeIf(
            entry ->
                found.stream()
                    .anyMatch(
                        profile ->
                            profile.accounts().containsKey(entry.getKey())
                                && !entry
                                    .getValue()
                                    .equals(profile.accounts().get(entry.getKey()))));
    return accounts;
  }

  private static Mono<ReadUpload> reading(FileBytes bytes, Map<String, String> options) {
    return Mono.fromCallable(() -> UploadReader.read(bytes, options))
        .subscribeOn(Schedulers.boundedElastic());
  }

  /** Reads the file again with other settings, in the transaction of the request. */
  public Mono<StoredImport> readAgain(Session session, StoredImport stored) {
    return chunks
        .read(session, stored)
        .switchIfEmpty(Mono.error(Previews::expired))
        .onErrorMap(UnreadableUpload.class, _ -> UnreadableUpload.refusal())
        .flatMap(bytes -> ofSmall(session, stored, bytes, false));
  }

  private static Rejection expired() {
    return UnreadableUpload.refusal();
  }

  /** Compares the stored rows again in one transaction. */
  public Mono<Void> compareAgain(Session session, StoredImport stored) {
    return ImportMatching.changes(
            Queries.within(session), stored, rows.pages(session, stored.user(), stored.id()))
        .onErrorMap(UnreadableUpload.class, _ -> UnreadableUpload.refusal())
        .concatMap(some -> ImportRows.update(session, stored.user(), stored.id(), some))
        .then();
  }

  /** Compares the stored rows of a large import again, page by page in short transactions. */
  private Mono<Void> compareLargeAgain(StoredImport stored) {
    UUID user = stored.user();
    Queries queries = Queries.ofUser(reads, user);
    return ImportMatching.changes(
            queries,
            stored,
            ImportRows.pages(
                (after, most) ->
                    queries.run(
                        session -> rows.page(session, user, stored.id(), List.of(), after, most))))
        .concatMap(
            some ->
                commands.run(
                    user, unit -> ImportRows.update(unit.session(), user, stored.id(), some)))
        .then();
  }

  /** Whether a file is read and compared in the transaction of its request. */
  public static boolean small(StoredImport stored) {
    return stored.size() < ImportChunks.PART;
  }

  /**
   * Reads a large file in the background. It is parsed and compared outside of transactions: each
   * query is a transaction of its own, and so is each block of rows.
   */
  public Mono<Void> ofLarge(UUID user, UUID id) {
    return reads
        .read(user, session -> imports.find(session, user, id))
        .map(ImportStore.FoundImport::stored)
        .filter(stored -> stored.state() == StoredImport.State.READING)
        .flatMap(
            stored ->
                stored.isToBeCompared()
                    ? compared(stored)
                    : reads
                        .read(user, session -> chunks.read(session, stored))
                        .switchIfEmpty(Mono.error(UnreadableUpload::incomplete))
                        .flatMap(bytes -> ofLarge(stored, bytes)));
  }

  private Mono<Void> compared(StoredImport stored) {
    return compared(stored, stored.compared());
  }

  /** Compares the rows of a large import before its first part is committed. */
  public Mono<Void> compareForCommit(StoredImport stored) {
    return compared(stored, stored);
  }

  private Mono<Void> compared(StoredImport stored, StoredImport then) {
    return compareLargeAgain(stored)
        .then(
            commands.run(
                stored.user(),
                unit ->
                    unchanged(unit.session(), stored)
                        .flatMap(_ -> saveCounted(unit.session(), then))));
  }

  /** Counts the rows of a large import once, so that no request for it has to. */
  private Mono<Void> saveCounted(Session session, StoredImport stored) {
    return ImportRows.counts(session, stored.user(), stored.id())
        .flatMap(counts -> imports.save(session, stored.counted(counts)));
  }

  /** The import unless its settings were changed meanwhile. */
  private Mono<StoredImport> unchanged(Session session, StoredImport stored) {
    return imports
        .find(session, stored.user(), stored.id())
        .map(ImportStore.FoundImport::stored)
        .filter(now -> now.version() == stored.version());
  }

  private Mono<Void> ofLarge(StoredImport stored, FileBytes bytes) {
    boolean fresh = stored.format().isEmpty();
    Queries queries = Queries.ofUser(reads, stored.user());
    return open(queries, stored, bytes, fresh)
        .flatMap(
            opened ->
                ImportMatching.match(
                        queries, opened.stored(), opened.upload().format(), opened.upload().rows())
                    .thenReturn(opened))
        .flatMap(
            opened ->
                inParts(stored, opened.upload())
                    .then(commands.run(stored.user(), unit -> last(unit.session(), opened))));
  }

  private Mono<Void> inParts(StoredImport stored, ReadUpload upload) {
    return commands
        .run(
            stored.user(),
            unit ->
                ImportRows.deleteAfter(
                    unit.session(), stored.user(), stored.id(), upload.rows().rows()))
        .thenMany(Flux.range(0, upload.rows().blocks()))
        .concatMap(
            block ->
                commands.run(
                    stored.user(),
                    unit ->
                        rows.insert(
                            unit.session(),
                            stored.user(),
                            stored.id(),
                            upload.rows().block(block))))
        .then();
  }

  /** The preview is shown unless the settings were changed while the file was being read. */
  private Mono<Void> last(Session session, Opened opened) {
    return unchanged(session, opened.stored())
        .flatMap(
            _ ->
                saved(
                    session,
                    new Opened(opened.stored().next(StoredImport.State.READING), opened.upload())))
        .flatMap(read -> saveCounted(session, read));
  }
}
