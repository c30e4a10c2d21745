package florin.transactions.imports.commit;

import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.transactions.category.CategoryQueries;
import florin.transactions.imports.preview.RowTarget;
import florin.transactions.imports.preview.RowTarget.Usable;
import florin.transactions.imports.preview.RowTexts;
import florin.transactions.imports.preview.TargetAccounts;
import florin.transactions.imports.read.FileRow.Part;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.store.ImportResult;
import florin.transactions.imports.store.StoredImport;
import florin.transactions.imports.store.StoredRow;
import florin.transactions.imports.store.StoredRow.Outcome;
import florin.transactions.recurring.detection.SeriesBacklog;
import florin.transactions.recurring.detection.SeriesDetection;
import florin.transactions.rule.run.RuleIntake;
import florin.transactions.rule.run.RuleIntake.DecidedTransaction;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.FileRecord;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import florin.transactions.transaction.value.TransactionEntry;
import florin.transactions.transfer.TransferPairs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Records rows of a file in one transaction, with the same steps as the rows of a bank: rules,
 * transfers, series.
 */
final class ImportedRows {

  private static final int LONGEST_NOTE = TextField.NOTE.maxLength();

  private final UnitOfWork unit;
  private final StoredImport stored;
  private final Change change;
  private final TargetAccounts accounts;
  private final Map<String, UUID> categories;
  private final RowTags tags;
  private final Map<UUID, UUID> statedTransfers = new HashMap<>();
  private final Map<StreamId, DecidedTransaction> added = new LinkedHashMap<>();
  private final Map<StreamId, Values> values = new HashMap<>();
  private final Set<Integer> recorded = new HashSet<>();
  private final Set<SeriesBacklog.Group> groups = new HashSet<>();

  private ImportedRows(
      UnitOfWork unit,
      StoredImport stored,
      Change change,
      TargetAccounts accounts,
      Map<String, UUID> categories,
      RowTags tags) {
    this.unit = unit;
    this.stored = stored;
    this.change = change;
    this.accounts = accounts;
    this.categories = categories;
    this.tags = tags;
  }

  /** Records the rows, and returns the result with their counts added. */
  static Mono<ImportResult> record(
      UnitOfWork unit, StoredImport stored, Change change, List<StoredRow> rows) {
    return TargetAccounts.of(unit.session(), stored.user())
        .flatMap(
            accounts ->
                CategoryQueries.openByName(unit.session(), stored.user())
                    .zipWhen(_ -> RowTags.of(unit.session(), stored.user(), rows))
                    .map(
                        found ->
                            new ImportedRows(
                                unit, stored, change, accounts, found.getT1(), found.getT2())))
        .flatMap(imported -> imported.record(rows));
  }

  private Mono<ImportResult> record(List<StoredRow> rows) {
    List<StoredRow> linked = rows.stream().filter(r -> r.outcome() == Outcome.LINK).toList();
    return unit.loadAll(
            Transaction.DECIDER, linked.stream().map(this::linkedStream).distinct().toList())
        .map(
            found -> {
              link(linked, found);
              rows.stream().filter(r -> r.outcome() == Outcome.ADD).forEach(this::add);
              return List.copyOf(added.values());
            })
        .flatMap(batch -> RuleIntake.apply(unit, batch))
        .then(Mono.fromRunnable(this::categorise))
        .then(Mono.defer(this::detect))
        .then(Mono.fromSupplier(() -> counted(rows, stored.result().orElse(ImportResult.NONE))));
  }

  /** A category of the file applies where no rule set one. */
  private void categorise() {
    Map<StreamId, PendingEvent> ruled = new HashMap<>();
    for (PendingEvent pending : unit.decided()) {
      if (pending.event() instanceof TransactionEvent.RulesApplied) {
        ruled.put(pending.stream(), pending);
      }
    }
    added.forEach(
        (stream, one) ->
            category(Objects.requireNonNull(values.get(stream)).category())
                .ifPresent(category -> categorise(one.stream(), ruled.get(stream), category)));
  }

  private void categorise(
      LoadedStream<Transaction> before, @Nullable PendingEvent rules, UUID category) {
    LoadedStream<Transaction> current = before;
    if (rules != null && rules.event() instanceof TransactionEvent.RulesApplied applied) {
      if (applied.changes().fields().containsKey("category")) {
        return;
      }
      current =
          new LoadedStream<>(
              before.stream(),
              rules.version(),
              rules.userVersion(),
              Transaction.evolve(before.state(), applied));
    }
    decided(current, new TransactionCommand.Categorise(Optional.of(category), change.at()));
  }

  private Mono<Void> detect() {
    return unit.project()
        .then(Mono.defer(() -> TransferPairs.follow(unit, statedTransfers)))
        .then(Mono.defer(this::detectSeries));
  }

  /** A file that is committed in parts has its series detected after the last one. */
  private Mono<Void> detectSeries() {
    return FileCommit.atOnce(stored)
        ? SeriesDetection.after(
            unit, Change.by(Actor.SYSTEM, stored.user(), change.at()), List.copyOf(added.keySet()))
        : SeriesBacklog.add(unit.session(), groups);
  }

  private StreamId linkedStream(StoredRow row) {
    UUID id = row.decided().or(row::transaction).orElseThrow();
    return new StreamId(stored.user(), Transaction.STREAM, id);
  }

