package florin.accounts.user;

import florin.events.CurrencyCode;
import java.time.Instant;
import java.util.UUID;

/** The events of a user. */
sealed interface UserEvent {

  record Registered(UUID user, String timeZone, CurrencyCode baseCurrency, Instant at)
      implements UserEvent {}

  record Revised(UUID user, UserSettings settings, Instant at) implements UserEvent {}
}
