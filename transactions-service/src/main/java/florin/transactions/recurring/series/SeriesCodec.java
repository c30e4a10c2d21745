package florin.transactions.recurring.series;

import florin.events.MoneyCodec;
import florin.events.transactions.OccurrencesLinked;
import florin.events.transactions.OccurrencesLost;
import florin.events.transactions.OccurrencesUnlinked;
import florin.events.transactions.SeriesAmount;
import florin.events.transactions.SeriesConfirmed;
import florin.events.transactions.SeriesCreated;
import florin.events.transactions.SeriesDetected;
import florin.events.transactions.SeriesDismissed;
import florin.events.transactions.SeriesEnded;
import florin.events.transactions.SeriesOccurrence;
import florin.events.transactions.SeriesPriceChanged;
import florin.events.transactions.SeriesReconsidered;
import florin.events.transactions.SeriesRelearned;
import florin.events.transactions.SeriesRemoved;
import florin.events.transactions.SeriesRestored;
import florin.events.transactions.SeriesRevised;
import florin.events.transactions.SeriesRevived;
import florin.events.transactions.SeriesRule;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import florin.transactions.recurring.pattern.AmountBand;
import florin.transactions.recurring.pattern.Cadence;
import florin.transactions.recurring.pattern.DueRule;
import florin.transactions.recurring.pattern.PriceChange;
import florin.transactions.recurring.pattern.WeekendShift;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** The events of a series as Avro. */
public final class SeriesCodec implements EventCodec<SeriesEvent> {

  public static final StreamType<SeriesCommand, SeriesEvent, Series> SERIES =
      StreamType.of(
              Series.STREAM, new Series.Absent(), Series::decide, Series::evolve, new SeriesCodec())
          .refusedWith("There is no such series.")
          .undoneBy(SeriesUndo::of, SeriesUndo::restoring);

  private SeriesCodec() {}

  @Override
  public SpecificRecord toAvro(SeriesEvent event) {
    return switch (event) {
      case SeriesEvent.Detected e ->
          new SeriesDetected(
              e.id(),
              e.group().account(),
              e.group().payeeKey(),
              e.name(),
              rule(e.pattern().rule()),
              amount(e.group().direction(), e.pattern().band()),
              e.pattern().confidence(),
              e.pattern().reasons(),
              e.at());
      case SeriesEvent.Created e ->
          new SeriesCreated(
              e.id(),
              e.group().account(),
              e.group().payeeKey(),
              e.name(),
              rule(e.pattern().rule()),
              amount(e.group().direction(), e.pattern().band()),
              e.at());
      case SeriesEvent.Relearned e ->
          new SeriesRelearned(
              e.id(),
              rule(e.pattern().rule()),
              amount(e.direction(), e.pattern().band()),
              e.pattern().confidence(),
              e.pattern().reasons(),
              e.at());
      case SeriesEvent.Revised e ->
          new SeriesRevised(
              e.id(),
              e.overrides().name().orElse(null),
              e.overrides().rule().map(SeriesCodec::rule).orElse(null),
              e.overrides()
                  .amount()
                  .map(size -> MoneyCodec.toAvro(e.direction().money(size)))
                  .orElse(null),
              e.at());
      case SeriesEvent.PriceChanged e ->
          new SeriesPriceChanged(
              e.id(),
              MoneyCodec.toAvro(e.direction().money(e.change().from())),
              MoneyCodec.toAvro(e.direction().money(e.change().to())),
              e.change().since(),
              e.at());
      case SeriesEvent.Linked e ->
          new OccurrencesLinked(
              e.id(),
              e.occurrences().stream().map(row -> occurrence(e.direction(), row)).toList(),
              e.at());
      case SeriesEvent.Unlinked e ->
          new OccurrencesUnlinked(e.id(), sorted(e.transactions()), e.at());
      case SeriesEvent.Lost e -> new OccurrencesLost(e.id(), sorted(e.transactions()), e.at());
      case SeriesEvent.Confirmed e -> new SeriesConfirmed(e.id(), e.at());
      case SeriesEvent.Dismissed e -> new SeriesDismissed(e.id(), e.at());
      case SeriesEvent.Reconsidered e -> new SeriesReconsidered(e.id(), e.at());
      case SeriesEvent.Ended e -> new SeriesEnded(e.id(), e.at());
      case SeriesEvent.Revived e -> new SeriesRevived(e.id(), e.at());
      case SeriesEvent.Removed e -> new SeriesRemoved(e.id(), e.at());
      case SeriesEvent.Restored e -> new SeriesRestored(e.id(), e.at());
    };
  }

  private static List<UUID> sorted(java.util.Set<UUID> ids) {
    return List.copyOf(new TreeSet<>(ids));
  }

  private static SeriesRule rule(DueRule rule) {
    return new SeriesRule(
        rule.cadence().text(), rule.anchor(), rule.day(), rule.secondDay(), rule.shift().text());
  }

