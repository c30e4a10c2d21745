package florin.transactions.imports.preview;

import florin.transactions.imports.identity.ImportedRow;
import florin.transactions.imports.identity.KnownRow;
import florin.transactions.imports.identity.RowMatch;
import florin.transactions.imports.identity.RowMatching;
import florin.transactions.imports.preview.DayCounts.Window;
import florin.transactions.imports.preview.TargetAccounts.MappedAccount;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.store.RowStatus;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds the status of every row of an import. The rows are passed over once; {@link RowEvidence}
 * keeps the values that are compared, in windows of days.
 */
final class ImportMatching {

  private static final int MOST_AT_ONCE = 30_000;

  /** Names in a file whose accounts are kept. */
  private static final int MOST_NAMES = 5_000;

  private final Queries queries;
  private final StoredImport stored;
  private final TargetAccounts accounts;
  private final TextHash hash = TextHash.random();
  private final KnownRowQueries knownRows = new KnownRowQueries(hash);
  private final RowEvidence evidence;
  private final Map<String, MappedAccount> mapped = new HashMap<>();
  private final FoundMatches found = new FoundMatches();

  /** Transactions that rows of earlier windows matched, and that may be near the next window. */
  private final Set<UUID> taken = new HashSet<>();

  private ImportMatching(
      Queries queries, StoredImport stored, String format, int rows, TargetAccounts accounts) {
    this.queries = queries;
    this.stored = stored;
    this.accounts = accounts;
    this.evidence = new RowEvidence(format, hash, rows);
  }

  /**
   * Compares the rows of an import.
   *
   * @param rows their expected number
   */
  static Mono<ImportMatching> of(
      Queries queries, StoredImport stored, String format, int rows, Flux<List<StoredRow>> pages) {
    return queries
        .run(session -> TargetAccounts.of(session, stored.user()))
        .map(accounts -> new ImportMatching(queries, stored, format, rows, accounts))
        .flatMap(
            matching ->
                pages
                    .publishOn(Schedulers.boundedElastic(), 1)
                    .doOnNext(page -> page.forEach(matching::add))
                    .then(Mono.defer(matching::compare))
                    .thenReturn(matching));
  }

  private void add(StoredRow row) {
    if (row.file().status() == FileRow.Status.READABLE) {
      row.file()
          .values()
          .ifPresent(
              values -> {
                switch (RowTarget.of(values, mapped(values.account()), stored.options())) {
                  case RowTarget.Usable usable -> evidence.add(row.number(), usable, values);
                  case RowTarget.Refused refused -> evidence.refuse(row.number(), refused);
                }
              });
    }
  }

  private MappedAccount mapped(String name) {
    MappedAccount known = mapped.get(name);
    if (known != null) {
      return known;
    }
    MappedAccount account = accounts.mapped(name, stored.accounts());
    if (mapped.size() < MOST_NAMES) {
      mapped.put(name, account);
    }
    return account;
  }

  private Mono<Void> compare() {
    evidence.complete();
    return Flux.fromIterable(evidence.days().entrySet())
        .concatMap(
            account ->
                Flux.fromIterable(account.getValue().windows(MOST_AT_ONCE))
                    .concatMap(window -> compare(account.getKey(), window)))
        .then();
  }

  /** The rows are compared on a thread that may be busy for long. */
  private Mono<Void> compare(UUID account, Window window) {
    return Mono.fromSupplier(() -> evidence.rows(account, window))
        .flatMap(
            rows ->
                queries
                    .run(
                        session ->
                            knownRows.of(
                                session, stored.user(), accounts.membersOf(account), window, rows))
                    .publishOn(Schedulers.boundedElastic())
                    .filter(known -> !known.isEmpty())
                    .doOnNext(known -> match(rows, known)))
        .then();
  }

  private void match(List<ImportedRow> rows, List<KnownRow> known) {
    taken.retainAll(known.stream().map(KnownRow::id).collect(Collectors.toSet()));
    List<KnownRow> free = known.stream().filter(one -> !taken.contains(one.id())).toList();
    for (RowMatch match : RowMatching.of(rows, free, evidence.repeatedIds(rows))) {
      found.add(match);
      match.matched().ifPresent(taken::add);
    }
  }

  /** The rows with their statuses. */
  List<StoredRow> compared(List<StoredRow> rows) {
    return rows.stream().map(row -> row.with(status(row.rowStatus()))).toList();
  }

  /** The statuses that are other ones now. */
  List<RowStatus> changed(List<RowStatus> before) {
    List<RowStatus> changed = new ArrayList<>();
    for (RowStatus one : before) {
      RowStatus now = status(one);
      if (!now.equals(one)) {
        changed.add(now);
      }
    }
    return changed;
  }

  private RowStatus status(RowStatus before) {
    int number = before.number();
    return evidence.isCompared(number)
        ? found.status(number)
        : evidence
            .refusal(number)
            .map(no -> new RowStatus(number, no.status(), no.reason(), Optional.empty()))
            .orElse(before);
  }
}
