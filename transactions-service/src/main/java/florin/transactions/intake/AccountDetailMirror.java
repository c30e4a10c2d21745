package florin.transactions.intake;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tables {@code mirror.account_detail} and {@code mirror.institution}: the institutions of
 * accounts, and which accounts are hidden.
 */
final class AccountDetailMirror {

  private static final String UPSERT =
      """
      insert into account_detail as d (user_id, account_id, institution_id, hidden)
      select k.user_id, k.account_id, coalesce(k.institution_id, d0.institution_id),
        coalesce(k.hidden, d0.hidden, false)
      from unnest(:users::uuid[], :accounts::uuid[], :institutions::uuid[], :hidden::boolean[])
        as k (user_id, account_id, institution_id, hidden)
      left join account_detail d0 on d0.user_id = k.user_id and d0.account_id = k.account_id
      on conflict (user_id, account_id) do update
      set institution_id = excluded.institution_id, hidden = excluded.hidden
      where (d.institution_id, d.hidden) is distinct from (excluded.institution_id, excluded.hidden)
      """;

  private static final String REGISTER =
      """
      insert into institution as i (user_id, institution_id, name)
      select distinct on (k.user_id, k.institution_id) k.user_id, k.institution_id, k.name
      from unnest(:users::uuid[], :institutions::uuid[], :names::text[]) with ordinality
        as k (user_id, institution_id, name, place)
      order by k.user_id, k.institution_id, k.place desc
      on conflict (user_id, institution_id) do update set name = excluded.name where i.name <> excluded.name
      """;

  /** The changes of a batch to one account; null stays as it was. */
  record Row(UUID user, UUID account, @Nullable UUID institution, @Nullable Boolean hidden) {

    static Row at(UUID user, UUID account, @Nullable UUID institution) {
      return new Row(user, account, institution, null);
    }

    static Row hidden(UUID user, UUID account, boolean hidden) {
      return new Row(user, account, null, hidden);
    }

    Row then(Row next) {
      return new Row(
          user,
          account,
          next.institution == null ? institution : next.institution,
          next.hidden == null ? hidden : next.hidden);
    }
  }

  /** The name of an institution. */
  record Institution(UUID user, UUID id, String name) {}

  private AccountDetailMirror() {}

  static Mono<Void> apply(Session session, Collection<Row> changed) {
    List<Row> rows = List.copyOf(changed);
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(UPSERT)
            .bind("users", UnnestColumns.column(rows, UUID.class, Row::user))
            .bind("accounts", UnnestColumns.column(rows, UUID.class, Row::account))
            .bind("institutions", UnnestColumns.column(rows, UUID.class, Row::institution))
            .bind("hidden", UnnestColumns.column(rows, Boolean.class, Row::hidden))
            .then();
  }

  static Mono<Void> register(Session session, List<Institution> rows) {
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(REGISTER)
            .bind("users", UnnestColumns.column(rows, UUID.class, Institution::user))
            .bind("institutions", UnnestColumns.column(rows, UUID.class, Institution::id))
            .bind("names", UnnestColumns.column(rows, String.class, Institution::name))
            .then();
  }
}
