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
import org.jspecify.annotations.Nullable;

/**
 * Decides from the stored places what becomes of each record of a replay. Records of other replays
 * are passed over; what came before, because the owner began once more or two processes of it
 * replay, is dropped. A record behind a missing one is not applied: the place stays, the end of the
 * partition does not count, and the next walk brings both. Open for tests.
 */
class Filling {

  private final List<InboundEvent> events = new ArrayList<>();
  private final Map<Integer, Place> places;

  Filling(Map<Integer, Place> places) {
    this.places = new HashMap<>(places);
  }

  /**
   * @throws IllegalStateException if a record cannot be read: a replay has no one to park it for
   */
  static Filling of(
      UUID replay, List<ConsumerRecord<byte[], byte[]>> records, Map<Integer, Place> places) {
    return new Filling(places).taking(replay, records);
  }

  Filling taking(UUID replay, List<ConsumerRecord<byte[], byte[]>> records) {
    records.forEach(sent -> take(replay, sent));
    return this;
  }

  private void take(UUID replay, ConsumerRecord<byte[], byte[]> sent) {
    Place place = Objects.requireNonNull(places.get(sent.partition()), "place");
    long next = sent.offset() + 1;
    String end = Replays.text(sent, Replays.REPLAY_END);
    if (!Replays.belongs(sent, replay)) {
      places.put(place.partition(), place.replayed(next, place.position()));
    } else if (end != null) {
      boolean whole = reached(place, Replays.text(sent, Replays.REPLAY_LAST));
      places.put(
          place.partition(),
          whole ? place.ended(next, Long.parseLong(end)) : place.replayed(next, place.position()));
    } else {
      InboundEvent event = event(sent);
      boolean inLine = inLine(place, event);
      if (inLine) {
        events.add(event);
      }
      places.put(
          place.partition(), place.replayed(next, inLine ? event.position() : place.position()));
    }
  }

  /** Not applied before, and nothing is missing before it. */
  boolean inLine(Place place, InboundEvent event) {
    return event.position() > place.position() && event.previous() <= place.position();
  }

  /**
   * Whether the tables have the partition's last event.
   *
   * @param last its position; an owner of an earlier version does not send it
   */
  boolean reached(Place place, @Nullable String last) {
    return last == null || place.position() >= Long.parseLong(last);
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
