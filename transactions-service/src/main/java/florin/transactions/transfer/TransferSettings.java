package florin.transactions.transfer;

import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * How transfers of a user are found.
 *
 * @param windowDays how many days the two dates of a pair may be apart
 * @param threshold the score from which a pair is matched automatically
 */
record TransferSettings(Mode mode, int windowDays, int threshold) {

  static final String STREAM = "transfer-settings";

  static final TransferSettings DEFAULT = new TransferSettings(Mode.AUTOMATIC, 4, 70);

  static final int MAX_WINDOW = 14;
  static final int MIN_THRESHOLD = 50;
  static final int MAX_THRESHOLD = 100;

  /** Fixed for ever: the id of each user's settings is derived from it. */
  private static final UUID NAMESPACE = UUID.fromString("9b1b5a35-5d41-5a0e-a3f4-1f0a6d9c2e58");

  /** How far pairs are looked for. */
  enum Mode {
    /** Clear pairs are matched, the others suggested. */
    AUTOMATIC,
    /** All pairs are suggested. */
    SUGGEST,
    /** Pairs are made by hand only. */
    OFF;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  static UUID id(UUID user) {
    return Ids.named(NAMESPACE, user.toString());
  }

  /** The settings that the user wants, all of them. */
  record Change(TransferSettings settings, Instant at) {}

  record Changed(TransferSettings settings, Instant at) {}

  static List<Changed> decide(Change command, TransferSettings state) {
    return command.settings().equals(state)
        ? List.of()
        : List.of(new Changed(command.settings(), command.at()));
  }

  static TransferSettings evolve(TransferSettings state, Changed event) {
    return event.settings();
  }
}
