package florin.accounts.user;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.util.Optional;

/**
 * What a user chooses.
 *
 * @param timeZone an IANA id; it decides what "today" is
 * @param baseCurrency for reports that need one
 * @param buffer what safe-to-spend leaves alone
 */
record Settings(String timeZone, CurrencyCode baseCurrency, Optional<Money> buffer) {

  /** Of a user who has chosen nothing yet. */
  static final Settings DEFAULTS = new Settings("UTC", new CurrencyCode("USD"), Optional.empty());
}