  private void link(List<StoredRow> rows, Map<StreamId, LoadedStream<Transaction>> found) {
    Map<StreamId, LoadedStream<Transaction>> states = new HashMap<>(found);
    for (StoredRow row : rows) {
      usable(row)
          .ifPresent(
              target -> {
                StreamId stream = linkedStream(row);
                TransactionCommand command =
                    new TransactionCommand.LinkImportedRecord(fileRecord(row, target), change.at());
                states.put(
                    stream,
                    unit.decide(
                        Transaction.DECIDER,
                        Objects.requireNonNull(states.get(stream)),
                        command,
                        change));
                recorded.add(row.number());
              });
    }
  }

  private Optional<Usable> usable(StoredRow row) {
    Values of = row.file().values().orElseThrow();
    return RowTarget.of(of, accounts.mapped(of.account(), stored.accounts()), stored.options())
            instanceof Usable target
        ? Optional.of(target)
        : Optional.empty();
  }

  private FileRecord fileRecord(StoredRow row, Usable target) {
    Values of = row.file().values().orElseThrow();
    return new FileRecord(
        stored.id(),
        row.number(),
        row.file().line(),
        stored.format(),
        of.date(),
        target.amount(),
        RowTexts.text(of),
        RowTexts.externalId(of));
  }

  private void add(StoredRow row) {
    usable(row).ifPresent(target -> add(row, target));
  }

  private void add(StoredRow row, Usable target) {
    Values of = row.file().values().orElseThrow();
    UUID id = Ids.next();
    StreamId stream = new StreamId(stored.user(), Transaction.STREAM, id);
    TransactionEntry.ManualEntry entry =
        new TransactionEntry.ManualEntry(target.amount(), of.date(), RowTexts.text(of));
    groups.add(SeriesBacklog.Group.of(stored.user(), target.account(), entry));
    LoadedStream<Transaction> current =
        unit.decide(
            Transaction.DECIDER,
            new LoadedStream<>(stream, 0, 0, Transaction.DECIDER.initial()),
            new TransactionCommand.RecordImported(
                id, target.account(), entry, fileRecord(row, target), change.at()),
            change);
    for (TransactionCommand command : details(of, target)) {
      current = decided(current, command);
    }
    accounts
        .named(of.details().transferAccount(), stored.accounts())
        .filter(other -> !other.id().equals(target.account()))
        .ifPresent(other -> statedTransfers.put(id, other.id()));
    values.put(stream, of);
    added.put(stream, new DecidedTransaction(current, change));
    recorded.add(row.number());
  }

  /** A detail that cannot be set, such as parts that do not sum to the whole, is left out. */
  private LoadedStream<Transaction> decided(
      LoadedStream<Transaction> current, TransactionCommand command) {
    try {
      return unit.decide(Transaction.DECIDER, current, command, change);
    } catch (Rejection _) {
      return current;
    }
  }

  private List<TransactionCommand> details(Values of, Usable target) {
    List<TransactionCommand> commands = new ArrayList<>();
    String note = RowTexts.note(of);
    if (!note.isEmpty() && note.length() <= LONGEST_NOTE) {
      commands.add(new TransactionCommand.SetText(TextField.NOTE, Optional.of(note), change.at()));
    }
    Set<String> named = tags.of(of);
    if (!named.isEmpty()) {
      commands.add(new TransactionCommand.Retag(named, Set.of(), change.at()));
    }
    if (!of.parts().isEmpty()) {
      commands.add(
          new TransactionCommand.SplitInto(
              of.parts().stream().map(part -> part(part, target)).toList(), change.at()));
    }
    return commands;
  }

  private SplitPart part(Part part, Usable target) {
    return new SplitPart(
        category(part.category()),
        new Money(part.amount(), target.amount().currency()),
        Optional.of(RowTexts.storable(part.note()).strip()).filter(note -> !note.isEmpty()));
  }

  private Optional<UUID> category(String name) {
    return name.isBlank()
        ? Optional.empty()
        : Optional.ofNullable(categories.get(CanonicalName.of(name)));
  }

  private ImportResult counted(List<StoredRow> rows, ImportResult before) {
    int[] counts = new int[9];
    for (StoredRow row : rows) {
      counts[place(row)]++;
    }
    return new ImportResult(
        before.added() + counts[0],
        before.linked() + counts[1],
        before.known() + counts[2],
        before.removedBefore() + counts[3],
        before.looksLike() + counts[4],
        before.skipped() + counts[5],
        before.undecided() + counts[6],
        before.unreadable() + counts[7],
        before.notATransaction() + counts[8]);
  }

  private int place(StoredRow row) {
    if (recorded.contains(row.number())) {
      return row.outcome() == Outcome.ADD ? 0 : 1;
    }
    boolean left =
        row.decision().equals(Optional.of(StoredRow.Decision.SKIP))
            || row.file()
                .values()
                .filter(of -> accounts.mapped(of.account(), stored.accounts()).skipped())
                .isPresent();
    if (left) {
      return 5;
    }
    return row.outcome() != Outcome.NOTHING
        ? 6
        : switch (row.status()) {
          case KNOWN -> 2;
          case REMOVED_BEFORE -> 3;
          case LOOKS_LIKE -> 4;
          case NEW, UNDECIDED -> 6;
          case UNREADABLE -> 7;
          case NOT_A_TRANSACTION -> 8;
        };
  }
}
