package florin.accounts.group;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.PendingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * A user's groups as the tables {@code grouping}, {@code account_group} and {@code
 * account_group_member} have them: the same as the stream folds to.
 */
record StoredGroups(UUID user, Groups groups, int streamVersion, int version, Instant at) {

  private static final String GROUPING =
      """
      select user_id, selection, stream_version, version, at
      from grouping where user_id = any(:users::uuid[])
      """;

  private static final String GROUP =
      """
      select user_id, group_id, name, accent, position, rank, deleted
      from account_group where user_id = any(:users::uuid[])
      """;

  private static final String MEMBER =
      """
      select user_id, group_id, account_id, position
      from account_group_member where user_id = any(:users::uuid[])
      """;

  private record Key(UUID user, UUID group) {}

  private record Row(Key key, Group group) {}

  private record Member(Key key, UUID account, int position) {}

  static StoredGroups none(UUID user) {
    return new StoredGroups(user, Groups.NONE, 0, 0, Instant.EPOCH);
  }

  StoredGroups after(GroupEvent event, PendingEvent pending) {
    return new StoredGroups(
        user, Groups.evolve(groups, event), pending.version(), pending.userVersion(), pending.at());
  }

  /** Of one user; who never had a group has none. */
  static Mono<StoredGroups> of(Session session, UUID user) {
    return read(session, List.of(user)).map(rows -> rows.getOrDefault(user, none(user)));
  }

  /** Those of the users who have any. */
  static Mono<Map<UUID, StoredGroups>> read(Session session, Collection<UUID> users) {
    String ids = UnnestColumns.column(List.copyOf(users), UUID.class, id -> id);
    return members(session, ids)
        .flatMap(members -> groups(session, ids, members))
        .flatMap(groups -> rows(session, ids, groups));
  }

  private static Mono<Map<Key, Map<UUID, Integer>>> members(Session session, String users) {
    return session
        .sql(MEMBER)
        .bind("users", users)
        .map(
            row ->
                new Member(
                    new Key(Columns.uuid(row, "user_id"), Columns.uuid(row, "group_id")),
                    Columns.uuid(row, "account_id"),
                    Columns.integer(row, "position")))
        .all()
        .collectList()
        .map(StoredGroups::byGroup);
  }

  private static Map<Key, Map<UUID, Integer>> byGroup(List<Member> members) {
    Map<Key, Map<UUID, Integer>> groups = new HashMap<>();
    members.forEach(
        member ->
            groups
                .computeIfAbsent(member.key(), _ -> new HashMap<>())
                .put(member.account(), member.position()));
    return groups;
  }

  private static Mono<List<Row>> groups(
      Session session, String users, Map<Key, Map<UUID, Integer>> members) {
    return session
        .sql(GROUP)
        .bind("users", users)
        .map(
            row -> {
              Key key = new Key(Columns.uuid(row, "user_id"), Columns.uuid(row, "group_id"));
              return new Row(
                  key,
                  new Group(
                      Columns.text(row, "name"),
                      Optional.ofNullable(row.get("accent", String.class)),
                      Columns.integer(row, "position"),
                      Columns.integer(row, "rank"),
                      Columns.bool(row, "deleted"),
                      members.getOrDefault(key, Map.of())));
            })
        .all()
        .collectList();
  }

  private static Mono<Map<UUID, StoredGroups>> rows(
      Session session, String users, List<Row> groups) {
    Map<UUID, Map<UUID, Group>> byUser = new HashMap<>();
    for (Row row : new ArrayList<>(groups)) {
      byUser
          .computeIfAbsent(row.key().user(), _ -> new HashMap<>())
          .put(row.key().group(), row.group());
    }
    return session
        .sql(GROUPING)
        .bind("users", users)
        .map(
            row -> {
              UUID user = Columns.uuid(row, "user_id");
              return new StoredGroups(
                  user,
                  new Groups(
                      byUser.getOrDefault(user, Map.of()),
                      Optional.ofNullable(row.get("selection", UUID[].class)).map(List::of)),
                  Columns.integer(row, "stream_version"),
                  Columns.integer(row, "version"),
                  Columns.instant(row, "at"));
            })
        .all()
        .collectMap(StoredGroups::user);
  }
}
