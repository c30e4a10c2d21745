package florin.transactions.imports.preview;

import florin.transactions.imports.identity.ImportedRow;
import florin.transactions.imports.identity.KnownRow;
import florin.transactions.imports.identity.RowMatch;
import florin.transactions.imports.identity.RowMatching;
import florin.transactions.imports.preview.DayCounts.Window;
import florin.transactions.imports.preview.TargetAccounts.MappedAccount;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.store.RowBlocks;
import florin.transactions.imports.store.RowStatus;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * Finds the status of every row of an import. The rows are passed over several times instead of
 * being kept: once for the days of each account, and once for each window of days that has
 * transactions to compare with.
 */
public final class ImportMatching {

  private static final int MOST_AT_ONCE = 150_000;

  private final Queries queries;
  private final StoredImport stored;
  private final String format;
  private final Flux<List<StoredRow>> pages;
  private final TargetAccounts accounts;
  private final Map<String, MappedAccount> mapped = new HashMap<>();
  private final Map<UUID, DayCounts> days = new LinkedHashMap<>();
  private final FoundMatches found = new FoundMatches();

  /** Transactions that rows of earlier windows matched, and that may be near the next window. */
  private final Set<UUID> taken = new HashSet<>();

  private ImportMatching(
      Queries queries,
      StoredImport stored,
      String format,
      Flux<List<StoredRow>> pages,
      TargetAccounts accounts) {
    this.queries = queries;
    this.stored = stored;
    this.format = format;
    this.pages = pages;
    this.accounts = accounts;
  }

  /** Sets the statuses of rows that were just read. */
  static Mono<Void> match(Queries queries, StoredImport stored, String format, RowBlocks blocks) {
    Flux<List<StoredRow>> pages = Flux.range(0, blocks.blocks()).map(blocks::block);
    return of(queries, stored, format, pages)
        .doOnNext(
            matching -> {
              for (int i = 0; i < blocks.blocks(); i++) {
                List<StoredRow> block = blocks.block(i);
                List<StoredRow> compared =
                    block.stream().map(row -> row.with(matching.status(row))).toList();
                if (!compared.equals(block)) {
                  blocks.replace(i, compared);
                }
              }
            })
        .then();
  }

  /**
   * The statuses of stored rows that have changed, page by page.
   *
   * @param pages can be read several times
   */
  static Flux<List<RowStatus>> changes(
      Queries queries, StoredImport stored, Flux<List<StoredRow>> pages) {
    return of(queries, stored, stored.format(), pages)
        .flatMapMany(matching -> pages.map(matching::changed))
        .filter(changed -> !changed.isEmpty());
  }

  private static Mono<ImportMatching> of(
      Queries queries, StoredImport stored, String format, Flux<List<StoredRow>> pages) {
    return queries
        .run(session -> TargetAccounts.of(session, stored.user()))
        .publishOn(Schedulers.boundedElastic())
        .map(accounts -> new ImportMatching(queries, stored, format, pages, accounts))
        .flatMap(matching -> matching.compare().thenReturn(matching))
        .publishOn(Schedulers.boundedElastic());
  }

  private List<RowStatus> changed(List<StoredRow> page) {
    List<RowStatus> changed = new ArrayList<>();
    for (StoredRow row : page) {
      RowStatus now = status(row);
      if (!now.equals(row.rowStatus())) {
        changed.add(now);
      }
    }
    return changed;
  }

  private RowStatus status(StoredRow row) {
    return values(row)
        .map(
            values ->
                switch (target(values)) {
                  case RowTarget.Refused refused ->
                      new RowStatus(
                          row.number(),
                          refused.status(),
                          RowTexts.storable(refused.reason()),
                          Optional.empty());
                  case RowTarget.Usable _ -> found.status(row.number());
                })
        .orElseGet(row::rowStatus);
  }

  private static Optional<Values> values(StoredRow row) {
    return row.file().status() == FileRow.Status.READABLE ? row.file().values() : Optional.empty();
  }

  private RowTarget target(Values values) {
    return RowTarget.of(
        values,
        mapped.computeIfAbsent(values.account(), name -> accounts.mapped(name, stored.accounts())),
        stored.options());
  }

  private Mono<Void> compare() {
    return pages
        .doOnNext(page -> page.forEach(this::count))
        .then(Mono.defer(this::compareAccounts));
  }

  private void count(StoredRow row) {
    values(row)
        .ifPresent(
            values -> {
              if (target(values) instanceof RowTarget.Usable usable) {
                days.computeIfAbsent(usable.account(), _ -> new DayCounts()).add(values.date());
              }
            });
  }

  private Mono<Void> compareAccounts() {
    return Flux.fromIterable(days.entrySet())
        .concatMap(
            account ->
                Flux.fromIterable(account.getValue().windows(MOST_AT_ONCE))
                    .concatMap(window -> compare(account.getKey(), window)))
        .then();
  }

  /** The rows are compared on a thread that may be busy for long. */
  private Mono<Void> compare(UUID account, Window window) {
    return queries
        .run(
            session ->
                KnownRowQueries.of(
                    session,
                    stored.user(),
                    accounts.membersOf(account),
                    window.first(),
                    window.last()))
        .filter(known -> !known.isEmpty())
        .flatMap(
            known ->
                pages
                    .publishOn(Schedulers.boundedElastic(), 1)
                    .collect(
                        () -> new ArrayList<ImportedRow>(),
                        (rows, page) ->
                            page.forEach(
                                row -> imported(row, account, window).ifPresent(rows::add)))
                    .doOnNext(rows -> match(rows, known)))
        .then();
  }

  private Optional<ImportedRow> imported(StoredRow row, UUID account, Window window) {
    return values(row)
        .filter(values -> window.has(values.date()))
        .flatMap(
            values ->
                target(values) instanceof RowTarget.Usable usable
                        && usable.account().equals(account)
                    ? Optional.of(
                        new ImportedRow(
                            row.number(),
                            format,
                            values.date(),
                            usable.amount().amount(),
                            usable.amount().currency().code(),
                            RowTexts.text(values),
                            RowTexts.externalId(values)))
                    : Optional.empty());
  }

  private void match(List<ImportedRow> rows, List<KnownRow> known) {
    taken.retainAll(known.stream().map(KnownRow::id).collect(Collectors.toSet()));
    List<KnownRow> free = known.stream().filter(one -> !taken.contains(one.id())).toList();
    for (RowMatch match : RowMatching.of(rows, free)) {
      found.add(match);
      match.matched().ifPresent(taken::add);
    }
  }
}
