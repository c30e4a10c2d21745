package florin.transactions.intake;

import florin.journal.UnitOfWork;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.StreamId;
import florin.transactions.projection.ExternalIds;
import florin.transactions.projection.ExternalIds.ExternalIdTarget;
import florin.transactions.projection.ExternalIds.Key;
import florin.transactions.recurring.detection.SeriesBacklog;
import florin.transactions.recurring.detection.SeriesDetection;
import florin.transactions.rule.run.RuleIntake;
import florin.transactions.rule.run.RuleIntake.DecidedTransaction;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.TransactionCommand;
import florin.transactions.transfer.TransferPairs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * A batch of observations. One query finds the transactions of their ids; observations with the
 * hash of the one before are left out; one query loads the other streams; decisions are in memory.
 */
final class ProviderObservations {

  private final Map<Key, ExternalIdTarget> meanings;
  private final List<Ask> asks = new ArrayList<>();
  private final Set<StreamId> old = new LinkedHashSet<>();
  private final Set<StreamId> fresh = new HashSet<>();
  private final Map<StreamId, SeriesBacklog.Group> later = new HashMap<>();
  private final Set<StreamId> changedLater = new HashSet<>();

  /** A command for a stream. */
  private record Ask(StreamId stream, TransactionCommand command, Change change) {}

  private ProviderObservations(Map<Key, ExternalIdTarget> known) {
    this.meanings = new HashMap<>(known);
  }

  /**
   * @param complete of each user with the last page of a run among the batch, its change
   */
  static Mono<Void> apply(
      UnitOfWork unit, List<ProviderObservation> batch, Map<UUID, Change> complete) {
    return ExternalIds.find(unit.session(), keys(batch))
        .map(ProviderObservations::new)
        .flatMap(
            observations ->
                observations
                    .decide(unit, batch)
                    .then(Mono.defer(unit::project))
                    .then(Mono.defer(() -> TransferPairs.follow(unit)))
                    .then(observations.detect(unit, complete)));
  }

  private static Set<Key> keys(List<ProviderObservation> batch) {
    Set<Key> keys = new HashSet<>();
    for (ProviderObservation providerObservation : batch) {
      switch (providerObservation) {
        case ProviderObservation.Observed observed -> {
          keys.add(key(observed, observed.fact().externalId()));
          observed
              .fact()
              .pendingExternalId()
              .ifPresent(pending -> keys.add(key(observed, pending)));
          observed.former().ifPresent(superseded -> keys.add(key(observed, superseded)));
        }
        case ProviderObservation.Removed removed ->
            keys.add(new Key(removed.change().user(), removed.connection(), removed.externalId()));
      }
    }
    return keys;
  }

  private static Key key(
      ProviderObservation.Observed observed, ProviderObservation.Superseded superseded) {
    return new Key(observed.change().user(), superseded.connection(), superseded.externalId());
  }

  private static Key key(ProviderObservation.Observed observed, String external) {
    return new Key(observed.change().user(), observed.fact().connectionId(), external);
  }

  private Mono<Void> decide(UnitOfWork unit, List<ProviderObservation> batch) {
    batch.forEach(this::addCommand);
    return unit.loadAll(Transaction.DECIDER, old)
        .map(loaded -> decide(unit, loaded))
        .flatMap(changed -> RuleIntake.apply(unit, changed));
  }

  /**
   * Finds recurring series among the rows that changed. Those of a run with further pages are left
   * for its last page.
   */
  private Mono<Void> detect(UnitOfWork unit, Map<UUID, Change> complete) {
    return Mono.defer(() -> SeriesBacklog.add(unit.session(), later.values()))
        .then(Mono.defer(() -> SeriesBacklog.addChanged(unit.session(), changedLater)))
        .then(
            Mono.defer(
                () ->
                    SeriesDetection.afterAll(
                        unit,
                        asks.stream().map(Ask::change).toList(),
                        asks.stream()
                            .map(Ask::stream)
                            .filter(stream -> !later.containsKey(stream))
                            .filter(stream -> !changedLater.contains(stream))
                            .collect(Collectors.toSet()),
                        complete)));
  }

  private void addCommand(ProviderObservation providerObservation) {
    switch (providerObservation) {
      case ProviderObservation.Observed observed -> observe(observed);
      case ProviderObservation.Removed removed -> remove(removed);
    }
  }

  private void observe(ProviderObservation.Observed observed) {
    Key key = key(observed, observed.fact().externalId());
    Optional<ExternalIdTarget> known = Optional.ofNullable(meanings.get(key));
    if (known.flatMap(ExternalIdTarget::hash).equals(Optional.of(observed.fact().hash()))) {
      return; // the same answer again
    }
    // A posted transaction is the pending one it names, a renamed one is what it was, on the same
    // stream.
    Optional<ExternalIdTarget> meant =
        known
            .or(
                () ->
                    observed.fact().pendingExternalId().map(id -> meanings.get(key(observed, id))))
            .or(() -> observed.former().map(superseded -> meanings.get(key(observed, superseded))));
    UUID id = meant.map(ExternalIdTarget::transaction).orElseGet(Ids::next);
    StreamId stream = new StreamId(observed.change().user(), Transaction.STREAM, id);
    if (meant.isPresent() && !fresh.contains(stream)) {
      old.add(stream);
    } else {
      fresh.add(stream);
    }
    meanings.put(key, new ExternalIdTarget(id, Optional.of(observed.fact().hash())));
    if (observed.more() && fresh.contains(stream)) {
      later.put(stream, SeriesBacklog.Group.of(stream.user(), observed.account(), observed.fact()));
    } else if (observed.more()) {
      changedLater.add(stream);
    }
    asks.add(
        new Ask(
            stream,
            new TransactionCommand.Observe(
                id, observed.account(), observed.fact(), observed.change().at()),
            observed.change()));
  }

  /** A removal of an unknown id removes nothing. */
  private void remove(ProviderObservation.Removed removed) {
    Key key = new Key(removed.change().user(), removed.connection(), removed.externalId());
    ExternalIdTarget known = meanings.get(key);
    if (known == null) {
      return;
    }
    StreamId stream =
        new StreamId(removed.change().user(), Transaction.STREAM, known.transaction());
    if (!fresh.contains(stream)) {
      old.add(stream);
    }
    meanings.put(key, new ExternalIdTarget(known.transaction(), Optional.empty()));
    asks.add(
        new Ask(
            stream,
            new TransactionCommand.Withdraw(removed.externalId(), removed.change().at()),
            removed.change()));
  }

  /** Decides all commands; the transactions that changed are returned for the rules. */
  private Collection<DecidedTransaction> decide(
      UnitOfWork unit, Map<StreamId, LoadedStream<Transaction>> loaded) {
    Map<StreamId, LoadedStream<Transaction>> states = new HashMap<>(loaded);
    Map<StreamId, DecidedTransaction> changed = new LinkedHashMap<>();
    for (Ask ask : asks) {
      LoadedStream<Transaction> current =
          states.computeIfAbsent(
              ask.stream(),
              stream -> new LoadedStream<>(stream, 0, 0, Transaction.DECIDER.initial()));
      LoadedStream<Transaction> next =
          unit.decide(Transaction.DECIDER, current, ask.command(), ask.change());
      states.put(ask.stream(), next);
      if (next.version() > current.version()) {
        changed.put(ask.stream(), new DecidedTransaction(next, ask.change()));
      }
    }
    return changed.values();
  }
}
