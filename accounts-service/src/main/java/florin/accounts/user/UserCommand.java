package florin.accounts.user;

import java.time.Instant;
import java.util.UUID;

/** The commands of a user. */
sealed interface UserCommand {

  /** Makes the settings exactly these. */
  record Revise(UUID user, UserSettings settings, Instant at) implements UserCommand {}
}
