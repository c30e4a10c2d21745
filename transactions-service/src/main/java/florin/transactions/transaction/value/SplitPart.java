package florin.transactions.transaction.value;

import florin.events.Money;
import java.util.Optional;
import java.util.UUID;

/** One part of a transaction that its user split; in the whole's currency. */
public record SplitPart(Optional<UUID> category, Money amount, Optional<String> note) {}
