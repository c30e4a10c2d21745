package florin.migrate.plan.account;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An account.
 *
 * @param type {@code depository}, {@code credit}, {@code loan}, {@code investment} or {@code other}
 * @param item the login that it belongs to, empty for an account that is kept by hand
 * @param balance from the holder's view: a debt is negative; empty if none is known
 * @param closed whether its status is closed or archived
 */
public record PlannedAccount(
    String id,
    String user,
    Optional<String> item,
    String name,
    String type,
    Optional<String> subtype,
    Optional<String> institution,
    boolean hidden,
    boolean closed,
    Optional<BigDecimal> balance,
    String currency) {

  PlannedAccount named(String other) {
    return new PlannedAccount(
        id, user, item, other, type, subtype, institution, hidden, closed, balance, currency);
  }

  PlannedAccount in(String other) {
    return new PlannedAccount(
        id, user, item, name, type, subtype, institution, hidden, closed, balance, other);
  }

  PlannedAccount byHand() {
    return new PlannedAccount(
        id,
        user,
        Optional.empty(),
        name,
        type,
        subtype,
        institution,
        hidden,
        closed,
        balance,
        currency);
  }

  /** Whether its balance is owed. */
  public boolean isDebt() {
    return isDebt(type);
  }

  /** Whether accounts of a type owe their balance. */
  static boolean isDebt(String type) {
    return type.equals("credit") || type.equals("loan");
  }
}
