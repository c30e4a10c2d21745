package florin.transactions.intake;

import florin.journal.Change;
import florin.journal.Ids;
import florin.journal.Loaded;
import florin.journal.StreamId;
import florin.journal.UnitOfWork;
import florin.transactions.ledger.ExternalIds;
import florin.transactions.ledger.ExternalIds.Key;
import florin.transactions.ledger.ExternalIds.Meaning;
import florin.transactions.ledger.Transaction;
import florin.transactions.ledger.TransactionCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * A batch of sightings. One query tells what is known of their ids; what was said before falls out
 * by its hash; one query loads the streams that are left; decisions happen in memory.
 */
final class Sightings {

  private final Map<Key, Meaning> meanings;
  private final List<Ask> asks = new ArrayList<>();
  private final Set<StreamId> old = new LinkedHashSet<>();
  private final Set<StreamId> fresh = new HashSet<>();

  /** A command for a stream. */
  private record Ask(StreamId stream, TransactionCommand command, Change change) {}

  private Sightings(Map<Key, Meaning> known) {
    this.meanings = new HashMap<>(known);
  }

  static Mono<Void> take(UnitOfWork unit, List<Sighting> batch) {
    return ExternalIds.find(unit.session(), keys(batch))
        .flatMap(known -> new Sightings(known).decide(unit, batch));
  }

  private static Set<Key> keys(List<Sighting> batch) {
    Set<Key> keys = new HashSet<>();
    for (Sighting sighting : batch) {
      switch (sighting) {
        case Sighting.Seen seen -> {
          keys.add(key(seen, seen.fact().externalId()));
          seen.fact().pendingExternalId().ifPresent(pending -> keys.add(key(seen, pending)));
          seen.former().ifPresent(former -> keys.add(key(seen, former)));
        }
        case Sighting.Gone gone ->
            keys.add(new Key(gone.change().user(), gone.connection(), gone.externalId()));
      }
    }
    return keys;
  }

  private static Key key(Sighting.Seen seen, Sighting.Former former) {
    return new Key(seen.change().user(), former.connection(), former.externalId());
  }

  private static Key key(Sighting.Seen seen, String external) {
    return new Key(seen.change().user(), seen.fact().connectionId(), external);
  }

  private Mono<Void> decide(UnitOfWork unit, List<Sighting> batch) {
    batch.forEach(this::ask);
    return unit.loadAll(Transaction.DECIDER, old).doOnNext(loaded -> decide(unit, loaded)).then();
  }

  private void ask(Sighting sighting) {
    switch (sighting) {
      case Sighting.Seen seen -> see(seen);
      case Sighting.Gone gone -> miss(gone);
    }
  }

  private void see(Sighting.Seen seen) {
    Key key = key(seen, seen.fact().externalId());
    Optional<Meaning> known = Optional.ofNullable(meanings.get(key));
    if (known.flatMap(Meaning::hash).equals(Optional.of(seen.fact().hash()))) {
      return; // the same answer again
    }
    // A posted transaction is the pending one it names, a renamed one is what it was, on the same
    // stream.
    Optional<Meaning> meant =
        known
            .or(() -> seen.fact().pendingExternalId().map(id -> meanings.get(key(seen, id))))
            .or(() -> seen.former().map(former -> meanings.get(key(seen, former))));
    UUID id = meant.map(Meaning::transaction).orElseGet(Ids::next);
    StreamId stream = new StreamId(seen.change().user(), Transaction.STREAM, id);
    if (meant.isPresent() && !fresh.contains(stream)) {
      old.add(stream);
    } else {
      fresh.add(stream);
    }
    meanings.put(key, new Meaning(id, seen.account(), Optional.of(seen.fact().hash())));
    asks.add(
        new Ask(
            stream,
            new TransactionCommand.Observe(id, seen.account(), seen.fact(), seen.change().at()),
            seen.change()));
  }

  /** A removal of an id nobody knows removes nothing. */
  private void miss(Sighting.Gone gone) {
    Key key = new Key(gone.change().user(), gone.connection(), gone.externalId());
    Meaning known = meanings.get(key);
    if (known == null) {
      return;
    }
    StreamId stream = new StreamId(gone.change().user(), Transaction.STREAM, known.transaction());
    if (!fresh.contains(stream)) {
      old.add(stream);
    }
    meanings.put(key, new Meaning(known.transaction(), known.account(), Optional.empty()));
    asks.add(
        new Ask(
            stream,
            new TransactionCommand.Withdraw(gone.externalId(), gone.change().at()),
            gone.change()));
  }

  private void decide(UnitOfWork unit, Map<StreamId, Loaded<Transaction>> loaded) {
    Map<StreamId, Loaded<Transaction>> states = new HashMap<>(loaded);
    for (Ask ask : asks) {
      Loaded<Transaction> current =
          states.computeIfAbsent(
              ask.stream(), stream -> new Loaded<>(stream, 0, 0, Transaction.DECIDER.initial()));
      states.put(
          ask.stream(), unit.decide(Transaction.DECIDER, current, ask.command(), ask.change()));
    }
  }
}
