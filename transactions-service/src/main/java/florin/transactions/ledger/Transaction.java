package florin.transactions.ledger;

import florin.journal.Decider;
import florin.journal.Rejection;
import florin.transactions.ledger.TransactionEvent.Categorised;
import florin.transactions.ledger.TransactionEvent.Noted;
import florin.transactions.ledger.TransactionEvent.Party;
import florin.transactions.ledger.TransactionEvent.Recorded;
import florin.transactions.ledger.TransactionEvent.Removed;
import florin.transactions.ledger.TransactionEvent.Restored;
import florin.transactions.ledger.TransactionEvent.Revised;
import florin.transactions.ledger.TransactionEvent.Settled;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** There is an entry, and what the user chose; {@code removedBy} is empty while it counts. */
  record Present(
      UUID id,
      UUID account,
      Entry entry,
      Chosen<UUID> category,
      Optional<String> note,
      Optional<Party> removedBy,
      Set<String> superseded)
      implements Transaction {

    static Present first(UUID id, UUID account, Entry entry) {
      return new Present(
          id, account, entry, Chosen.open(), Optional.empty(), Optional.empty(), Set.of());
    }

    private Present said(Entry word) {
      return new Present(id, account, word, category, note, removedBy, superseded);
    }

    private Present settled(String pending, Entry word) {
      Set<String> ids = new java.util.TreeSet<>(superseded);
      ids.add(pending);
      return new Present(id, account, word, category, note, removedBy, Set.copyOf(ids));
    }

    private Present removed(Optional<Party> by) {
      return new Present(id, account, entry, category, note, by, superseded);
    }

    private Present categorised(Optional<UUID> choice) {
      return new Present(
          id, account, entry, new Chosen<>(true, choice), note, removedBy, superseded);
    }

    private Present noted(Optional<String> text) {
      return new Present(id, account, entry, category, text, removedBy, superseded);
    }
  }

  /**
   * A field's value if the user decided about it; deciding for "nothing" is a decision too.
   *
   * @param byUser whether the user decided at all
   */
  record Chosen<T>(boolean byUser, Optional<T> value) {
    static <T> Chosen<T> open() {
      return new Chosen<>(false, Optional.empty());
    }
  }

  static List<TransactionEvent> decide(TransactionCommand command, Transaction state) {
    return switch (command) {
      case TransactionCommand.Observe c -> observe(c, state);
      case TransactionCommand.Withdraw c -> withdraw(c, state);
      case TransactionCommand.RecordByHand c -> recordByHand(c, state);
      case TransactionCommand.Categorise c -> categorise(c, counting(state));
      case TransactionCommand.Note c -> note(c, counting(state));
      case TransactionCommand.Remove c -> remove(c, existing(state));
      case TransactionCommand.Restore c -> restore(c, existing(state));
    };
  }

  private static List<TransactionEvent> observe(TransactionCommand.Observe c, Transaction state) {
    return switch (state) {
      case Absent() -> List.of(new Recorded(c.id(), c.account(), c.fact(), c.at()));
      case Present p when p.entry() instanceof Entry.ProviderFact known -> observe(c, p, known);
      case Present p -> throw new IllegalStateException(p.id() + ": a fact for a manual entry");
    };
  }

  private static List<TransactionEvent> observe(
      TransactionCommand.Observe c, Present present, Entry.ProviderFact known) {
    if (present.removedBy().equals(Optional.of(Party.PROVIDER))) {
      return backAgain(c, present, known);
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

  /** What a provider had removed and shows again is news, even if it looks as before. */
  private static List<TransactionEvent> backAgain(
      TransactionCommand.Observe c, Present present, Entry.ProviderFact known) {
    return List.of(
        new Restored(present.id(), present.account(), Party.PROVIDER, c.at()),
        c.fact().externalId().equals(known.externalId())
            ? new Revised(present.id(), present.account(), c.fact(), c.at())
            : new Settled(present.id(), present.account(), known.externalId(), c.fact(), c.at()));
  }

  /**
   * An id that was superseded by settling is nobody's any more: its removal is part of the
   * settling.
   */
  private static List<TransactionEvent> withdraw(TransactionCommand.Withdraw c, Transaction state) {
    return switch (state) {
      case Present p
          when p.entry() instanceof Entry.ProviderFact known
              && known.externalId().equals(c.externalId())
              && p.removedBy().isEmpty() ->
          List.of(
              new Removed(
                  p.id(), p.account(), Party.PROVIDER, Optional.of(c.externalId()), c.at()));
      case Present _, Absent _ -> List.of();
    };
  }

  private static List<TransactionEvent> recordByHand(
      TransactionCommand.RecordByHand c, Transaction state) {
    return switch (state) {
      case Absent() -> {
        if (c.entry().amount().isZero()) {
          throw new Rejection("rejected", "amount: 0 (expected: money in or out)", "/amount");
        }
        yield List.of(new Recorded(c.id(), c.account(), c.entry(), c.at()));
      }
      case Present _ -> List.of();
    };
  }

  private static List<TransactionEvent> categorise(
      TransactionCommand.Categorise c, Present present) {
    return present.category().equals(new Chosen<>(true, c.category()))
        ? List.of()
        : List.of(new Categorised(present.id(), present.account(), c.category(), c.at()));
  }

  private static List<TransactionEvent> note(TransactionCommand.Note c, Present present) {
    return present.note().equals(c.note())
        ? List.of()
        : List.of(new Noted(present.id(), present.account(), c.note(), c.at()));
  }

  private static List<TransactionEvent> remove(TransactionCommand.Remove c, Present present) {
    return present.removedBy().isPresent()
        ? List.of()
        : List.of(
            new Removed(present.id(), present.account(), Party.USER, Optional.empty(), c.at()));
  }

  private static List<TransactionEvent> restore(TransactionCommand.Restore c, Present present) {
    if (present.removedBy().equals(Optional.of(Party.PROVIDER))) {
      throw new Rejection(
          "transaction-removed",
          "The bank removed this transaction; only the bank can bring it back.");
    }
    return present.removedBy().isEmpty()
        ? List.of()
        : List.of(new Restored(present.id(), present.account(), Party.USER, c.at()));
  }

  private static Present existing(Transaction state) {
    return switch (state) {
      case Absent() -> throw new Rejection("not-found", "There is no such transaction.");
      case Present present -> present;
    };
  }

  private static Present counting(Transaction state) {
    Present present = existing(state);
    if (present.removedBy().isPresent()) {
      throw new Rejection("transaction-removed", "The transaction is removed; restore it first.");
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
      case TransactionEvent _ when present == null -> state; // no history of ours begins like this
      case Settled e -> present.settled(e.supersededExternalId(), e.fact());
      case Revised e -> present.said(e.fact());
      case Removed e -> present.removed(Optional.of(e.by()));
      case Restored _ -> present.removed(Optional.empty());
      case Categorised e -> present.categorised(e.category());
      case Noted e -> present.noted(e.note());
    };
  }
}
