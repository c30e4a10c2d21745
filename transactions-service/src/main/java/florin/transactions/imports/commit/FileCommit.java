package florin.transactions.imports.commit;

import static florin.transactions.imports.commit.FileImportCodec.FILE_IMPORTS;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.UnitOfWork;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Session;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.transactions.imports.preview.Previews;
import florin.transactions.imports.preview.TargetAccounts;
import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.ReadFile.FileFormat;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.store.ImportChunks;
import florin.transactions.imports.store.ImportProfiles;
import florin.transactions.imports.store.ImportProfiles.ImportProfile;
import florin.transactions.imports.store.ImportResult;
import florin.transactions.imports.store.ImportRows;
import florin.transactions.imports.store.ImportStore;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredImport.State;
import florin.transactions.imports.store.StoredRow;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.recurring.detection.SeriesDetection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Commits an import: a small one in one transaction, a large one in parts of one change. */
@Component
public class FileCommit {

  /** Rows of an import that is committed at once. */
  static final int MOST_AT_ONCE = 5_000;

  /** Few, so that other requests do not wait long for the processors and the memory. */
  private static final int PART = 1_000;

  private static final String UNKNOWN = FileFormat.UNKNOWN.name().toLowerCase(Locale.ROOT);

  private final ImportStore imports;
  private final ImportRows rows;
  private final ImportProfiles profiles;
  private final Previews previews;
  private final ImportParts parts;
  private final DatabaseReads reads;
  private final CommitReversal reversal;

  FileCommit(
      ImportStore imports,
      ImportRows rows,
      ImportProfiles profiles,
      Previews previews,
      ImportParts parts,
      DatabaseReads reads,
      CommitReversal reversal) {
    this.imports = imports;
    this.rows = rows;
    this.profiles = profiles;
    this.previews = previews;
    this.parts = parts;
    this.reads = reads;
    this.reversal = reversal;
  }

  /**
   * Commits a small import, or starts the commit of a large one.
   *
   * @throws Rejection if a setting or an account has to be chosen first
   */
  public Mono<StoredImport> start(UnitOfWork unit, StoredImport stored, Change change) {
    demandFormat(stored);
    demandSettings(stored);
    return TargetAccounts.of(unit.session(), stored.user())
        .doOnNext(accounts -> demandAccounts(stored, accounts))
        .then(Mono.defer(() -> remember(unit.session(), stored, change)))
        .then(
            Mono.defer(
                () -> {
                  StoredImport begun = stored.committing(change.id());
                  return atOnce(stored)
                      ? atOnce(unit, begun, change)
                      : imports.save(unit.session(), begun).thenReturn(begun);
                }));
  }

  static boolean atOnce(StoredImport stored) {
    return stored.total() <= MOST_AT_ONCE;
  }

  private static void demandFormat(StoredImport stored) {
    if (stored.format().equals(UNKNOWN)) {
      throw new Rejection(
          TransactionsProblem.IMPORT_FORMAT_UNKNOWN,
          "file: "
              + stored.reading().messages().stream()
                  .map(FileMessage::text)
                  .collect(Collectors.joining(" "))
              + " (expected: CSV, OFX, QFX, QIF or NDJSON)");
    }
  }

  private static void demandSettings(StoredImport stored) {
    for (FileSetting setting : stored.reading().settings()) {
      if (setting.origin() == FileSetting.Origin.NEEDED) {
        throw new Rejection(
            TransactionsProblem.IMPORT_SETTING_NEEDED,
            setting.name() + ": ambiguous (expected: a choice by PATCH)");
      }
    }
  }

  private static void demandAccounts(StoredImport stored, TargetAccounts accounts) {
    for (FileAccount account : stored.reading().accounts()) {
      if (accounts.mapped(account.name(), stored.accounts()).origin()
          == FileSetting.Origin.NEEDED) {
        throw new Rejection(
            TransactionsProblem.IMPORT_ACCOUNT_NEEDED,
            "accounts: '" + account.name() + "' (expected: one of your accounts, or skip)");
      }
    }
  }

  /** The settings are remembered for files of the same kind, except for the year of one file. */
  private Mono<Void> remember(Session session, StoredImport stored, Change change) {
    Map<String, String> options = new LinkedHashMap<>(stored.options());
    options.remove(ReadOptions.YEAR);
    return options.isEmpty() && stored.accounts().isEmpty()
        ? Mono.empty()
        : profiles.save(
            session,
            stored.user(),
            new ImportProfile(
                Ids.next(),
                1,
                stored.fileName(),
                stored.shape(),
                stored.format(),
                options,
                stored.accounts(),
                change.at()));
  }

