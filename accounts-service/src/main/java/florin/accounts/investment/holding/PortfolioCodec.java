package florin.accounts.investment.holding;

import florin.accounts.streams.DerivedStreamIds;
import florin.events.CurrencyCode;
import florin.events.Quantity;
import florin.events.accounts.HoldingsSnapshotTaken;
import florin.journal.stream.Decider;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Portfolio events as Avro. */
public final class PortfolioCodec implements EventCodec<PortfolioEvent> {

  public static final Decider<PortfolioCommand, PortfolioEvent, Portfolio> PORTFOLIOS =
      new Decider<>(
          "portfolio", Portfolio.EMPTY, Portfolio::decide, Portfolio::evolve, new PortfolioCodec());

  /** Fixed for ever: a stream of its own beside the account's, which has the account's id. */
  private static final UUID NAMESPACE = UUID.fromString("c1a4e0b7-6f35-4e2c-8b9d-0f7a52d3e618");

  private PortfolioCodec() {}

  public static StreamId stream(UUID user, UUID account) {
    return DerivedStreamIds.stream(PORTFOLIOS, NAMESPACE, user, account);
  }

  @Override
  public SpecificRecord toAvro(PortfolioEvent event) {
    return switch (event) {
      case PortfolioEvent.SnapshotTaken e ->
          new HoldingsSnapshotTaken(
              e.account(),
              e.held().stream().map(PortfolioCodec::toAvro).toList(),
              e.gone(),
              e.at());
    };
  }

  @Override
  public PortfolioEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case HoldingsSnapshotTaken e ->
          new PortfolioEvent.SnapshotTaken(
              e.getAccountId(),
              e.getHeld().stream().map(PortfolioCodec::position).toList(),
              e.getGone(),
              e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }

  private static florin.events.accounts.Position toAvro(Position position) {
    return new florin.events.accounts.Position(
        position.security(),
        position.quantity().scaled(),
        position.price().scaled(),
        position.priceAsOf().orElse(null),
        position.value().scaled(),
        position.costBasis().map(Quantity::scaled).orElse(null),
        position.currency().code());
  }

  private static Position position(florin.events.accounts.Position avro) {
    return new Position(
        avro.getSecurityId(),
        new Quantity(avro.getQuantity()),
        new Quantity(avro.getPrice()),
        Optional.ofNullable(avro.getPriceAsOf()),
        new Quantity(avro.getValue()),
        Optional.ofNullable(avro.getCostBasis()).map(Quantity::new),
        new CurrencyCode(avro.getCurrency()));
  }
}
