package florin.providersync.sync.observation;

import florin.providersync.provider.data.DebtTerms;
import florin.providersync.provider.data.Holding;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.provider.data.RecurringStream;
import florin.providersync.provider.data.Security;
import java.util.List;
import java.util.UUID;

/** One chunk of a product's observation. */
public sealed interface ProductObservation {

  /** Counted from 0; a snapshot or list counts when its last chunk has come. */
  record Chunk(int index, boolean last) {}

  Chunk chunk();

  /**
   * @param accounts those that the snapshot is complete for
   */
  record HoldingsSnapshot(
      Chunk chunk,
      List<UUID> accounts,
      List<Security> securities,
      List<AccountScoped<Holding>> holdings)
      implements ProductObservation {}

  record InvestmentTransactions(
      Chunk chunk,
      List<Security> securities,
      List<AccountScoped<InvestmentTransaction>> observed,
      List<AccountScoped<String>> removed)
      implements ProductObservation {}

  /**
   * @param gone accounts that had a liability when last published
   */
  record Liabilities(Chunk chunk, List<UUID> gone, List<AccountScoped<DebtTerms>> liabilities)
      implements ProductObservation {}

  record RecurringStreams(Chunk chunk, List<AccountScoped<RecurringStream>> streams)
      implements ProductObservation {}
}
