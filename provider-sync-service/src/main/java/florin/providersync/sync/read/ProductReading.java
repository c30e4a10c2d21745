package florin.providersync.sync.read;

import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.HoldingsSnapshot;
import florin.providersync.provider.data.LiabilitiesSnapshot;
import florin.providersync.provider.data.RecurringStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The result of reading a product. A failure does not stop the rest of the run. */
public sealed interface ProductReading {

  Product product();

  /** All accounts that it names, as far as it describes them. */
  default List<BankAccount> accounts() {
    return List.of();
  }

  /** The bank's ids of all accounts that something belongs to. */
  default Stream<String> owners() {
    return Stream.empty();
  }

  record OfHoldings(HoldingsSnapshot holdings) implements ProductReading {
    @Override
    public Product product() {
      return Product.HOLDINGS;
    }

    @Override
    public List<BankAccount> accounts() {
      return holdings.accounts();
    }

    @Override
    public Stream<String> owners() {
      return holdings.holdings().stream().map(ExternalAccountScoped::externalAccountId);
    }
  }

  record OfInvestments(InvestmentReading reading) implements ProductReading {
    @Override
    public Product product() {
      return Product.INVESTMENT_TRANSACTIONS;
    }

    @Override
    public List<BankAccount> accounts() {
      return reading.accounts();
    }

    @Override
    public Stream<String> owners() {
      return reading.transactions().values().stream().map(ExternalAccountScoped::externalAccountId);
    }
  }

  record OfLiabilities(LiabilitiesSnapshot liabilities) implements ProductReading {
    @Override
    public Product product() {
      return Product.LIABILITIES;
    }

    @Override
    public List<BankAccount> accounts() {
      return liabilities.accounts();
    }

    @Override
    public Stream<String> owners() {
      return liabilities.liabilities().stream().map(ExternalAccountScoped::externalAccountId);
    }
  }

  record OfRecurring(List<ExternalAccountScoped<RecurringStream>> streams)
      implements ProductReading {
    @Override
    public Product product() {
      return Product.RECURRING;
    }

    @Override
    public Stream<String> owners() {
      return streams.stream().map(ExternalAccountScoped::externalAccountId);
    }
  }

  /**
   * Nothing came.
   *
   * @param next until it is worth asking again
   * @param hold whether even a wish waits that long
   */
  record NotRead(Product product, ProviderFailure failure, Duration next, boolean hold)
      implements ProductReading {}
}
