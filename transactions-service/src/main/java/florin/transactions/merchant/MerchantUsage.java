package florin.transactions.merchant;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Which merchants entries name, and how many transactions that count are theirs. */
public final class MerchantUsage {

  private static final String SEE =
      """
      insert into merchant (user_id, id, name, slug, entity_id, source, uses)
      select k.user_id, k.id, k.name, k.slug, k.entity_id, k.source, 0
      from unnest(:users::uuid[], :ids::uuid[], :names::text[], :slugs::text[], :entities::text[], :sources::text[])
        as k (user_id, id, name, slug, entity_id, source)
      on conflict (user_id, id) do update set source = excluded.source
      where merchant.source = 'manual' and excluded.source = 'provider'
      """;

  // A merchant that the user made came with an event of its own, so every row is there.
  private static final String COUNT =
      """
      update merchant m
      set uses = m.uses + k.uses
      from unnest(:users::uuid[], :ids::uuid[], :uses::int[]) as k (user_id, id, uses)
      where m.user_id = k.user_id and m.id = k.id
      """;

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::user, Ids.ORDER).thenComparing(Key::id, Ids.ORDER);

  private record Key(UUID user, UUID id) {}

  private final Map<Key, EntryMerchant> seen = new TreeMap<>(ORDER);
  private final Set<Key> provided = new HashSet<>();
  private final Map<Key, Integer> uses = new TreeMap<>(ORDER);

  /**
   * The first name stays: later ones of the same merchant rarely add anything.
   *
   * @param provided whether a provider names it, and not only the user's own entries
   */
  public void recordMerchant(UUID user, EntryMerchant merchant, boolean provided) {
    Key key = new Key(user, merchant.id());
    seen.putIfAbsent(key, merchant);
    if (provided) {
      this.provided.add(key);
    }
  }

  public void addToCount(UUID user, @Nullable UUID merchant, int more) {
    if (merchant != null) {
      uses.merge(new Key(user, merchant), more, Integer::sum);
    }
  }

  public Mono<Void> write(Session session) {
    return recordMerchant(session).then(Mono.defer(() -> addToCount(session)));
  }

  private Mono<Void> recordMerchant(Session session) {
    List<Map.Entry<Key, EntryMerchant>> rows = List.copyOf(seen.entrySet());
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(SEE)
        .bind("users", UnnestColumns.column(rows, UUID.class, row -> row.getKey().user))
        .bind("ids", UnnestColumns.column(rows, UUID.class, row -> row.getKey().id))
        .bind(
            "names", UnnestColumns.column(rows, String.class, row -> row.getValue().name().name()))
        .bind(
            "slugs", UnnestColumns.column(rows, String.class, row -> row.getValue().name().slug()))
        .bind("entities", UnnestColumns.column(rows, String.class, row -> row.getValue().entity()))
        .bind(
            "sources",
            UnnestColumns.column(
                rows, String.class, row -> provided.contains(row.getKey()) ? "provider" : "manual"))
        .then();
  }

  private Mono<Void> addToCount(Session session) {
    List<Key> rows =
        uses.entrySet().stream().filter(e -> e.getValue() != 0).map(Map.Entry::getKey).toList();
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(COUNT)
        .bind("users", UnnestColumns.column(rows, UUID.class, Key::user))
        .bind("ids", UnnestColumns.column(rows, UUID.class, Key::id))
        .bind("uses", UnnestColumns.column(rows, Integer.class, uses::get))
        .then();
  }
}
