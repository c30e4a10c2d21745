package florin.transactions.intake;

import florin.journal.database.Session;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Table {@code mirror.observed_account}: accounts as provider-sync observed them, before any of
 * their transactions.
 */
final class ObservedAccountMirror {

  private static final String UPSERT =
      """
      insert into mirror.observed_account as a
        (user_id, account_id, institution, name, official_name, mask, type, subtype)
      select k.user_id, k.account_id, k.institution, k.name, k.official_name, k.mask, k.type, k.subtype
      from unnest(:users::uuid[], :accounts::uuid[], :institutions::text[], :names::text[], :officialNames::text[],
          :masks::text[], :types::text[], :subtypes::text[])
        as k (user_id, account_id, institution, name, official_name, mask, type, subtype)
      order by k.user_id, k.account_id
      on conflict (user_id, account_id) do update
      set institution = excluded.institution, name = excluded.name, official_name = excluded.official_name,
          mask = excluded.mask, type = excluded.type, subtype = excluded.subtype
      where (a.institution, a.name, a.official_name, a.mask, a.type, a.subtype)
        is distinct from (excluded.institution, excluded.name, excluded.official_name, excluded.mask, excluded.type,
          excluded.subtype)
      """;

  private ObservedAccountMirror() {}

  /** One account. */
  record Row(
      UUID user,
      UUID account,
      @Nullable String institution,
      String name,
      @Nullable String officialName,
      @Nullable String mask,
      String type,
      @Nullable String subtype) {}

  static Mono<Void> apply(Session session, Collection<Row> observed) {
    if (observed.isEmpty()) {
      return Mono.empty();
    }
    Map<UUID, Row> last = new TreeMap<>();
    observed.forEach(row -> last.put(row.account(), row));
    Collection<Row> rows = last.values();
    return session
        .sql(UPSERT)
        .bind("users", rows.stream().map(Row::user).toArray(UUID[]::new))
        .bind("accounts", rows.stream().map(Row::account).toArray(UUID[]::new))
        .bind("institutions", texts(rows, Row::institution))
        .bind("names", texts(rows, Row::name))
        .bind("officialNames", texts(rows, Row::officialName))
        .bind("masks", texts(rows, Row::mask))
        .bind("types", texts(rows, Row::type))
        .bind("subtypes", texts(rows, Row::subtype))
        .then();
  }

  private static @Nullable String[] texts(
      Collection<Row> rows, Function<Row, @Nullable String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }
}
