package florin.journal.change;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change in the feed.
 *
 * @param actor {@code user}, {@code provider}, {@code system} or {@code rule:<id>}
 * @param events how many events it has
 * @param resources how many resources it touched
 * @param types what kinds of events, such as {@code Categorised}
 * @param resourceTypes what kinds of resources, such as {@code transaction}
 * @param undoneBy the change that took it back
 * @param undoes the change that it took back
 */
record ChangeResponse(
    @Schema(description = "Id of the change") UUID id,
    @Schema(description = "When the change was made") Instant at,
    @Schema(description = "user, provider, system or rule:<id>") String actor,
    @Schema(description = "Number of events of the change") long events,
    @Schema(description = "Number of resources that the change touched") long resources,
    @Schema(description = "Kinds of events, such as Categorised") List<String> types,
    @Schema(description = "Kinds of resources, such as transaction") List<String> resourceTypes,
    @Schema(description = "The change that undid this one") @Nullable UUID undoneBy,
    @Schema(description = "The change that this one undid") @Nullable UUID undoes) {

  static ChangeResponse of(ChangeQueries.Summary summary) {
    return new ChangeResponse(
        summary.id(),
        summary.at(),
        summary.actor(),
        summary.events(),
        summary.resources(),
        summary.types().stream().map(ChangeResponse::simple).sorted().toList(),
        summary.streamTypes(),
        summary.undoneBy().orElse(null),
        summary.undoes().orElse(null));
  }

  /** The last part of an Avro full name. */
  static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
