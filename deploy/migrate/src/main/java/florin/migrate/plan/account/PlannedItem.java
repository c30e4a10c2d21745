package florin.migrate.plan.account;

import java.util.List;
import java.util.Optional;

/** A login at a bank, which becomes a connection. */
public record PlannedItem(
    String id,
    String user,
    Optional<String> token,
    Optional<String> cursor,
    Optional<String> institutionId,
    Optional<String> institutionName,
    List<String> products) {

  /** The same login with a token if it has none. */
  PlannedItem orToken(String other) {
    return new PlannedItem(
        id,
        user,
        Optional.of(token.orElse(other)),
        cursor,
        institutionId,
        institutionName,
        products);
  }

  /** Without its token a login cannot be synced any more. */
  public boolean canSync() {
    return token.isPresent();
  }

  @Override
  public String toString() {
    return "item " + id;
  }
}
