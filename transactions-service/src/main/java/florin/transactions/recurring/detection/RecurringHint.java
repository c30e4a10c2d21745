package florin.transactions.recurring.detection;

import florin.transactions.recurring.pattern.Cadence;
import java.util.List;
import java.util.UUID;

/**
 * What a provider takes for a recurring stream.
 *
 * @param externalId of the stream
 * @param frequency as the provider has it: WEEKLY, BIWEEKLY, SEMI_MONTHLY, MONTHLY, ANNUALLY or
 *     UNKNOWN
 * @param transactions their external ids
 */
public record RecurringHint(
    UUID user,
    UUID connection,
    String externalId,
    String frequency,
    boolean active,
    List<String> transactions) {

  /** Whether a provider's frequency does not contradict a cadence. */
  static boolean agrees(String frequency, Cadence cadence) {
    return switch (frequency) {
      case "UNKNOWN" -> true;
      case "ANNUALLY" -> cadence == Cadence.YEARLY;
      default -> cadence.name().equals(frequency);
    };
  }
}
