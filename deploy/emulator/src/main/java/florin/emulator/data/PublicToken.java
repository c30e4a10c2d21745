package florin.emulator.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A linked login waiting for its exchange: one use, thirty minutes.
 *
 * @param movements of a small login, or 0 for the household's part at the institution
 */
public record PublicToken(
    String value,
    String institutionId,
    List<String> products,
    @Nullable String webhook,
    String username,
    int days,
    int movements,
    Instant madeAt) {
  private static final Duration LIFE = Duration.ofMinutes(30);

  /** The shared users of Plaid's sandbox: each link is a login of its own. */
  private static final Set<String> SHARED = Set.of("user_good", "user_transactions_dynamic");

  public boolean expired(Instant now) {
    return now.isAfter(madeAt.plus(LIFE));
  }

  /** Whether another Item of the same user name is a later link of the same login. */
  public boolean personal() {
    return !SHARED.contains(username);
  }

  public String login() {
    return institutionId + "|" + username;
  }
}
