package florin.transactions.imports.preview;

import florin.journal.Commands;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.transactions.imports.preview.UploadReader.ReadUpload;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.store.ImportChunks;
import florin.transactions.imports.store.ImportProfiles;
import florin.transactions.imports.store.ImportProfiles.ImportProfile;
import florin.transactions.imports.store.ImportRows;
import florin.transactions.imports.store.ImportRows.SealedRows;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.RowBlocks;
import florin.transactions.imports.store.RowStatus;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredRow;
import florin.transactions.imports.store.UnreadableUpload;
import florin.transactions.imports.text.FileBytes;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
                    .then(matching(queries, opened))
                    .flatMap(
                        matching ->
                            ImportRows.deleteAfter(
                                    session,
                                    stored.user(),
                                    stored.id(),
                                    opened.upload().rows().rows())
                                .thenMany(sealed(matching, opened))
                                .concatMap(part -> ImportRows.insert(session, part), 1)
                                .then())
                    .then(Mono.defer(() -> saved(session, opened))));
  }

  private static Mono<ImportMatching> matching(Queries queries, Opened opened) {
    RowBlocks blocks = opened.upload().rows();
    return ImportMatching.of(
        queries, opened.stored(), opened.upload().format(), blocks.rows(), pages(blocks));
  }

  private static Flux<List<StoredRow>> pages(RowBlocks blocks) {
    return Flux.range(0, blocks.blocks()).map(blocks::block);
  }

  /** The rows with their statuses as they are stored; encrypted while the part before is stored. */
  private Flux<SealedRows> sealed(ImportMatching matching, Opened opened) {
    StoredImport stored = opened.stored();
    return Flux.range(0, opened.upload().rows().blocks())
        .publishOn(Schedulers.boundedElastic(), 1)
        .map(
            block ->
                rows.sealed(
                    stored.user(),
                    stored.id(),
                    matching.compared(opened.upload().rows().block(block))));
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
    return reading(bytes, stored, stored.options())
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
        : reading(bytes, stored, last.options()).map(again -> new Opened(known, again));
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

  private static Mono<ReadUpload> reading(
      FileBytes bytes, StoredImport stored, Map<String, String> options) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put(
        ReadOptions.UPLOADED, LocalDate.ofInstant(stored.createdAt(), ZoneOffset.UTC).toString());
    return Mono.fromCallable(() -> UploadReader.read(bytes, all))
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
    return changes(Queries.within(session), stored)
        .onErrorMap(UnreadableUpload.class, _ -> UnreadableUpload.refusal())
        .concatMap(some -> ImportRows.update(session, stored.user(), stored.id(), some))
        .then();
  }

  /** Compares the stored rows of a large import again, page by page in short transactions. */
  private Mono<Void> compareLargeAgain(StoredImport stored) {
    UUID user = stored.user();
    return changes(Queries.ofUser(reads, user), stored)
        .concatMap(
            some ->
                commands.run(
                    user, unit -> ImportRows.update(unit.session(), user, stored.id(), some)))
        .then();
  }

  /** The statuses of stored rows that are other ones now, page by page. */
  private Flux<List<RowStatus>> changes(Queries queries, StoredImport stored) {
    Flux<List<StoredRow>> pages =
        rows.pages(
            stored,
            (after, most) ->
                queries.run(session -> ImportRows.sealedPage(session, stored, after, most)));
    Flux<List<RowStatus>> statuses =
        ImportRows.statusPages(
            (after, most) ->
                queries.run(session -> ImportRows.statuses(session, stored, after, most)));
    return ImportMatching.of(queries, stored, stored.format(), stored.total(), pages)
        .flatMapMany(matching -> statuses.map(matching::changed))
        .filter(changed -> !changed.isEmpty());
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
                matching(queries, opened)
                    .flatMap(matching -> inParts(matching, opened))
                    .then(commands.run(stored.user(), unit -> last(unit.session(), opened))));
  }

  private Mono<Void> inParts(ImportMatching matching, Opened opened) {
    UUID user = opened.stored().user();
    UUID id = opened.stored().id();
    int records = opened.upload().rows().rows();
    return commands
        .run(user, unit -> ImportRows.deleteAfter(unit.session(), user, id, records))
        .thenMany(sealed(matching, opened))
        .concatMap(part -> commands.run(user, unit -> ImportRows.insert(unit.session(), part)), 1)
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