  private static SeriesAmount amount(Direction direction, AmountBand band) {
    return new SeriesAmount(
        MoneyCodec.toAvro(direction.money(band.expected())),
        MoneyCodec.toAvro(direction.money(band.low())),
        MoneyCodec.toAvro(direction.money(band.high())),
        band.fixed());
  }

  private static SeriesOccurrence occurrence(Direction direction, Occurrence row) {
    return new SeriesOccurrence(
        row.transaction(), row.date(), MoneyCodec.toAvro(direction.money(row.amount())));
  }

  @Override
  public SeriesEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case SeriesDetected e ->
          new SeriesEvent.Detected(
              e.getSeriesId(),
              new SeriesGroup(e.getAccountId(), e.getPayeeKey(), direction(e.getAmount())),
              e.getName(),
              new SeriesPattern(
                  rule(e.getRule()), band(e.getAmount()), e.getConfidence(), e.getReasons()),
              e.getAt());
      case SeriesCreated e ->
          new SeriesEvent.Created(
              e.getSeriesId(),
              new SeriesGroup(e.getAccountId(), e.getPayeeKey(), direction(e.getAmount())),
              e.getName(),
              created(e),
              e.getAt());
      case SeriesRelearned e ->
          new SeriesEvent.Relearned(
              e.getSeriesId(),
              direction(e.getAmount()),
              new SeriesPattern(
                  rule(e.getRule()), band(e.getAmount()), e.getConfidence(), e.getReasons()),
              e.getAt());
      case SeriesRevised e -> revised(e);
      case SeriesPriceChanged e ->
          new SeriesEvent.PriceChanged(
              e.getSeriesId(),
              Direction.of(MoneyCodec.fromAvro(e.getAfter())),
              new PriceChange(
                  e.getBefore().getAmount().abs(), e.getAfter().getAmount().abs(), e.getSince()),
              e.getAt());
      case OccurrencesLinked e -> linked(e);
      case OccurrencesUnlinked e ->
          new SeriesEvent.Unlinked(
              e.getSeriesId(), new TreeSet<>(e.getTransactionIds()), e.getAt());
      case OccurrencesLost e ->
          new SeriesEvent.Lost(e.getSeriesId(), new TreeSet<>(e.getTransactionIds()), e.getAt());
      case SeriesConfirmed e -> new SeriesEvent.Confirmed(e.getSeriesId(), e.getAt());
      case SeriesDismissed e -> new SeriesEvent.Dismissed(e.getSeriesId(), e.getAt());
      case SeriesReconsidered e -> new SeriesEvent.Reconsidered(e.getSeriesId(), e.getAt());
      case SeriesEnded e -> new SeriesEvent.Ended(e.getSeriesId(), e.getAt());
      case SeriesRevived e -> new SeriesEvent.Revived(e.getSeriesId(), e.getAt());
      case SeriesRemoved e -> new SeriesEvent.Removed(e.getSeriesId(), e.getAt());
      case SeriesRestored e -> new SeriesEvent.Restored(e.getSeriesId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a series)");
    };
  }

  private static SeriesPattern created(SeriesCreated e) {
    return SeriesPattern.created(rule(e.getRule()), band(e.getAmount()));
  }

  private static SeriesEvent revised(SeriesRevised e) {
    // Only the amount has a direction, and without one none is needed.
    Direction direction =
        e.getAmount() == null
            ? new Direction("", false)
            : Direction.of(MoneyCodec.fromAvro(e.getAmount()));
    return new SeriesEvent.Revised(
        e.getSeriesId(),
        direction,
        new SeriesOverrides(
            Optional.ofNullable(e.getName()),
            Optional.ofNullable(e.getRule()).map(SeriesCodec::rule),
            Optional.ofNullable(e.getAmount()).map(amount -> amount.getAmount().abs())),
        e.getAt());
  }

  private static SeriesEvent linked(OccurrencesLinked e) {
    return new SeriesEvent.Linked(
        e.getSeriesId(),
        Direction.of(MoneyCodec.fromAvro(e.getOccurrences().getFirst().getAmount())),
        e.getOccurrences().stream()
            .map(
                row ->
                    new Occurrence(
                        row.getTransactionId(), row.getDate(), row.getAmount().getAmount().abs()))
            .toList(),
        e.getAt());
  }

  private static DueRule rule(SeriesRule rule) {
    return new DueRule(
        Cadence.named(rule.getCadence()).orElseThrow(),
        rule.getAnchor(),
        rule.getDay(),
        rule.getSecondDay(),
        WeekendShift.named(rule.getWeekendShift()).orElseThrow());
  }

  private static Direction direction(SeriesAmount amount) {
    return Direction.of(MoneyCodec.fromAvro(amount.getExpected()));
  }

  private static AmountBand band(SeriesAmount amount) {
    return new AmountBand(
        amount.getExpected().getAmount().abs(),
        amount.getSmallest().getAmount().abs(),
        amount.getLargest().getAmount().abs(),
        amount.getFixed());
  }
}
