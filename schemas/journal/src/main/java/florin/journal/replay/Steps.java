package florin.journal.replay;

import florin.journal.Session;
import florin.journal.Sessions;
import florin.journal.inbox.Effects;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.Incoming;
import florin.journal.inbox.Offsets;
import florin.journal.inbox.Sorting;
import florin.journal.replay.MirrorState.Phase;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import reactor.core.publisher.Mono;

/** What a replay does to the new tables, each step with its place in one transaction. */
final class Steps {

  private final Sessions worker;
  private final Ledger ledger;
  private final Effects effects;

  Steps(Sessions worker, Ledger ledger, Effects effects) {
    this.worker = worker;
    this.ledger = ledger;
    this.effects = effects;
  }

  /** One replay of one mirror. */
  record Run(Inbox inbox, UUID id) {
    String topic() {
      return inbox.topic().topicName();
    }
  }

  /** Applies records of the replay and tells whether it has ended. */
  Mono<Boolean> fill(Run run, List<ConsumerRecord<byte[], byte[]>> records) {
    return worker.in(
        "begin",
        session ->
            ledger
                .places(session, run.topic())
                .map(places -> Filling.of(run.id(), records, places))
                .flatMap(
                    filling ->
                        apply(session, run, filling.events())
                            .then(ledger.move(session, run.topic(), filling.places()))
                            .thenReturn(filling.complete())));
  }

  private Mono<Void> apply(Session session, Run run, List<InboundEvent> events) {
    return effects
        .erased(session, events.stream().map(InboundEvent::user).distinct().toList())
        .map(erased -> events.stream().filter(event -> !erased.contains(event.user())).toList())
        .flatMap(allowed -> effects.fill(session, run.inbox(), allowed));
  }

  /** Applies what has come and tells whether the tables stand where the live inbox does. */
  Mono<Boolean> follow(Run run, Tail tail) {
    return worker.in(
        "begin",
        session ->
            Mono.zip(
                    ledger.places(session, run.topic()),
                    Mono.defer(() -> ledger.live(session, run.topic())))
                .flatMap(
                    found ->
                        step(
                            session, run, found.getT1(), tail.upTo(found.getT2()), found.getT2())));
  }

  private Mono<Boolean> step(
      Session session,
      Run run,
      Map<Integer, Place> places,
      List<Incoming> records,
      Map<Integer, Long> live) {
    Sorting sorting = Sorting.of(records, stored(places));
    Map<Integer, Place> next = new TreeMap<>(places);
    sorting
        .moves()
        .forEach(
            (partition, move) ->
                next.computeIfPresent(
                    partition,
                    (_, place) -> place.followed(move.end(), move.position(), move.gap())));
    boolean there =
        next.values().stream()
            .allMatch(place -> place.liveOffset() >= live.getOrDefault(place.partition(), 0L));
    List<InboundEvent> events =
        sorting.taken().stream().flatMap(record -> record.event().stream()).toList();
    return apply(session, run, events)
        .then(ledger.move(session, run.topic(), next.values()))
        .thenReturn(there);
  }

  private static Map<Integer, Offsets.Place> stored(Map<Integer, Place> places) {
    return places.values().stream()
        .collect(
            Collectors.toMap(
                Place::partition,
                place ->
                    new Offsets.Place(
                        place.partition(), "", place.liveOffset(), place.position(), place.gap())));
  }

  Mono<Map<Integer, Place>> places(Run run) {
    return worker.in("begin read only", session -> ledger.places(session, run.topic()));
  }

  Mono<Void> enter(Run run, Phase phase) {
    return worker.in("begin", session -> ledger.enter(session, run.topic(), phase));
  }
}
