package florin.accounts.user;

import java.time.Instant;
import java.util.UUID;

/** What can be asked of a user's stream. */
sealed interface UserCommand {

  /** Makes the settings exactly these. */
  record Revise(UUID user, UserSettings settings, Instant at) implements UserCommand {}
}
