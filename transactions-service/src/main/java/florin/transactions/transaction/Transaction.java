package florin.transactions.transaction;

import florin.journal.stream.Decider;
import florin.journal.stream.Rejection;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.transaction.TransactionEvent.Corrected;
import florin.transactions.transaction.TransactionEvent.ImportedRecordLinked;
import florin.transactions.transaction.TransactionEvent.ImportedRecordUnlinked;
import florin.transactions.transaction.TransactionEvent.Recorded;
import florin.transactions.transaction.TransactionEvent.Removed;
import florin.transactions.transaction.TransactionEvent.RemovingParty;
import florin.transactions.transaction.TransactionEvent.Restored;
import florin.transactions.transaction.TransactionEvent.Revised;
import florin.transactions.transaction.TransactionEvent.Settled;
import florin.transactions.transaction.value.FileRecord;
import florin.transactions.transaction.value.RuleValues;
import florin.transactions.transaction.value.TransactionEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The life of a transaction: recorded, settled, revised, removed and restored, with the user's
 * words kept throughout.
 */
public sealed interface Transaction {

  String STREAM = "transaction";

  Decider<TransactionCommand, TransactionEvent, Transaction> DECIDER =
      new Decider<>(
          STREAM, new Absent(), Transaction::decide, Transaction::evolve, new TransactionCodec());

  record Absent() implements Transaction {}

  /** There is an entry, with values over it; {@code removedBy} is empty while it counts. */
  record Present(
      UUID id,
      UUID account,
      TransactionEntry entry,
      UserOverrides words,
      RuleValues rules,
      Optional<RemovingParty> removedBy,
      Set<String> superseded,
      SortedMap<String, FileRecord> linked)
      implements Transaction {

    static Present first(UUID id, UUID account, TransactionEntry transactionEntry) {
      return new Present(
          id,
          account,
          transactionEntry,
          UserOverrides.NONE,
          RuleValues.NONE,
          Optional.empty(),
          Set.of(),
          new TreeMap<>());
    }

    private Present said(TransactionEntry word) {
      return new Present(id, account, word, words, rules, removedBy, superseded, linked);
    }

    private Present settled(String pending, TransactionEntry word) {
      Set<String> ids = new java.util.TreeSet<>(superseded);
      ids.add(pending);
      return new Present(id, account, word, words, rules, removedBy, Set.copyOf(ids), linked);
    }

    private Present removed(Optional<RemovingParty> by) {
      return new Present(id, account, entry, words, rules, by, superseded, linked);
    }

    private Present with(Overlay overlay) {
      return new Present(
          id, account, entry, overlay.user(), overlay.rules(), removedBy, superseded, linked);
    }

    private Present with(TransactionEvent.LinkEvent event) {
      SortedMap<String, FileRecord> records = new TreeMap<>(linked);
      switch (event) {
        case ImportedRecordLinked e -> records.put(e.record().key(), e.record());
        case ImportedRecordUnlinked e -> records.remove(FileRecord.key(e.importId(), e.number()));
      }
      return new Present(id, account, entry, words, rules, removedBy, superseded, records);
    }

    /** The values over those of the entry. */
    public Overlay overlay() {
      return new Overlay(words, rules);
    }
  }

  static List<TransactionEvent> decide(TransactionCommand command, Transaction state) {
    return switch (command) {
      case TransactionCommand.Observe c -> observe(c, state);
      case TransactionCommand.Withdraw c -> withdraw(c, state);
      case TransactionCommand.RecordByHand c -> recordByHand(c, state);
      case TransactionCommand.RecordImported c -> recordImported(c, state);
      case TransactionCommand.LinkImportedRecord c -> link(c, demandExists(state));
      case TransactionCommand.UnlinkImportedRecord c -> unlink(c, demandExists(state));
      case TransactionCommand.UserEdit c -> PatchRules.decide(c, demandNotRemoved(state));
      case TransactionCommand.ApplyRules c ->
          state instanceof Present p && p.removedBy().isEmpty()
              ? PatchRules.applyRules(c, p)
              : List.of();
      case TransactionCommand.Remove c -> remove(c, demandExists(state));
      case TransactionCommand.Restore c -> restore(c, demandExists(state));
    };
  }

  private static List<TransactionEvent> observe(TransactionCommand.Observe c, Transaction state) {
    return switch (state) {
      case Absent() -> List.of(new Recorded(c.id(), c.account(), c.fact(), c.at()));
      case Present p when p.entry() instanceof TransactionEntry.ProviderFact known ->
          observe(c, p, known);
      case Present p -> throw new IllegalStateException(p.id() + ": a fact for a manual entry");
    };
  }

