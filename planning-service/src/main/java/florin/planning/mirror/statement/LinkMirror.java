package florin.planning.mirror.statement;

import florin.journal.database.Session;
import florin.planning.mirror.batch.MirrorKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Table {@code mirror.account_link}: who keeps an account, when it closed, which one it is. */
final class LinkMirror {

  private static final String UPSERT =
      """
      insert into account_link as a (user_id, account_id, linked, closed_at, merged_into)
      select k.user_id, k.account_id, coalesce(k.linked, a0.linked, false),
        case when not k.closing then a0.closed_at when k.closed_at is null then null
          else coalesce(case when not k.reopened then a0.closed_at end, k.closed_at) end,
        case when k.moved then k.merged_into else a0.merged_into end
      from unnest(:users::uuid[], :ids::uuid[], :linked::boolean[], :closing::boolean[], :reopened::boolean[],
          :closedAts::timestamptz[], :moved::boolean[], :mergedInto::uuid[])
        as k (user_id, account_id, linked, closing, reopened, closed_at, moved, merged_into)
      left join account_link a0 on a0.user_id = k.user_id and a0.account_id = k.account_id
      order by k.user_id, k.account_id
      on conflict (user_id, account_id) do update
      set linked = excluded.linked, closed_at = excluded.closed_at, merged_into = excluded.merged_into
      where (a.linked, a.closed_at, a.merged_into) is distinct from
        (excluded.linked, excluded.closed_at, excluded.merged_into)
      """;

  private LinkMirror() {}

  /**
   * The changes of a batch to one account; null means unchanged.
   *
   * @param closedAt of the first closing since it was open; empty if it is open
   * @param reopened whether it was open in between
   * @param into empty for an account that stands alone
   */
  record Link(
      MirrorKey key,
      @Nullable Boolean linked,
      @Nullable Optional<Instant> closedAt,
      boolean reopened,
      @Nullable Optional<UUID> into) {

    static Link opened(MirrorKey mirrorKey, boolean linked) {
      return new Link(mirrorKey, linked, Optional.empty(), true, null);
    }

    static Link linked(MirrorKey mirrorKey) {
      return new Link(mirrorKey, true, null, false, null);
    }

    static Link closed(MirrorKey mirrorKey, Optional<Instant> at) {
      return new Link(mirrorKey, null, at, at.isEmpty(), null);
    }

    static Link merged(MirrorKey mirrorKey, Optional<UUID> into) {
      return new Link(mirrorKey, null, null, false, into);
    }

    Link then(Link next) {
      return new Link(
          key,
          next.linked == null ? linked : next.linked,
          closing(next),
          reopened || next.reopened,
          next.into == null ? into : next.into);
    }

    private @Nullable Optional<Instant> closing(Link next) {
      if (next.closedAt == null) {
        return closedAt;
      }
      return next.closedAt.isPresent() && closedAt != null && closedAt.isPresent()
          ? closedAt
          : next.closedAt;
    }
  }

  static Mono<Void> apply(Session session, List<Link> links) {
    List<Link> rows = MirrorKey.folded(links.stream(), Link::key, Link::then);
    List<MirrorKey> keys = rows.stream().map(Link::key).toList();
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(UPSERT)
            .bind("users", MirrorKey.users(keys))
            .bind("ids", MirrorKey.ids(keys))
            .bind("linked", rows.stream().map(Link::linked).toArray(Boolean[]::new))
            .bind("closing", rows.stream().map(r -> r.closedAt != null).toArray(Boolean[]::new))
            .bind("reopened", rows.stream().map(Link::reopened).toArray(Boolean[]::new))
            .bind("closedAts", rows.stream().map(LinkMirror::at).toArray(OffsetDateTime[]::new))
            .bind("moved", rows.stream().map(r -> r.into != null).toArray(Boolean[]::new))
            .bind("mergedInto", rows.stream().map(LinkMirror::into).toArray(UUID[]::new))
            .then();
  }

  private static @Nullable OffsetDateTime at(Link row) {
    return row.closedAt == null
        ? null
        : row.closedAt.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
  }

  private static @Nullable UUID into(Link row) {
    return row.into == null ? null : row.into.orElse(null);
  }
}
