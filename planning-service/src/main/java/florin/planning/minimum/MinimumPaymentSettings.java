package florin.planning.minimum;

import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The user's setting about minimum payments.
 *
 * @param included whether safe-to-spend subtracts them
 */
public record MinimumPaymentSettings(boolean included) {

  static final String STREAM = "minimum-payment-settings";

  static final MinimumPaymentSettings DEFAULT = new MinimumPaymentSettings(false);

  /** The user's setting. */
  public record Change(MinimumPaymentSettings settings, Instant at) {}

  public record Changed(MinimumPaymentSettings settings, Instant at) {}

  static UUID id(UUID user) {
    return Ids.named(user, STREAM);
  }

  static List<Changed> decide(Change command, MinimumPaymentSettings state) {
    return command.settings().equals(state)
        ? List.of()
        : List.of(new Changed(command.settings(), command.at()));
  }

  static MinimumPaymentSettings evolve(MinimumPaymentSettings state, Changed event) {
    return event.settings();
  }
}
