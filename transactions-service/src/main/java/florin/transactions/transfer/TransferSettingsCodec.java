package florin.transactions.transfer;

import florin.events.transactions.TransferSettingsChanged;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.transactions.transfer.matching.TransferSettings;
import florin.transactions.transfer.matching.TransferSettings.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The settings of transfers as Avro. */
public final class TransferSettingsCodec implements EventCodec<TransferSettings.Changed> {

  private static final String SETTINGS = "settings";

  public static final StreamType<
          TransferSettings.Change, TransferSettings.Changed, TransferSettings>
      TRANSFER_SETTINGS =
          StreamType.of(
                  TransferSettings.STREAM,
                  TransferSettings.DEFAULT,
                  TransferSettings::decide,
                  TransferSettings::evolve,
                  new TransferSettingsCodec())
              .undoneBy(settings -> Map.of(SETTINGS, settings), TransferSettingsCodec::restoring);

  private TransferSettingsCodec() {}

  private static List<TransferSettings.Change> restoring(
      StreamId stream, TransferSettings now, Map<String, Optional<Object>> wanted, Instant at) {
    return wanted.getOrDefault(SETTINGS, Optional.empty()).stream()
        .map(settings -> new TransferSettings.Change((TransferSettings) settings, at))
        .toList();
  }

  @Override
  public SpecificRecord toAvro(TransferSettings.Changed event) {
    TransferSettings settings = event.settings();
    return new TransferSettingsChanged(
        settings.mode().code(), settings.windowDays(), settings.threshold(), event.at());
  }

  @Override
  public TransferSettings.Changed fromAvro(SpecificRecord event) {
    if (event instanceof TransferSettingsChanged e) {
      return new TransferSettings.Changed(
          new TransferSettings(Mode.of(e.getMode()), e.getWindowDays(), e.getThreshold()),
          e.getAt());
    }
    throw new IllegalArgumentException(
        "event: "
            + event.getSchema().getFullName()
            + " (expected: one of the settings of transfers)");
  }
}