  private static List<TransactionEvent> observe(
      TransactionCommand.Observe c, Present present, TransactionEntry.ProviderFact known) {
    if (present.removedBy().equals(Optional.of(RemovingParty.PROVIDER))) {
      return restoredByProvider(c, present, known);
    }
    if (present.superseded().contains(c.fact().externalId())) {
      return List.of(); // a late word about the pending one
    }
    if (!c.fact().externalId().equals(known.externalId())) {
      return List.of(
          new Settled(present.id(), present.account(), known.externalId(), c.fact(), c.at()));
    }
    return c.fact().hash().equals(known.hash())
        ? List.of()
        : List.of(new Revised(present.id(), present.account(), c.fact(), c.at()));
  }

  /** A transaction that the provider removed and lists again changes, even with equal values. */
  private static List<TransactionEvent> restoredByProvider(
      TransactionCommand.Observe c, Present present, TransactionEntry.ProviderFact known) {
    return List.of(
        new Restored(present.id(), present.account(), RemovingParty.PROVIDER, c.at()),
        c.fact().externalId().equals(known.externalId())
            ? new Revised(present.id(), present.account(), c.fact(), c.at())
            : new Settled(present.id(), present.account(), known.externalId(), c.fact(), c.at()));
  }

  /**
   * An id that was superseded by settling belongs to no transaction: its removal is part of the
   * settling.
   */
  private static List<TransactionEvent> withdraw(TransactionCommand.Withdraw c, Transaction state) {
    return switch (state) {
      case Present p
          when p.entry() instanceof TransactionEntry.ProviderFact known
              && known.externalId().equals(c.externalId())
              && p.removedBy().isEmpty() ->
          List.of(
              new Removed(
                  p.id(),
                  p.account(),
                  RemovingParty.PROVIDER,
                  Optional.of(c.externalId()),
                  c.at()));
      case Present _, Absent _ -> List.of();
    };
  }

  private static List<TransactionEvent> recordByHand(
      TransactionCommand.RecordByHand c, Transaction state) {
    return switch (state) {
      case Absent() -> {
        PatchRules.demandMoney(c.entry().amount());
        yield List.of(new Recorded(c.id(), c.account(), c.entry(), c.at()));
      }
      case Present _ -> List.of();
    };
  }

  private static List<TransactionEvent> recordImported(
      TransactionCommand.RecordImported c, Transaction state) {
    return state instanceof Absent
        ? List.of(new Recorded(c.id(), c.account(), c.entry(), Optional.of(c.imported()), c.at()))
        : List.of();
  }

  private static List<TransactionEvent> link(
      TransactionCommand.LinkImportedRecord c, Present present) {
    return present.linked().containsKey(c.imported().key())
        ? List.of()
        : List.of(new ImportedRecordLinked(present.id(), present.account(), c.imported(), c.at()));
  }

  private static List<TransactionEvent> unlink(
      TransactionCommand.UnlinkImportedRecord c, Present present) {
    return present.linked().containsKey(c.imported().key())
        ? List.of(
            new ImportedRecordUnlinked(
                present.id(),
                present.account(),
                c.imported().importId(),
                c.imported().number(),
                c.at()))
        : List.of();
  }

  private static List<TransactionEvent> remove(TransactionCommand.Remove c, Present present) {
    return present.removedBy().isPresent()
        ? List.of()
        : List.of(
            new Removed(
                present.id(), present.account(), RemovingParty.USER, Optional.empty(), c.at()));
  }

  private static List<TransactionEvent> restore(TransactionCommand.Restore c, Present present) {
    if (present.removedBy().equals(Optional.of(RemovingParty.PROVIDER))) {
      throw new Rejection(
          TransactionsProblem.TRANSACTION_REMOVED,
          "The bank removed this transaction; only the bank can bring it back.");
    }
    return present.removedBy().isEmpty()
        ? List.of()
        : List.of(new Restored(present.id(), present.account(), RemovingParty.USER, c.at()));
  }

  private static Present demandExists(Transaction state) {
    return switch (state) {
      case Absent() -> throw new Rejection("not-found", "There is no such transaction.");
      case Present present -> present;
    };
  }

  private static Present demandNotRemoved(Transaction state) {
    Present present = demandExists(state);
    if (present.removedBy().isPresent()) {
      throw new Rejection(
          TransactionsProblem.TRANSACTION_REMOVED, "The transaction is removed; restore it first.");
    }
    return present;
  }

  static Transaction evolve(Transaction state, TransactionEvent event) {
    Present present =
        switch (state) {
          case Present p -> p;
          case Absent() -> null;
        };
    return switch (event) {
      case Recorded e -> Present.first(e.id(), e.account(), e.entry());
      case TransactionEvent _ when present == null -> state; // no recorded history begins like this
      case Settled e -> present.settled(e.supersededExternalId(), e.fact());
      case Revised e -> present.said(e.fact());
      case Removed e -> present.removed(Optional.of(e.by()));
      case Restored _ -> present.removed(Optional.empty());
      case Corrected e -> present.said(e.entry());
      case TransactionEvent.OverlayEvent e -> present.with(present.overlay().after(e));
      case TransactionEvent.LinkEvent e -> present.with(e);
    };
  }
}
