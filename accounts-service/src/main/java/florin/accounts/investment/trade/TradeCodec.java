package florin.accounts.investment.trade;

import florin.accounts.streams.DerivedStreamIds;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.MoneyCodec;
import florin.events.Quantity;
import florin.events.accounts.InvestmentTransactionDetails;
import florin.events.accounts.InvestmentTransactionRecorded;
import florin.events.accounts.InvestmentTransactionRemoved;
import florin.events.accounts.InvestmentTransactionRevised;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Investment transaction events as Avro. */
public final class TradeCodec implements EventCodec<TradeEvent> {

  public static final Decider<TradeCommand, TradeEvent, Trade> TRADES =
      new Decider<>(
          "investment-transaction",
          new Trade.Absent(),
          Trade::decide,
          Trade::evolve,
          new TradeCodec());

  /** Fixed for ever: every investment transaction's id is derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("e8b31f5c-94d2-4a67-8f0e-2c7d61a0b593");

  private TradeCodec() {}

  /** The stream of a user's transaction: its id follows from account and the provider's id. */
  public static StreamId stream(UUID user, UUID account, String externalId) {
    return DerivedStreamIds.stream(TRADES, NAMESPACE, user, account, externalId);
  }

  @Override
  public SpecificRecord toAvro(TradeEvent event) {
    return switch (event) {
      case TradeEvent.Recorded e ->
          new InvestmentTransactionRecorded(e.trade(), toAvro(e.details()), e.at());
      case TradeEvent.Revised e ->
          new InvestmentTransactionRevised(e.trade(), toAvro(e.details()), e.at());
      case TradeEvent.Removed e -> new InvestmentTransactionRemoved(e.trade(), e.at());
    };
  }

  @Override
  public TradeEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case InvestmentTransactionRecorded e ->
          new TradeEvent.Recorded(e.getTransactionId(), details(e.getDetails()), e.getAt());
      case InvestmentTransactionRevised e ->
          new TradeEvent.Revised(e.getTransactionId(), details(e.getDetails()), e.getAt());
      case InvestmentTransactionRemoved e ->
          new TradeEvent.Removed(e.getTransactionId(), e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }

  private static InvestmentTransactionDetails toAvro(TradeDetails details) {
    return new InvestmentTransactionDetails(
        details.connection(),
        details.externalId(),
        details.account(),
        details.security().orElse(null),
        details.date(),
        details.name(),
        details.quantity().scaled(),
        details.price().map(Quantity::scaled).orElse(null),
        MoneyCodec.toAvro(details.amount()),
        details.fees().map(Money::scaled).orElse(null),
        details.type(),
        details.subtype().orElse(null),
        details.providerType(),
        details.providerSubtype().orElse(null));
  }

  private static TradeDetails details(InvestmentTransactionDetails avro) {
    CurrencyCode currency = new CurrencyCode(avro.getAmount().getCurrency());
    return new TradeDetails(
        avro.getConnectionId(),
        avro.getExternalId(),
        avro.getAccountId(),
        Optional.ofNullable(avro.getSecurityId()),
        avro.getDate(),
        avro.getName(),
        new Quantity(avro.getQuantity()),
        Optional.ofNullable(avro.getPrice()).map(Quantity::new),
        new Money(avro.getAmount().getAmount(), currency),
        Optional.ofNullable(avro.getFees()).map(fees -> new Money(fees, currency)),
        avro.getType(),
        Optional.ofNullable(avro.getSubtype()),
        avro.getProviderType(),
        Optional.ofNullable(avro.getProviderSubtype()));
  }
}
