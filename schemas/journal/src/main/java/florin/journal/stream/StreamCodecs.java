package florin.journal.stream;

import florin.events.AvroEvents;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** All stream types of a service, to decode a journal whose events are of any stream. */
public final class StreamCodecs {

  /** The stream type that outlives its user. */
  public static final String ERASURE = "erasure";

  private final Map<String, EventCodec<?>> codecs;

  public StreamCodecs(Collection<Decider<?, ?, ?>> deciders) {
    this(
        deciders.stream()
            .collect(Collectors.toMap(Decider::streamType, (Decider<?, ?, ?> d) -> d.codec())));
  }

  private StreamCodecs(Map<String, EventCodec<?>> codecs) {
    this.codecs = Map.copyOf(codecs);
  }

  public static StreamCodecs of(Decider<?, ?, ?>... deciders) {
    return new StreamCodecs(java.util.List.of(deciders));
  }

  /** Whether a stream has views: the stream of an erasure has none. */
  public static boolean hasViews(StreamId stream) {
    return !stream.type().equals(ERASURE);
  }

  /**
   * The event as its command gave it to the views.
   *
   * @param userVersion how many events of the stream the user caused, this one included
   * @throws IllegalStateException if the service has no such stream type
   */
  public PendingEvent pending(RecordedEvent recorded, int userVersion) {
    StreamId stream = recorded.stream();
    EventCodec<?> codec = codecs.get(stream.type());
    if (codec == null) {
      throw new IllegalStateException(
          "stream type: " + stream.type() + " (expected: one of " + codecs.keySet() + ")");
    }
    SpecificRecord avro = AvroEvents.decode(recorded.fingerprint(), recorded.payload());
    return new PendingEvent(
        stream,
        recorded.version(),
        userVersion,
        Objects.requireNonNull(codec.fromAvro(avro)),
        avro,
        new Change(
            stream.user(),
            recorded.changeId(),
            recorded.actor(),
            PendingEvent.at(avro),
            recorded.causedBy()));
  }
}
