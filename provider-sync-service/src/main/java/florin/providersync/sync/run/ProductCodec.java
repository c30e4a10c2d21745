package florin.providersync.sync.run;

import florin.events.AvroEvents;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.MoneyCodec;
import florin.events.Quantity;
import florin.events.providersync.HoldingsObserved;
import florin.events.providersync.InvestmentTransactionsObserved;
import florin.events.providersync.LiabilitiesObserved;
import florin.events.providersync.ObservedHolding;
import florin.events.providersync.ObservedInvestmentTransaction;
import florin.events.providersync.ObservedRecurringStream;
import florin.events.providersync.ObservedSecurity;
import florin.events.providersync.RecurringStreamsObserved;
import florin.events.providersync.RemovedInvestmentTransaction;
import florin.providersync.provider.data.Holding;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.provider.data.RecurringStream;
import florin.providersync.provider.data.Security;
import florin.providersync.sync.observation.AccountScoped;
import florin.providersync.sync.observation.ProductObservation;
import florin.providersync.sync.observation.ProductObservation.Chunk;
import florin.providersync.sync.run.SyncRunEvent.ProductObserved;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Observations of the other products as Avro. */
public final class ProductCodec {

  private ProductCodec() {}

  static SpecificRecord toAvro(ProductObserved e) {
    Chunk chunk = e.news().chunk();
    return switch (e.news()) {
      case ProductObservation.HoldingsSnapshot news ->
          new HoldingsObserved(
              e.connection(),
              e.run(),
              e.provider(),
              chunk.index(),
              chunk.last(),
              news.accounts(),
              news.securities().stream().map(ProductCodec::avro).toList(),
              news.holdings().stream().map(ProductCodec::holding).toList(),
              e.at());
      case ProductObservation.InvestmentTransactions news ->
          new InvestmentTransactionsObserved(
              e.connection(),
              e.run(),
              e.provider(),
              chunk.index(),
              chunk.last(),
              news.securities().stream().map(ProductCodec::avro).toList(),
              news.observed().stream().map(ProductCodec::transaction).toList(),
              news.removed().stream()
                  .map(gone -> new RemovedInvestmentTransaction(gone.what(), gone.accountId()))
                  .toList(),
              e.at());
      case ProductObservation.Liabilities news ->
          new LiabilitiesObserved(
              e.connection(),
              e.run(),
              e.provider(),
              chunk.index(),
              chunk.last(),
              news.gone(),
              news.liabilities().stream().map(LiabilityCodec::avro).toList(),
              e.at());
      case ProductObservation.RecurringStreams news ->
          new RecurringStreamsObserved(
              e.connection(),
              e.run(),
              e.provider(),
              chunk.index(),
              chunk.last(),
              news.streams().stream().map(ProductCodec::stream).toList(),
              e.at());
    };
  }

  static Optional<SyncRunEvent> fromAvro(SpecificRecord event) {
    return switch (event) {
      case HoldingsObserved e ->
          Optional.of(
              new ProductObserved(
                  e.getConnectionId(),
                  e.getRun(),
                  e.getProvider(),
                  new ProductObservation.HoldingsSnapshot(
                      new Chunk(e.getIndex(), e.getLast()),
                      e.getAccountIds(),
                      e.getSecurities().stream().map(ProductCodec::security).toList(),
                      e.getHoldings().stream().map(ProductCodec::holding).toList()),
                  e.getAt()));
      case InvestmentTransactionsObserved e ->
          Optional.of(
              new ProductObserved(
                  e.getConnectionId(),
                  e.getRun(),
                  e.getProvider(),
                  new ProductObservation.InvestmentTransactions(
                      new Chunk(e.getIndex(), e.getLast()),
                      e.getSecurities().stream().map(ProductCodec::security).toList(),
                      e.getObserved().stream().map(ProductCodec::transaction).toList(),
                      e.getRemoved().stream()
                          .map(
                              gone ->
                                  new AccountScoped<>(gone.getAccountId(), gone.getExternalId()))
                          .toList()),
                  e.getAt()));
      case LiabilitiesObserved e ->
          Optional.of(
              new ProductObserved(
                  e.getConnectionId(),
                  e.getRun(),
                  e.getProvider(),
                  new ProductObservation.Liabilities(
                      new Chunk(e.getIndex(), e.getLast()),
                      e.getGone(),
                      e.getLiabilities().stream().map(LiabilityCodec::liability).toList()),
                  e.getAt()));
      case RecurringStreamsObserved e ->
          Optional.of(
              new ProductObserved(
                  e.getConnectionId(),
                  e.getRun(),
                  e.getProvider(),
                  new ProductObservation.RecurringStreams(
                      new Chunk(e.getIndex(), e.getLast()),
                      e.getStreams().stream().map(ProductCodec::stream).toList()),
                  e.getAt()));
      default -> Optional.empty();
    };
  }

  public static byte[] bytes(Security security) {
    return AvroEvents.encode(avro(security));
  }

  public static byte[] holdingBytes(AccountScoped<Holding> holding) {
    return AvroEvents.encode(holding(holding));
  }

  public static byte[] transactionBytes(AccountScoped<InvestmentTransaction> transaction) {
    return AvroEvents.encode(transaction(transaction));
  }

  public static byte[] streamBytes(AccountScoped<RecurringStream> stream) {
    return AvroEvents.encode(stream(stream));
  }

