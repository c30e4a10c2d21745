package florin.transactions.transfer.matching;

import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The user's settings of the detection of transfers.
 *
 * @param windowDays how many days the two dates of a pair may be apart
 * @param threshold the score from which a pair is matched automatically
 */
public record TransferSettings(Mode mode, int windowDays, int threshold) {

  public static final String STREAM = "transfer-settings";

  public static final TransferSettings DEFAULT = new TransferSettings(Mode.AUTOMATIC, 4, 70);

  public static final int MAX_WINDOW = 14;
  public static final int MIN_THRESHOLD = 50;
  public static final int MAX_THRESHOLD = 100;

  /** Fixed for ever: the id of each user's settings is derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("9b1b5a35-5d41-5a0e-a3f4-1f0a6d9c2e58");

  /** The mode of the detection. */
  public enum Mode {
    /** Clear pairs are matched, the others suggested. */
    AUTOMATIC,
    /** All pairs are suggested. */
    SUGGEST,
    /** Pairs are made by hand only. */
    OFF;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Mode of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  public static UUID id(UUID user) {
    return Ids.named(NAMESPACE, user.toString());
  }

  /** All settings of the user. */
  public record Change(TransferSettings settings, Instant at) {}

  public record Changed(TransferSettings settings, Instant at) {}

  public static List<Changed> decide(Change command, TransferSettings state) {
    return command.settings().equals(state)
        ? List.of()
        : List.of(new Changed(command.settings(), command.at()));
  }

  public static TransferSettings evolve(TransferSettings state, Changed event) {
    return event.settings();
  }
}
