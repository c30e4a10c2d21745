package florin.journal.kafka;

import florin.events.AvroEvents;
import florin.events.UnreadableEvent;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Shows an event as text, for people with Kafka's own tools: {@code kafka-console-consumer
 * --formatter-property value.deserializer=florin.journal.kafka.EventTextDeserializer}. An
 * unreadable record is shown with the reason instead of an exception, so that it does not end the
 * listing.
 */
public final class EventTextDeserializer implements Deserializer<String> {

  @Override
  public @Nullable String deserialize(String topic, byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    if (value.length == 0) {
      return "no event"; // a heartbeat, or the end of a replay
    }
    try {
      SpecificRecord event = AvroEvents.unframe(value);
      return event.getSchema().getName() + " " + event;
    } catch (UnreadableEvent unreadable) {
      return "unreadable: " + unreadable.getMessage();
    }
  }
}
