package florin.planning.mirror.series;

import florin.events.transactions.OccurrencesLinked;
import florin.events.transactions.OccurrencesLost;
import florin.events.transactions.OccurrencesUnlinked;
import florin.events.transactions.SeriesAmount;
import florin.events.transactions.SeriesConfirmed;
import florin.events.transactions.SeriesCreated;
import florin.events.transactions.SeriesDetected;
import florin.events.transactions.SeriesDismissed;
import florin.events.transactions.SeriesEnded;
import florin.events.transactions.SeriesReconsidered;
import florin.events.transactions.SeriesRelearned;
import florin.events.transactions.SeriesRemoved;
import florin.events.transactions.SeriesRestored;
import florin.events.transactions.SeriesRevised;
import florin.events.transactions.SeriesRevived;
import florin.events.transactions.SeriesRule;
import florin.planning.mirror.batch.MirrorKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** The events of recurring series as changes of the mirror. */
public final class SeriesFacts {

  private SeriesFacts() {}

  /** Empty for events of anything else, and of single occurrences. */
  public static Optional<SeriesUpdate> series(UUID user, SpecificRecord event) {
    return Optional.ofNullable(
        switch (event) {
          case SeriesDetected e ->
              SeriesUpdate.entered(
                  key(user, e.getSeriesId()),
                  entry(e.getAccountId(), e.getName(), e.getRule(), e.getAmount()));
          case SeriesCreated e ->
              SeriesUpdate.entered(
                  key(user, e.getSeriesId()),
                  entry(e.getAccountId(), e.getName(), e.getRule(), e.getAmount()));
          case SeriesRelearned e ->
              SeriesUpdate.learned(
                  key(user, e.getSeriesId()),
                  rule(e.getRule()),
                  e.getAmount().getExpected().getAmount());
          case SeriesRevised e ->
              SeriesUpdate.revised(
                  key(user, e.getSeriesId()),
                  new SeriesUpdate.Own(
                      Optional.ofNullable(e.getName()),
                      Optional.ofNullable(e.getRule()).map(SeriesFacts::rule),
                      Optional.ofNullable(e.getAmount()).map(amount -> amount.getAmount())));
          case SeriesConfirmed e -> SeriesUpdate.dismissed(key(user, e.getSeriesId()), false);
          case SeriesReconsidered e -> SeriesUpdate.dismissed(key(user, e.getSeriesId()), false);
          case SeriesDismissed e -> SeriesUpdate.dismissed(key(user, e.getSeriesId()), true);
          case SeriesEnded e -> SeriesUpdate.ended(key(user, e.getSeriesId()), true);
          case SeriesRevived e -> SeriesUpdate.ended(key(user, e.getSeriesId()), false);
          case SeriesRemoved e -> SeriesUpdate.removed(key(user, e.getSeriesId()), true);
          case SeriesRestored e -> SeriesUpdate.removed(key(user, e.getSeriesId()), false);
          default -> null;
        });
  }

  /** The rows that an event links or takes out; empty for other events. */
  public static List<OccurrenceUpdate> occurrences(UUID user, SpecificRecord event) {
    return switch (event) {
      case OccurrencesLinked e ->
          e.getOccurrences().stream()
              .map(
                  row ->
                      new OccurrenceUpdate(
                          user,
                          e.getSeriesId(),
                          row.getTransactionId(),
                          Optional.of(row.getDate())))
              .toList();
      case OccurrencesUnlinked e -> taken(user, e.getSeriesId(), e.getTransactionIds());
      case OccurrencesLost e -> taken(user, e.getSeriesId(), e.getTransactionIds());
      default -> List.of();
    };
  }

  private static List<OccurrenceUpdate> taken(UUID user, UUID series, List<UUID> rows) {
    return rows.stream()
        .map(row -> new OccurrenceUpdate(user, series, row, Optional.empty()))
        .toList();
  }

  private static MirrorKey key(UUID user, UUID series) {
    return new MirrorKey(user, series);
  }

  private static SeriesUpdate.Entry entry(
      UUID account, String name, SeriesRule rule, SeriesAmount amount) {
    return new SeriesUpdate.Entry(
        account,
        name,
        rule(rule),
        amount.getExpected().getAmount(),
        amount.getExpected().getCurrency());
  }

  private static String rule(SeriesRule rule) {
    return "%s %s %d %d %s"
        .formatted(
            rule.getCadence(),
            rule.getAnchor(),
            rule.getDay(),
            rule.getSecondDay(),
            rule.getWeekendShift());
  }
}
