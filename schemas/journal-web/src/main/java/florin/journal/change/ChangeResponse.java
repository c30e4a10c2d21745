package florin.journal.change;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One change in the feed.
 *
 * @param actor {@code user}, {@code provider}, {@code system} or {@code rule:<id>}
 * @param events how many events it has
 * @param resources how many resources it touched
 * @param types what kinds of events, such as {@code Categorised}
 * @param resourceTypes what kinds of resources, such as {@code transaction}
 * @param resourceIds the ids of the resources, of more than 20 the first 20
 * @param title kinds of events and number of resources, for a list
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
    @Schema(description = "Ids of the resources; of more than 20, the first 20")
        List<UUID> resourceIds,
    @Schema(
            description = "Kinds of events and number of resources, for a list",
            example = "Categorised, Noted: transaction (3)")
        String title,
    @Schema(description = "Whether the change is taken back") boolean undone,
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
        summary.streams(),
        title(summary),
        summary.undoneBy().isPresent(),
        summary.undoneBy().orElse(null),
        summary.undoes().orElse(null));
  }

  /** Kinds of events in words, then the resources: {@code Categorised, Noted: transaction (3)}. */
  static String title(ChangeQueries.Summary summary) {
    String kinds =
        summary.types().stream()
            .map(ChangeResponse::simple)
            .map(type -> type.replaceAll("(?<=[a-z])(?=[A-Z])", " "))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String resources =
        summary.streamTypes().stream()
            .map(type -> type.replace('-', ' '))
            .collect(Collectors.joining(", "));
    return kinds + ": " + resources + " (" + summary.resources() + ")";
  }

  /** The last part of an Avro full name. */
  static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
