package florin.transactions.imports.store;

import florin.transactions.imports.store.StoredRow.Status;
import java.util.Optional;
import java.util.UUID;

/**
 * The status of a row without its values.
 *
 * @param number in the file, from 1
 * @param transaction that it matches
 */
public record RowStatus(int number, Status status, String reason, Optional<UUID> transaction) {}
