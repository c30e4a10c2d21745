package florin.accounts.group;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.database.ViewTable;
import florin.journal.stream.PendingEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tables {@code grouping}, {@code account_group} and {@code account_group_member}: read, evolved by
 * the events of the batch with the decider's own fold, and written where they differ.
 */
@Component
@Order(4)
class GroupView implements Projection {

  private static final String GROUPING =
      """
      insert into grouping (user_id, selection, stream_version, version, at)
      select user_id, selection::uuid[], stream_version, version, at
      from unnest(:users::uuid[], :selections::text[], :streamVersions::int[], :versions::int[],
          :ats::timestamptz[]) as g (user_id, selection, stream_version, version, at)
      order by user_id
      on conflict (user_id) do update set
        selection = excluded.selection, stream_version = excluded.stream_version,
        version = excluded.version, at = excluded.at
      where grouping.stream_version < excluded.stream_version
      """;

  private static final ViewTable<GroupRow> GROUP =
      ViewTable.<GroupRow>named("account_group", "user_id", "group_id")
          .uuid("user_id", GroupRow::user)
          .uuid("group_id", GroupRow::id)
          .text("name", r -> r.group().name())
          .text("accent", r -> r.group().accent().orElse(null))
          .integer("position", r -> r.group().position())
          .integer("rank", r -> r.group().rank())
          .bool("deleted", r -> r.group().deleted());

  private static final ViewTable<MemberRow> MEMBER =
      ViewTable.<MemberRow>named("account_group_member", "user_id", "group_id", "account_id")
          .uuid("user_id", MemberRow::user)
          .uuid("group_id", MemberRow::group)
          .uuid("account_id", MemberRow::account)
          .integer("position", MemberRow::position);

  private static final String LEAVE =
      """
      delete from account_group_member m
      where m.user_id = any(:owners::uuid[]) and not exists (
        select from unnest(:users::uuid[], :groups::uuid[], :accounts::uuid[])
          as k (user_id, group_id, account_id)
        where k.user_id = m.user_id and k.group_id = m.group_id and k.account_id = m.account_id)
      """;

  private record GroupRow(UUID user, UUID id, Group group) {}

  private record MemberRow(UUID user, UUID group, UUID account, int position) {}

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> ours =
        events.stream().filter(pending -> pending.event() instanceof GroupEvent).toList();
    return ours.isEmpty()
        ? Mono.empty()
        : StoredGroups.read(session, ours.stream().map(p -> p.stream().user()).distinct().toList())
            .map(known -> fold(known, ours))
            .flatMap(rows -> write(session, rows));
  }

  private static List<StoredGroups> fold(Map<UUID, StoredGroups> known, List<PendingEvent> events) {
    Map<UUID, StoredGroups> rows = new TreeMap<>();
    for (PendingEvent pending : events) {
      if (pending.event() instanceof GroupEvent event) {
        UUID user = pending.stream().user();
        StoredGroups before =
            rows.getOrDefault(user, known.getOrDefault(user, StoredGroups.none(user)));
        rows.put(user, before.after(event, pending));
      }
    }
    return List.copyOf(rows.values());
  }

  private static Mono<Void> write(Session session, List<StoredGroups> rows) {
    List<GroupRow> groups = new ArrayList<>();
    List<MemberRow> members = new ArrayList<>();
    for (StoredGroups row : rows) {
      row.groups().all().forEach((id, group) -> groups.add(new GroupRow(row.user(), id, group)));
    }
    for (GroupRow row : groups) {
      row.group()
          .members()
          .forEach((account, at) -> members.add(new MemberRow(row.user(), row.id(), account, at)));
    }
    return grouping(session, rows)
        .then(Mono.defer(() -> GROUP.upsert(session, groups)))
        .then(Mono.defer(() -> leave(session, rows, members)))
        .then(Mono.defer(() -> MEMBER.upsert(session, members)));
  }

  private static Mono<Void> grouping(Session session, List<StoredGroups> rows) {
    return session
        .sql(GROUPING)
        .bind("users", UnnestColumns.column(rows, UUID.class, StoredGroups::user))
        .bind("selections", UnnestColumns.column(rows, String.class, GroupView::selection))
        .bind(
            "streamVersions",
            UnnestColumns.column(rows, Integer.class, StoredGroups::streamVersion))
        .bind("versions", UnnestColumns.column(rows, Integer.class, StoredGroups::version))
        .bind(
            "ats",
            UnnestColumns.column(rows, OffsetDateTime.class, r -> r.at().atOffset(ZoneOffset.UTC)))
        .then();
  }

  private static @Nullable String selection(StoredGroups row) {
    return row.groups()
        .selection()
        .map(ids -> UnnestColumns.column(ids, UUID.class, id -> id))
        .orElse(null);
  }

  private static Mono<Void> leave(
      Session session, List<StoredGroups> owners, List<MemberRow> staying) {
    return session
        .sql(LEAVE)
        .bind("owners", UnnestColumns.column(owners, UUID.class, StoredGroups::user))
        .bind("users", UnnestColumns.column(staying, UUID.class, MemberRow::user))
        .bind("groups", UnnestColumns.column(staying, UUID.class, MemberRow::group))
        .bind("accounts", UnnestColumns.column(staying, UUID.class, MemberRow::account))
        .then();
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(GROUP, MEMBER);
  }
}
