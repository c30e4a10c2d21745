package florin.planning.scenario;

import florin.events.Money;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Something to pay.
 *
 * @param amount what it costs each time, never negative: that it is paid out is in the word bill
 * @param dueDate the next one, if it is known
 * @param account it is paid from, if not the scenario's
 */
record Bill(
    UUID id,
    String name,
    Money amount,
    Optional<LocalDate> dueDate,
    Frequency frequency,
    Optional<UUID> account,
    Optional<UUID> category) {}
