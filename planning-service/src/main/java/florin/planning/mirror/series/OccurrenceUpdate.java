package florin.planning.mirror.series;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A transaction that was linked to a recurring series or taken out of it.
 *
 * @param date of the transaction; empty if it is no longer linked
 */
public record OccurrenceUpdate(
    UUID user, UUID series, UUID transaction, Optional<LocalDate> date) {}