  private Mono<StoredImport> atOnce(UnitOfWork unit, StoredImport begun, Change change) {
    return previews
        .compareAgain(unit.session(), begun)
        .then(
            Mono.defer(
                () ->
                    rows.page(
                        unit.session(), begun.user(), begun.id(), List.of(), 0, MOST_AT_ONCE)))
        .flatMap(all -> ImportedRows.record(unit, begun, change, all))
        .zipWith(counted(unit.session(), begun))
        .flatMap(
            done -> finish(unit, done.getT2().progressed(begun.total(), done.getT1()), change));
  }

  /** A file of few long rows is counted again, as its rows were compared again. */
  private static Mono<StoredImport> counted(Session session, StoredImport begun) {
    return begun.reading().counts().isEmpty()
        ? Mono.just(begun)
        : ImportRows.counts(session, begun.user(), begun.id()).map(begun::counted);
  }

  private Mono<StoredImport> finish(UnitOfWork unit, StoredImport done, Change change) {
    StoredImport committed = done.next(State.COMMITTED);
    ImportResult result = done.result().orElse(ImportResult.NONE);
    return TargetAccounts.of(unit.session(), done.user())
        .doOnNext(
            accounts ->
                unit.decide(
                    FILE_IMPORTS,
                    FILE_IMPORTS.absent(done.user(), done.id()),
                    new FileImportCommand.Commit(
                        done.id(),
                        new FileImport.Summary(
                            done.fileName(),
                            done.format(),
                            done.total(),
                            result.added(),
                            result.linked(),
                            balances(done, accounts)),
                        change.at()),
                    change))
        .then(ImportChunks.delete(unit.session(), done.user(), done.id()))
        .then(imports.save(unit.session(), committed))
        .thenReturn(committed);
  }

  private static List<FileImport.StatedBalance> balances(
      StoredImport stored, TargetAccounts accounts) {
    return stored.reading().accounts().stream()
        .flatMap(account -> balance(account, stored, accounts).stream())
        .toList();
  }

  private static Optional<FileImport.StatedBalance> balance(
      FileAccount account, StoredImport stored, TargetAccounts accounts) {
    if (account.balance().isEmpty() || account.balanceDate().isEmpty()) {
      return Optional.empty();
    }
    return accounts
        .mapped(account.name(), stored.accounts())
        .target()
        .filter(
            target -> account.currency().isEmpty() || account.currency().equals(target.currency()))
        .flatMap(
            target -> {
              try {
                return Optional.of(
                    new FileImport.StatedBalance(
                        target.id(),
                        account.balanceDate().get(),
                        Money.storable(
                            account.balance().get(), new CurrencyCode(target.currency()))));
              } catch (IllegalArgumentException outOfRange) {
                return Optional.empty();
              }
            });
  }

  /** Continues the commit of a large import part by part, or takes back one that failed. */
  public Mono<Void> goOn(UUID user, UUID id) {
    return reads
        .read(user, session -> imports.find(session, user, id))
        .map(ImportStore.FoundImport::stored)
        .filter(stored -> stored.state() == State.COMMITTING)
        .flatMap(stored -> CommitReversal.isDue(stored) ? reversal.run(user, id) : inParts(stored));
  }

  private Mono<Void> inParts(StoredImport stored) {
    // outside of the household's lock; the parts that follow take the statuses as they are
    Mono<Void> compared =
        stored.done() == 0 ? previews.compareForCommit(stored) : Mono.<Void>empty();
    return compared.then(
        parts.each(stored.user(), stored.id(), FileCommit::isCommitting, this::part));
  }

  private static boolean isCommitting(StoredImport stored) {
    return stored.state() == State.COMMITTING && !CommitReversal.isDue(stored);
  }

  private Mono<Boolean> part(UnitOfWork unit, StoredImport stored) {
    Change change =
        new Change(
            stored.user(),
            stored.change().orElseThrow(),
            Actor.USER,
            Ids.time(stored.change().orElseThrow()),
            Optional.empty());
    return rows.page(unit.session(), stored.user(), stored.id(), List.of(), stored.done(), PART)
        .flatMap(
            page ->
                page.isEmpty()
                    ? completed(unit, stored, change)
                    : record(unit, stored, change, page).thenReturn(true));
  }

  /** The series of the recorded rows are detected in parts as well, before the import ends. */
  private Mono<Boolean> completed(UnitOfWork unit, StoredImport stored, Change change) {
    return SeriesDetection.ofBacklog(unit, Change.by(Actor.SYSTEM, stored.user(), change.at()))
        .flatMap(more -> more ? Mono.just(true) : finish(unit, stored, change).thenReturn(false));
  }

  private Mono<Void> record(
      UnitOfWork unit, StoredImport stored, Change change, List<StoredRow> page) {
    return ImportedRows.record(unit, stored, change, page)
        .flatMap(
            result ->
                imports.save(unit.session(), stored.progressed(page.getLast().number(), result)));
  }
}
