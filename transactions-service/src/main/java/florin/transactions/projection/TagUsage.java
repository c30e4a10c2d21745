package florin.transactions.projection;

import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.transactions.merchant.MerchantName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Which transactions carry a tag, and how many of those count. */
final class TagUsage {

  private static final String PUT =
      """
      insert into transaction_tag (user_id, tag, transaction_id)
      select * from unnest(:users::uuid[], :tags::text[], :transactions::uuid[])
      on conflict do nothing
      """;

  private static final String DROP =
      """
      delete from transaction_tag t
      using unnest(:users::uuid[], :tags::text[], :transactions::uuid[]) as k (user_id, tag, transaction_id)
      where t.user_id = k.user_id and t.tag = k.tag and t.transaction_id = k.transaction_id
      """;

  private static final String COUNT =
      """
      insert into tag as t (user_id, name, search, uses)
      select * from unnest(:users::uuid[], :names::text[], :searches::text[], :uses::int[])
      on conflict (user_id, name) do update set uses = t.uses + excluded.uses
      where excluded.uses <> 0
      """;

  private static final Comparator<Link> LINKS =
      Comparator.comparing(Link::user, Ids.ORDER)
          .thenComparing(Link::tag)
          .thenComparing(Link::transaction, Ids.ORDER);

  private static final Comparator<Name> NAMES =
      Comparator.comparing(Name::user, Ids.ORDER).thenComparing(Name::tag);

  private record Link(UUID user, String tag, UUID transaction) {}

  private record Name(UUID user, String tag) {}

  private final Map<Link, Boolean> links = new TreeMap<>(LINKS);
  private final Map<Name, Integer> uses = new TreeMap<>(NAMES);

  private TagUsage(List<RowChange> steps) {
    for (RowChange rowChange : steps) {
      if (rowChange.before() != null && same(rowChange.before(), rowChange.after())) {
        continue;
      }
      if (rowChange.before() != null) {
        rowChange.before().overlay().tags().forEach(tag -> take(rowChange.before(), tag, -1));
      }
      rowChange.after().overlay().tags().forEach(tag -> take(rowChange.after(), tag, 1));
    }
  }

  private static boolean same(TransactionRow before, TransactionRow after) {
    return before.counts() == after.counts()
        && before.overlay().tags().equals(after.overlay().tags());
  }

  private void take(TransactionRow row, String tag, int sign) {
    links.put(new Link(row.user(), tag, row.id()), sign > 0);
    uses.merge(new Name(row.user(), tag), row.counts() ? sign : 0, Integer::sum);
  }

  static Mono<Void> apply(Session session, List<RowChange> steps) {
    TagUsage use = new TagUsage(steps);
    return links(session, DROP, use.linked(false))
        .then(Mono.defer(() -> links(session, PUT, use.linked(true))))
        .then(Mono.defer(() -> use.count(session)));
  }

  private List<Link> linked(boolean there) {
    return links.entrySet().stream()
        .filter(e -> e.getValue() == there)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Mono<Void> links(Session session, String statement, List<Link> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(statement)
        .bind("users", UnnestColumns.column(rows, UUID.class, Link::user))
        .bind("tags", UnnestColumns.column(rows, String.class, Link::tag))
        .bind("transactions", UnnestColumns.column(rows, UUID.class, Link::transaction))
        .then();
  }

  private Mono<Void> count(Session session) {
    List<Name> rows = List.copyOf(uses.keySet());
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(COUNT)
        .bind("users", UnnestColumns.column(rows, UUID.class, Name::user))
        .bind("names", UnnestColumns.column(rows, String.class, Name::tag))
        .bind(
            "searches", UnnestColumns.column(rows, String.class, row -> MerchantName.slug(row.tag)))
        .bind("uses", UnnestColumns.column(rows, Integer.class, uses::get))
        .then();
  }
}
