package florin.transactions.imports.preview;

import florin.journal.database.Session;
import florin.transactions.imports.identity.ImportedRow;
import florin.transactions.imports.identity.RowMatch;
import florin.transactions.imports.identity.RowMatching;
import florin.transactions.imports.preview.TargetAccounts.MappedAccount;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.store.RowBlocks;
import florin.transactions.imports.store.RowStatus;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredRow;
import florin.transactions.imports.store.StoredRow.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Finds the status of every row of an import. */
public final class ImportMatching {

  private final StoredImport stored;
  private final String format;
  private final TargetAccounts accounts;
  private final Map<String, MappedAccount> mapped = new HashMap<>();
  private final Map<UUID, List<ImportedRow>> rows = new LinkedHashMap<>();
  private final Map<Integer, RowStatus> statuses = new HashMap<>();

  private ImportMatching(StoredImport stored, String format, TargetAccounts accounts) {
    this.stored = stored;
    this.format = format;
    this.accounts = accounts;
  }

  /** Sets the statuses of rows that were just read. */
  static Mono<Void> match(Queries queries, StoredImport stored, String format, RowBlocks blocks) {
    return queries
        .run(session -> TargetAccounts.of(session, stored.user()))
        .publishOn(Schedulers.boundedElastic())
        .map(accounts -> new ImportMatching(stored, format, accounts))
        .flatMap(
            matching -> {
              for (int i = 0; i < blocks.blocks(); i++) {
                blocks.block(i).forEach(matching::add);
              }
              return matching
                  .compare(queries)
                  .doOnSuccess(
                      _ -> {
                        for (int i = 0; i < blocks.blocks(); i++) {
                          blocks.replace(i, matching::result);
                        }
                      });
            });
  }

  /** The statuses of stored rows as they are now; of those that can be compared. */
  public static Mono<List<RowStatus>> statuses(
      Session session, StoredImport stored, Flux<List<StoredRow>> pages) {
    return TargetAccounts.of(session, stored.user())
        .map(accounts -> new ImportMatching(stored, stored.format(), accounts))
        .flatMap(
            matching ->
                pages
                    .doOnNext(page -> page.forEach(matching::add))
                    .then(Mono.defer(() -> matching.compare(Queries.within(session))))
                    .then(Mono.fromSupplier(() -> List.copyOf(matching.statuses.values()))));
  }

  private MappedAccount mapped(String name) {
    return mapped.computeIfAbsent(name, one -> accounts.mapped(one, stored.accounts()));
  }

  private void add(StoredRow row) {
    FileRow file = row.file();
    if (file.status() != FileRow.Status.READABLE || file.values().isEmpty()) {
      return;
    }
    Values values = file.values().get();
    switch (RowTarget.of(values, mapped(values.account()), stored.options())) {
      case RowTarget.Refused refused ->
          statuses.put(
              row.number(),
              new RowStatus(
                  row.number(),
                  refused.status(),
                  RowTexts.storable(refused.reason()),
                  Optional.empty()));
      case RowTarget.Usable usable ->
          rows.computeIfAbsent(usable.account(), _ -> new ArrayList<>())
              .add(
                  new ImportedRow(
                      row.number(),
                      format,
                      values.date(),
                      usable.amount().amount(),
                      usable.amount().currency().code(),
                      RowTexts.text(values),
                      RowTexts.externalId(values)));
    }
  }

  /** The rows are compared on a thread that may be busy for long. */
  private Mono<Void> compare(Queries queries) {
    return Flux.fromIterable(rows.entrySet())
        .concatMap(
            account -> {
              List<ImportedRow> of = account.getValue();
              LocalDate first =
                  of.stream().map(ImportedRow::date).min(LocalDate::compareTo).orElseThrow();
              LocalDate last =
                  of.stream().map(ImportedRow::date).max(LocalDate::compareTo).orElseThrow();
              return queries
                  .run(
                      session ->
                          KnownRowQueries.of(
                              session,
                              stored.user(),
                              accounts.membersOf(account.getKey()),
                              first,
                              last))
                  .publishOn(Schedulers.boundedElastic())
                  .doOnNext(known -> RowMatching.of(of, known).forEach(this::add));
            })
        .then();
  }

  private void add(RowMatch match) {
    statuses.put(
        match.number(),
        switch (match) {
          case RowMatch.New _ -> new RowStatus(match.number(), Status.NEW, "", Optional.empty());
          case RowMatch.Known known ->
              new RowStatus(match.number(), Status.KNOWN, "", Optional.of(known.transaction()));
          case RowMatch.RemovedBefore removed ->
              new RowStatus(
                  match.number(), Status.REMOVED_BEFORE, "", Optional.of(removed.transaction()));
          case RowMatch.LooksLike like ->
              new RowStatus(
                  match.number(),
                  Status.LOOKS_LIKE,
                  reason(like.reason()),
                  Optional.of(like.transaction()));
        });
  }

  private static String reason(RowMatch.Reason reason) {
    return switch (reason) {
      case OTHER_ID -> "the same day, amount and text, with another id of the bank";
      case SAME_DAY_AND_AMOUNT -> "the same day and amount";
      case SAME_AMOUNT -> "the same amount, a few days apart";
    };
  }

  private StoredRow result(StoredRow row) {
    RowStatus found = statuses.get(row.number());
    return found == null ? row : row.with(found);
  }
}
