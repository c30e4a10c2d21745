package florin.journal.change;

import florin.events.AvroEvents;
import florin.journal.stream.RecordedEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of a change.
 *
 * @param values the event's fields as they are recorded
 */
record ChangeEventResponse(
    UUID id,
    String type,
    String resourceType,
    UUID resource,
    int version,
    Instant recordedAt,
    @Schema(type = "object") JsonNode values) {

  static ChangeEventResponse of(JsonMapper json, RecordedEvent event) {
    return new ChangeEventResponse(
        event.eventId(),
        ChangeResponse.simple(event.type()),
        event.stream().type(),
        event.stream().id(),
        event.version(),
        event.recordedAt(),
        json.readTree(AvroEvents.decode(event.fingerprint(), event.payload()).toString()));
  }
}
