package florin.planning.settings;

import florin.events.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A user's choices.
 *
 * @param buffer what stays untouched
 * @param spendFromSavings whether savings accounts count as money to spend
 */
public record PlanningSettings(ZoneId zone, Optional<Money> buffer, boolean spendFromSavings) {

  /** Of a user whose choices have not come yet: what the accounts service starts with. */
  public static final PlanningSettings DEFAULTS =
      new PlanningSettings(ZoneId.of("UTC"), Optional.empty(), false);

  /** The day on the user's calendar. */
  public LocalDate today(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }

  /** A zone that this JDK does not have, from a newer accounts service, is replaced by UTC. */
  public static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException unknown) {
      return DEFAULTS.zone();
    }
  }
}
