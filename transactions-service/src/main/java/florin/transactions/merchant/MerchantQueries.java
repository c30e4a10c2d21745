package florin.transactions.merchant;

import static florin.transactions.merchant.MerchantCodec.MERCHANTS;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.transactions.merging.TwinRows;
import florin.transactions.problem.TransactionsProblem;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A user's merchants, those used most first. */
@Component
public final class MerchantQueries {

  // Rows of merged accounts that are shown as another one are taken off the stored counts.
  private static final String SHOWN =
      "with "
          + TwinRows.HIDDEN
          + """
          , twin as materialized (
            select t.merchant_id as id, count(*)::int as uses
            from hidden h
            join transaction t on t.user_id = :user and t.id = h.id
            where t.merchant_id is not null
            group by t.merchant_id)
          select m.*, coalesce(w.own_name, m.name) as shown_name, coalesce(w.archived, false) as archived, w.merged_into,
              coalesce(w.version, 0) as version, m.uses - coalesce(d.uses, 0) + coalesce(a.uses, 0) as total,
              a.names as aliases
          from merchant m
          left join merchant_word w on w.user_id = m.user_id and w.id = m.id
          left join twin d on d.id = m.id
          left join lateral (
            select sum(o.uses - coalesce(b.uses, 0)) as uses,
                array_agg(coalesce(v.own_name, o.name) order by o.uses desc, o.id) as names
            from merchant_word v
            join merchant o on o.user_id = v.user_id and o.id = v.id
            left join twin b on b.id = o.id
            where v.user_id = m.user_id and v.canonical_id = m.id
          ) a on true
          where m.user_id = :user
          """;

  private static final String ONE = SHOWN + " and m.id = :id";

  private static final String OPEN =
      " and coalesce(w.archived, false) = false and w.merged_into is null";

  // A prefix as a range, which uses the index; a merged merchant is found under its other name.
  private static final String PREFIX =
      """
       and m.id in (
        select coalesce(w.canonical_id, k.id)
        from (
          select id from merchant where user_id = :user and slug >= :from and slug < :to
          union
          select id from merchant_word where user_id = :user and own_slug >= :from and own_slug < :to
        ) k
        left join merchant_word w on w.user_id = :user and w.id = k.id
      )
      """;

  private static final String PAGE =
      "select * from (%s) p where (:all or (p.total, p.id) < (:total, :id))"
          + " order by p.total desc, p.id desc limit :limit";

  private static final String SURVIVORS =
      """
      select m.id, coalesce(w.canonical_id, m.id) as survivor_id
      from merchant m
      left join merchant_word w on w.user_id = m.user_id and w.id = m.id
      left join merchant_word s on s.user_id = m.user_id
        and s.id = case when w.canonical_id is null then m.id else w.canonical_id end
      where m.user_id = :user and m.id = any(:ids) and coalesce(s.archived, false) = false
      """;

  private static final String CHAIN =
      """
      with recursive chain (id) as (
        select :id::uuid
        union
        select w.merged_into from chain c
        join merchant_word w on w.user_id = :user and w.id = c.id and w.merged_into is not null
      )
      select id from chain
      """;

  private static final UUID FIRST = new UUID(0, 0);

  /**
   * @param prefix of the slug; empty for all
   * @param after the place of the last one of the page before, if there is one
   */
  Mono<List<MerchantResponse>> list(
      Session session, UUID user, String prefix, List<String> after, int limit) {
    GenericExecuteSpec statement =
        session
            .sql(PAGE.formatted(SHOWN + OPEN + (prefix.isEmpty() ? "" : PREFIX)))
            .bind("user", user)
            .bind("limit", limit)
            .bind("all", after.isEmpty())
            .bind("total", after.isEmpty() ? 0L : Long.parseLong(after.get(0)))
            .bind("id", after.isEmpty() ? FIRST : UUID.fromString(after.get(1)));
    if (!prefix.isEmpty()) {
      statement = statement.bind("from", prefix).bind("to", prefix + Character.MAX_VALUE);
    }
    return statement.map(MerchantResponse::read).all().collectList();
  }

  static List<String> place(MerchantResponse last) {
    return List.of(Integer.toString(last.uses()), last.id().toString());
  }

  Mono<MerchantResponse> one(Session session, UUID user, UUID id) {
    return session
        .sql(ONE)
        .bind("user", user)
        .bind("id", id)
        .map(MerchantResponse::read)
        .one()
        .switchIfEmpty(Mono.error(() -> MERCHANTS.notFound(id)));
  }

  /** A merchant and, one after another, what it was merged into. */
  Mono<List<UUID>> chain(Session session, UUID user, UUID id) {
    return session
        .sql(CHAIN)
        .bind("user", user)
        .bind("id", id)
        .map(row -> Columns.uuid(row, "id"))
        .all()
        .collectList();
  }

  /**
   * The merchants that transactions are given for these: of a merged one its survivor.
   *
   * @throws Rejection if one is not there or archived
   */
  public static Mono<Map<UUID, UUID>> survivors(
      Session session, UUID user, Collection<UUID> ids, String pointer) {
    if (ids.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(SURVIVORS)
        .bind("user", user)
        .bind("ids", ids.toArray(UUID[]::new))
        .map(row -> Map.entry(Columns.uuid(row, "id"), Columns.uuid(row, "survivor_id")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .doOnNext(
            found -> {
              Set<UUID> missing = new HashSet<>(ids);
              missing.removeAll(found.keySet());
              if (!missing.isEmpty()) {
                throw new Rejection(
                    TransactionsProblem.MERCHANT_UNKNOWN,
                    "merchantId: '"
                        + missing.iterator().next()
                        + "' (expected: one of /api/merchants)",
                    pointer);
              }
            });
  }
}