  private static ObservedSecurity avro(Security one) {
    return new ObservedSecurity(
        one.externalId(),
        one.name().orElse(null),
        one.ticker().orElse(null),
        one.isin().orElse(null),
        one.cusip().orElse(null),
        one.type(),
        one.providerType().orElse(null),
        one.providerSubtype().orElse(null),
        one.cashEquivalent(),
        one.currency().code(),
        one.closePrice().map(Quantity::scaled).orElse(null),
        one.closePriceAsOf().orElse(null),
        one.market().orElse(null),
        one.sector().orElse(null),
        one.industry().orElse(null));
  }

  private static Security security(ObservedSecurity avro) {
    return new Security(
        avro.getExternalId(),
        Optional.ofNullable(avro.getName()),
        Optional.ofNullable(avro.getTicker()),
        Optional.ofNullable(avro.getIsin()),
        Optional.ofNullable(avro.getCusip()),
        avro.getType(),
        Optional.ofNullable(avro.getProviderType()),
        Optional.ofNullable(avro.getProviderSubtype()),
        avro.getCashEquivalent(),
        new CurrencyCode(avro.getCurrency()),
        Optional.ofNullable(avro.getClosePrice()).map(Quantity::new),
        Optional.ofNullable(avro.getClosePriceAsOf()),
        Optional.ofNullable(avro.getMarket()),
        Optional.ofNullable(avro.getSector()),
        Optional.ofNullable(avro.getIndustry()));
  }

  private static ObservedHolding holding(AccountScoped<Holding> accountScoped) {
    Holding one = accountScoped.what();
    return new ObservedHolding(
        accountScoped.accountId(),
        one.securityExternalId(),
        one.quantity().scaled(),
        one.price().scaled(),
        one.priceAsOf().orElse(null),
        one.value().scaled(),
        one.costBasis().map(Quantity::scaled).orElse(null),
        one.currency().code());
  }

  private static AccountScoped<Holding> holding(ObservedHolding avro) {
    return new AccountScoped<>(
        avro.getAccountId(),
        new Holding(
            avro.getSecurityExternalId(),
            new Quantity(avro.getQuantity()),
            new Quantity(avro.getPrice()),
            Optional.ofNullable(avro.getPriceAsOf()),
            new Quantity(avro.getValue()),
            Optional.ofNullable(avro.getCostBasis()).map(Quantity::new),
            new CurrencyCode(avro.getCurrency())));
  }

  private static ObservedInvestmentTransaction transaction(
      AccountScoped<InvestmentTransaction> accountScoped) {
    InvestmentTransaction one = accountScoped.what();
    return new ObservedInvestmentTransaction(
        one.externalId(),
        accountScoped.accountId(),
        one.securityExternalId().orElse(null),
        one.date(),
        one.name(),
        one.quantity().scaled(),
        one.price().map(Quantity::scaled).orElse(null),
        MoneyCodec.toAvro(one.amount()),
        one.fees().map(Money::scaled).orElse(null),
        one.type(),
        one.providerType(),
        one.providerSubtype().orElse(null));
  }

  private static AccountScoped<InvestmentTransaction> transaction(
      ObservedInvestmentTransaction avro) {
    Money amount = MoneyCodec.fromAvro(avro.getAmount());
    return new AccountScoped<>(
        avro.getAccountId(),
        new InvestmentTransaction(
            avro.getExternalId(),
            Optional.ofNullable(avro.getSecurityExternalId()),
            avro.getDate(),
            avro.getName(),
            new Quantity(avro.getQuantity()),
            Optional.ofNullable(avro.getPrice()).map(Quantity::new),
            amount,
            Optional.ofNullable(avro.getFees()).map(fees -> new Money(fees, amount.currency())),
            avro.getType(),
            avro.getProviderType(),
            Optional.ofNullable(avro.getProviderSubtype())));
  }

  private static ObservedRecurringStream stream(AccountScoped<RecurringStream> accountScoped) {
    RecurringStream one = accountScoped.what();
    return new ObservedRecurringStream(
        one.externalId(),
        accountScoped.accountId(),
        one.description(),
        one.merchantName().orElse(null),
        one.firstDate(),
        one.lastDate(),
        one.predictedNextDate().orElse(null),
        one.frequency(),
        MoneyCodec.toAvro(one.averageAmount()),
        MoneyCodec.toAvro(one.lastAmount()),
        one.active(),
        one.status(),
        one.categoryPrimary().orElse(null),
        one.categoryDetailed().orElse(null),
        one.transactions());
  }

  private static AccountScoped<RecurringStream> stream(ObservedRecurringStream avro) {
    return new AccountScoped<>(
        avro.getAccountId(),
        new RecurringStream(
            avro.getExternalId(),
            avro.getDescription(),
            Optional.ofNullable(avro.getMerchantName()),
            avro.getFirstDate(),
            avro.getLastDate(),
            Optional.ofNullable(avro.getPredictedNextDate()),
            avro.getFrequency(),
            MoneyCodec.fromAvro(avro.getAverageAmount()),
            MoneyCodec.fromAvro(avro.getLastAmount()),
            avro.getActive(),
            avro.getStatus(),
            Optional.ofNullable(avro.getCategoryPrimary()),
            Optional.ofNullable(avro.getCategoryDetailed()),
            avro.getTransactionExternalIds()));
  }
}
