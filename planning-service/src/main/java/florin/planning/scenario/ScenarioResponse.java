package florin.planning.scenario;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A scenario as clients see it. */
public record ScenarioResponse(
    @Schema(description = "The scenario's id") UUID id,
    @Schema(description = "Its name") String name,
    @Schema(description = "The balance that is planned from, below 0 for a debt")
        Money startingBalance,
    @Nullable
        @Schema(description = "The account that bills are paid from, unless they name another")
        UUID accountId,
    @Schema(description = "How many bills are planned in it") int billCount,
    @Schema(description = "Whether it is deleted; only a restore changes it then") boolean deleted,
    @Schema(
            description =
                "Whether it is the one that counts in its currency, for safe-to-spend and for goals"
                    + " without an account: the chosen one, else the oldest that is not deleted")
        boolean active,
    @Schema(
            description =
                "The ETag, which an edit names in If-Match; every edit of the scenario or of one of"
                    + " its bills counts")
        int version) {}
