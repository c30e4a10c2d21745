package florin.providersync.provider.data;

import java.util.List;

/**
 * A snapshot: all that a login's investment accounts hold.
 *
 * @param accounts those that the snapshot is complete for, held something or not
 * @param securities as far as the provider describes them
 */
public record HoldingsSnapshot(
    List<BankAccount> accounts,
    List<ExternalAccountScoped<Holding>> holdings,
    List<Security> securities) {}
