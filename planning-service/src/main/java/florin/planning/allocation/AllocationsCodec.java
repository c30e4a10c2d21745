package florin.planning.allocation;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.events.MoneyCodec;
import florin.events.planning.AllocationsSet;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Allocation events as the contract writes them. */
public final class AllocationsCodec implements EventCodec<AllocationsEvent> {

  public static final StreamType<AllocationsCommand, AllocationsEvent, Allocations> ALLOCATIONS =
      StreamType.of(
              Allocations.STREAM,
              Allocations.NONE,
              Allocations::decide,
              Allocations::evolve,
              new AllocationsCodec())
          .undoneBy(AllocationsUndo::facets, AllocationsUndo::commands);

  private static final String FIXED = "fixed";
  private static final String PERCENT = "percent";

  private AllocationsCodec() {}

  @Override
  public SpecificRecord toAvro(AllocationsEvent event) {
    return switch (event) {
      case AllocationsEvent.Set e ->
          new AllocationsSet(
              e.scenario(),
              e.currency().code(),
              e.allocations().stream().map(AllocationsCodec::allocation).toList(),
              e.at());
    };
  }

  @Override
  public AllocationsEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case AllocationsSet e ->
          new AllocationsEvent.Set(
              e.getScenarioId(),
              new CurrencyCode(e.getCurrency()),
              e.getAllocations().stream().map(AllocationsCodec::allocation).toList(),
              e.getAt());
      default ->
          throw new IllegalArgumentException(
              "type: " + event.getSchema().getFullName() + " (expected: an event of allocations)");
    };
  }

  private static florin.events.planning.Allocation allocation(Allocation given) {
    var builder =
        florin.events.planning.Allocation.newBuilder()
            .setAllocationId(given.id())
            .setName(given.name())
            .setGoalId(given.goal().orElse(null))
            .setBillId(given.bill().orElse(null));
    return switch (given.share()) {
      case Allocation.Share.Fixed(Money amount) ->
          builder.setKind(FIXED).setAmount(MoneyCodec.toAvro(amount)).build();
      case Allocation.Share.Percent(BigDecimal percent) ->
          builder.setKind(PERCENT).setPercent(percent.setScale(Money.SCALE)).build();
    };
  }

  private static Allocation allocation(florin.events.planning.Allocation given) {
    return new Allocation(
        given.getAllocationId(),
        given.getName(),
        share(given),
        Optional.ofNullable(given.getGoalId()),
        Optional.ofNullable(given.getBillId()));
  }

  private static Allocation.Share share(florin.events.planning.Allocation given) {
    return switch (given.getKind()) {
      case FIXED -> new Allocation.Share.Fixed(MoneyCodec.fromAvro(given.getAmount()));
      case PERCENT -> new Allocation.Share.Percent(PercentFormat.plain(given.getPercent()));
      default ->
          throw new IllegalArgumentException(
              "kind: '%s' (expected: %s or %s)".formatted(given.getKind(), FIXED, PERCENT));
    };
  }
}
