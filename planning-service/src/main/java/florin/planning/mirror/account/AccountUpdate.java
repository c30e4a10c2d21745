package florin.planning.mirror.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The changes of an account that planning mirrors from the accounts topic. */
public sealed interface AccountUpdate {

  UUID user();

  UUID account();

  record Opened(UUID user, UUID account, String bankName, String type, String currency)
      implements AccountUpdate {}

  record Revised(UUID user, UUID account, String bankName, String type) implements AccountUpdate {}

  /**
   * @param name the user's own; empty when the bank's counts again
   */
  record Renamed(UUID user, UUID account, Optional<String> name) implements AccountUpdate {}

  record Hidden(UUID user, UUID account, boolean hidden) implements AccountUpdate {}

  record Closed(UUID user, UUID account, boolean closed) implements AccountUpdate {}

  /**
   * @param type the user's own; empty when the bank's counts again
   */
  record Classified(UUID user, UUID account, Optional<String> type) implements AccountUpdate {}

  /** Whether all that is known of the account belongs to another one. */
  record Merged(UUID user, UUID account, boolean merged) implements AccountUpdate {}

  /**
   * @param source {@code provider}, or the source of a user's statement
   */
  record Balance(
      UUID user,
      UUID account,
      String currency,
      Optional<BigDecimal> current,
      Optional<BigDecimal> available,
      Optional<BigDecimal> creditLimit,
      String source,
      Instant observedAt)
      implements AccountUpdate {

    boolean fromBank() {
      return source.equals("provider");
    }
  }
}
