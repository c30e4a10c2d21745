package florin.planning.minimum;

import florin.events.planning.MinimumPaymentSettingsChanged;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.planning.minimum.MinimumPaymentSettings.Change;
import florin.planning.minimum.MinimumPaymentSettings.Changed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The setting of minimum payments as Avro. */
public final class MinimumPaymentSettingsCodec implements EventCodec<Changed> {

  private static final String SETTINGS = "settings";

  public static final StreamType<Change, Changed, MinimumPaymentSettings> MINIMUM_PAYMENT_SETTINGS =
      StreamType.of(
              MinimumPaymentSettings.STREAM,
              MinimumPaymentSettings.DEFAULT,
              MinimumPaymentSettings::decide,
              MinimumPaymentSettings::evolve,
              new MinimumPaymentSettingsCodec())
          .undoneBy(settings -> Map.of(SETTINGS, settings), MinimumPaymentSettingsCodec::restoring);

  private MinimumPaymentSettingsCodec() {}

  private static List<Change> restoring(
      StreamId stream,
      MinimumPaymentSettings now,
      Map<String, Optional<Object>> wanted,
      Instant at) {
    return wanted.getOrDefault(SETTINGS, Optional.empty()).stream()
        .map(settings -> new Change((MinimumPaymentSettings) settings, at))
        .toList();
  }

  @Override
  public SpecificRecord toAvro(Changed event) {
    return new MinimumPaymentSettingsChanged(event.settings().included(), event.at());
  }

  @Override
  public Changed fromAvro(SpecificRecord event) {
    if (event instanceof MinimumPaymentSettingsChanged e) {
      return new Changed(new MinimumPaymentSettings(e.getIncluded()), e.getAt());
    }
    throw new IllegalArgumentException(
        "event: "
            + event.getSchema().getFullName()
            + " (expected: one of the setting of minimum payments)");
  }
}
