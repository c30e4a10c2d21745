package florin.accounts.user;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of a user.
 *
 * @param timeZone an IANA id; it decides what "today" is
 * @param baseCurrency for reports that need one
 * @param buffer what safe-to-spend leaves alone
 * @param spendFromSavings whether safe-to-spend counts savings accounts
 */
record UserSettings(
    String timeZone, CurrencyCode baseCurrency, Optional<Money> buffer, boolean spendFromSavings) {

  /**
   * The settings that can be changed. Java keeps the names of System V, which the time zone
   * database has dropped (IANA tz, NEWS of 2020b) and PostgreSQL does not have.
   */
  static final Set<String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(zone -> !zone.startsWith("SystemV/"))
          .collect(Collectors.toUnmodifiableSet());

  /** Of a user who has chosen nothing yet. */
  static final UserSettings DEFAULTS =
      new UserSettings("UTC", new CurrencyCode("USD"), Optional.empty(), false);
}
