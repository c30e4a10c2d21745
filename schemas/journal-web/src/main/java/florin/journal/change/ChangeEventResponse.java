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
    @Schema(description = "Id of the event") UUID id,
    @Schema(description = "Kind of event, such as Categorised") String type,
    @Schema(description = "Kind of resource, such as transaction") String resourceType,
    @Schema(description = "Id of the resource") UUID resource,
    @Schema(description = "Number of the event in the history of its resource, from 1") int version,
    @Schema(description = "When the event was recorded") Instant recordedAt,
    @Schema(types = "object", description = "Fields of the event as they are recorded")
        JsonNode values) {

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
