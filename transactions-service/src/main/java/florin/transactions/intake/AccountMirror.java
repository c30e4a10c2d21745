package florin.transactions.intake;

import florin.journal.database.Session;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Table {@code mirror.account}: a row from the opening on, then the changes to it. */
final class AccountMirror {

  private static final String UPSERT =
      """
      insert into account as a (id, user_id, currency, linked, closed, closed_at, merged_into)
      select k.id, k.user_id, coalesce(k.currency, a0.currency), coalesce(k.linked, a0.linked),
        coalesce(k.closed, a0.closed),
        case when coalesce(k.closed, a0.closed)
          then coalesce(case when not k.reopened then a0.closed_at end, k.closed_at) end,
        case when k.moved then k.merged_into else a0.merged_into end
      from unnest(:ids::uuid[], :users::uuid[], :currencies::text[], :linked::boolean[], :closed::boolean[],
          :reopened::boolean[], :closedAts::timestamptz[], :moved::boolean[], :mergedInto::uuid[])
        as k (id, user_id, currency, linked, closed, reopened, closed_at, moved, merged_into)
      left join account a0 on a0.id = k.id
      where k.reopened and k.linked is not null and k.currency is not null or a0.id is not null
      on conflict (id) do update
      set currency = excluded.currency, linked = excluded.linked, closed = excluded.closed,
          closed_at = excluded.closed_at, merged_into = excluded.merged_into
      where (a.currency, a.linked, a.closed, a.closed_at, a.merged_into) is distinct from
        (excluded.currency, excluded.linked, excluded.closed, excluded.closed_at, excluded.merged_into)
      """;

  private AccountMirror() {}

  /**
   * What a batch changes of one account; null stays as it was.
   *
   * @param reopened whether it was open in between
   * @param closedAt of the first closing since it was open
   * @param into empty for an account that stands alone again
   */
  record Row(
      UUID user,
      UUID account,
      @Nullable String currency,
      @Nullable Boolean linked,
      @Nullable Boolean closed,
      boolean reopened,
      @Nullable Instant closedAt,
      @Nullable Optional<UUID> into) {

    static Row opened(UUID user, UUID account, String currency, boolean linked) {
      return new Row(user, account, currency, linked, false, true, null, null);
    }

    static Row linked(UUID user, UUID account) {
      return new Row(user, account, null, true, null, false, null, null);
    }

    /** The bank states balances in this currency. */
    static Row kept(UUID user, UUID account, String currency) {
      return new Row(user, account, currency, null, null, false, null, null);
    }

    static Row closed(UUID user, UUID account, Instant at) {
      return new Row(user, account, null, null, true, false, at, null);
    }

    static Row reopened(UUID user, UUID account) {
      return new Row(user, account, null, null, false, true, null, null);
    }

    static Row merged(UUID user, UUID account, Optional<UUID> into) {
      return new Row(user, account, null, null, null, false, null, into);
    }

    Row then(Row next) {
      boolean stillClosed = Boolean.TRUE.equals(closed) && !Boolean.FALSE.equals(next.closed);
      return new Row(
          user,
          account,
          next.currency == null ? currency : next.currency,
          next.linked == null ? linked : next.linked,
          next.closed == null ? closed : next.closed,
          reopened || next.reopened,
          stillClosed ? closedAt : next.closedAt,
          next.into == null ? into : next.into);
    }
  }

  static Mono<Void> apply(Session session, Collection<Row> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(UPSERT)
            .bind("ids", rows.stream().map(Row::account).toArray(UUID[]::new))
            .bind("users", rows.stream().map(Row::user).toArray(UUID[]::new))
            .bind("currencies", rows.stream().map(Row::currency).toArray(String[]::new))
            .bind("linked", rows.stream().map(Row::linked).toArray(Boolean[]::new))
            .bind("closed", rows.stream().map(Row::closed).toArray(Boolean[]::new))
            .bind("reopened", rows.stream().map(Row::reopened).toArray(Boolean[]::new))
            .bind(
                "closedAts",
                rows.stream().map(AccountMirror::closedAt).toArray(OffsetDateTime[]::new))
            .bind("moved", rows.stream().map(row -> row.into != null).toArray(Boolean[]::new))
            .bind("mergedInto", rows.stream().map(AccountMirror::into).toArray(UUID[]::new))
            .then();
  }

  private static @Nullable OffsetDateTime closedAt(Row row) {
    return row.closedAt == null ? null : row.closedAt.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable UUID into(Row row) {
    return row.into == null ? null : row.into.orElse(null);
  }
}
