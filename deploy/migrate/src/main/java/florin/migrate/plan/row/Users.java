package florin.migrate.plan.row;

import florin.migrate.source.SourceDatabase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The users of the source, and the user of rows that name none. */
public final class Users {

  private static final List<String> TABLES =
      List.of(
          "accounts",
          "plaid_items",
          "transactions",
          "tags",
          "transaction_rules",
          "account_groups",
          "account_group_preferences",
          "account_snapshot_preferences",
          "planning_scenarios");

  private final Set<String> known;
  private final Optional<String> fallback;

  private Users(Set<String> known, Optional<String> fallback) {
    this.known = known;
    this.fallback = fallback;
  }

  public static Users of(SourceDatabase source, PlanOptions options) {
    Set<String> known = new TreeSet<>();
    for (String table : TABLES) {
      if (source.has(table, "user_id")) {
        source.distinct(table, "user_id").stream()
            .flatMap(row -> row.text("user_id").stream())
            .forEach(known::add);
      }
    }
    options.defaultUser().ifPresent(known::add);
    Optional<String> fallback =
        options
            .defaultUser()
            .or(
                () ->
                    known.size() == 1
                        ? known.stream().findFirst()
                        : known.isEmpty() ? Optional.of("default") : Optional.empty());
    fallback.ifPresent(known::add);
    return new Users(known, fallback);
  }

  /** The user of rows that name none. */
  public Optional<String> fallback() {
    return fallback;
  }

  public List<String> all() {
    return List.copyOf(known);
  }
}
