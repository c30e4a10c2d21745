package florin.journal.replay;

import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Incoming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decides from the stored places what becomes of each record of a replay. Records of other replays
 * are passed over; what came before, because the owner began once more, is dropped.
 */
final class Filling {

  private final List<InboundEvent> events = new ArrayList<>();
  private final Map<Integer, Place> places;

  private Filling(Map<Integer, Place> places) {
    this.places = new HashMap<>(places);
  }

  /**
   * @throws IllegalStateException if a record cannot be read: a replay has no one to park it for
   */
  static Filling of(
      UUID replay, List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Place> places) {
    Filling filling = new Filling(places);
    records.forEach(sent -> filling.take(replay, sent));
    return filling;
  }

  private void take(UUID replay, ConsumerRecord<byte[], byte[]> sent) {
    Place place = Objects.requireNonNull(places.get(sent.partition()), "place");
    long next = sent.offset() + 1;
    String end = Replays.text(sent, Replays.REPLAY_END);
    if (!Replays.belongs(sent, replay)) {
      places.put(place.partition(), place.replayed(next, place.position()));
    } else if (end != null) {
      places.put(place.partition(), place.ended(next, Long.parseLong(end)));
    } else {
      InboundEvent event = event(sent);
      if (event.position() > place.position()) {
        events.add(event);
      }
      places.put(
          place.partition(), place.replayed(next, Math.max(place.position(), event.position())));
    }
  }

  private static InboundEvent event(ConsumerRecord<byte[], byte[]> sent) {
    Incoming incoming = Incoming.of(sent);
    return incoming
        .event()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    sent.topic()
                        + "-"
                        + sent.partition()
                        + "@"
                        + sent.offset()
                        + ": "
                        + incoming.fault()));
  }

  List<InboundEvent> events() {
    return events;
  }

  Collection<Place> places() {
    return places.values();
  }

  /** Whether every partition has come to its end, and to the same one. */
  boolean complete() {
    return places.values().stream().allMatch(place -> place.upto() >= 0)
        && places.values().stream().mapToLong(Place::upto).distinct().count() <= 1;
  }
}
