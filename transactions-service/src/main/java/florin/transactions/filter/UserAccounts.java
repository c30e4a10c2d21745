package florin.transactions.filter;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * The accounts of a user, with the values of the accounts topic that a list of transactions needs.
 *
 * @param zone decides to which day a balance belongs
 * @param survivors of each merged account the one that it is shown as
 * @param hidden accounts that the user hides, those merged into them included
 */
public record UserAccounts(String zone, Map<UUID, UUID> survivors, List<UUID> hidden) {

  private static final String READ =
      """
      select coalesce((select time_zone from mirror.settings where user_id = :user), 'UTC') as zone,
          array(select id from mirror.account where user_id = :user and merged_into is not null order by id)
            as members,
          array(select merged_into from mirror.account where user_id = :user and merged_into is not null order by id)
            as survivors,
          array(select a.id from mirror.account a
            join mirror.account_detail d on d.user_id = a.user_id and d.account_id = coalesce(a.merged_into, a.id)
            where a.user_id = :user and d.hidden order by a.id) as hidden
      """;

  public static Mono<UserAccounts> of(Session session, UUID user) {
    return session
        .sql(READ)
        .bind("user", user)
        .map(
            row ->
                new UserAccounts(
                    Columns.text(row, "zone"),
                    pairs(
                        Objects.requireNonNull(row.get("members", UUID[].class)),
                        Objects.requireNonNull(row.get("survivors", UUID[].class))),
                    List.of(Objects.requireNonNull(row.get("hidden", UUID[].class)))))
        .one();
  }

  private static Map<UUID, UUID> pairs(UUID[] members, UUID[] survivors) {
    Map<UUID, UUID> pairs = new HashMap<>();
    for (int i = 0; i < members.length; i++) {
      pairs.put(members[i], survivors[i]);
    }
    return Map.copyOf(pairs);
  }

  boolean merged() {
    return !survivors.isEmpty();
  }

  /** Every account that is one account with another. */
  List<UUID> mergedAccounts() {
    return Stream.concat(survivors.keySet().stream(), survivors.values().stream())
        .distinct()
        .toList();
  }

  public UUID survivor(UUID account) {
    return survivors.getOrDefault(account, account);
  }

  /** The accounts that these ids stand for: each with everything that is one account with it. */
  List<UUID> all(List<UUID> accounts) {
    if (!merged() || accounts.isEmpty()) {
      return accounts;
    }
    List<UUID> shown = accounts.stream().map(this::survivor).distinct().toList();
    List<UUID> all = new ArrayList<>(shown);
    survivors.forEach(
        (member, survivor) -> {
          if (shown.contains(survivor)) {
            all.add(member);
          }
        });
    return all;
  }
}
