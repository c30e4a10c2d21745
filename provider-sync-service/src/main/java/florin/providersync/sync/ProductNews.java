package florin.providersync.sync;

import florin.providersync.provider.Holding;
import florin.providersync.provider.InvestmentTransaction;
import florin.providersync.provider.Liability;
import florin.providersync.provider.RecurringStream;
import florin.providersync.provider.Security;
import java.util.List;
import java.util.UUID;

/** One chunk of what a product has to say. */
public sealed interface ProductNews {

  /** Counted from 0; a snapshot or list counts when its last chunk has come. */
  record Chunk(int index, boolean last) {}

  Chunk chunk();

  /**
   * @param accounts those that the snapshot is complete for
   */
  record HoldingsSnapshot(
      Chunk chunk, List<UUID> accounts, List<Security> securities, List<Observed<Holding>> holdings)
      implements ProductNews {}

  record InvestmentTransactions(
      Chunk chunk,
      List<Security> securities,
      List<Observed<InvestmentTransaction>> observed,
      List<Observed<String>> removed)
      implements ProductNews {}

  /**
   * @param gone accounts that had a liability when they were last said
   */
  record Liabilities(Chunk chunk, List<UUID> gone, List<Observed<Liability>> liabilities)
      implements ProductNews {}

  record RecurringStreams(Chunk chunk, List<Observed<RecurringStream>> streams)
      implements ProductNews {}
}
