package florin.transactions.imports.identity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A transaction of the account.
 *
 * @param imported the row as its file had it, whatever the user edited since; empty if it came from
 *     a provider or was entered by hand
 * @param date as it is now
 */
public record KnownRow(
    UUID id,
    Optional<ImportedRow> imported,
    LocalDate date,
    BigDecimal amount,
    String currency,
    boolean removed) {}
