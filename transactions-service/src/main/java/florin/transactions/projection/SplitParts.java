package florin.transactions.projection;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.SplitPart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The parts of split transactions. */
public final class SplitParts {

  private static final String CLEAR =
      """
      delete from transaction_split s
      using unnest(:users::uuid[], :transactions::uuid[]) as k (user_id, transaction_id)
      where s.user_id = k.user_id and s.transaction_id = k.transaction_id
      """;

  private static final String PUT =
      """
      insert into transaction_split (user_id, transaction_id, part, category_id, amount, currency, note)
      select * from unnest(:users::uuid[], :transactions::uuid[], :parts::int[], :categories::uuid[],
          :amounts::numeric[], :currencies::text[], :notes::text[])
      """;

  public static final String OF =
      """
      select s.transaction_id, coalesce(c.canonical_id, s.category_id) as category_id, s.amount, s.currency, s.note
      from transaction_split s
      left join category c on c.user_id = s.user_id and c.id = s.category_id
      where s.user_id = :user and s.transaction_id = any(:transactions)
      order by s.transaction_id, s.part
      """;

  public static final String IN =
      """
      select distinct transaction_id from transaction_split
      where user_id = :user and category_id = any(:categories)
      """;

  private record Row(UUID user, UUID transaction, int number, SplitPart part) {}

  private SplitParts() {}

  static Mono<Void> apply(Session session, List<RowChange> steps) {
    Map<UUID, UUID> users = new TreeMap<>(Ids.ORDER);
    Map<UUID, List<Row>> parts = new TreeMap<>(Ids.ORDER);
    for (RowChange rowChange : steps) {
      switch (rowChange.event()) {
        case TransactionEvent.Split e -> {
          users.put(e.id(), rowChange.after().user());
          parts.put(e.id(), rows(rowChange.after().user(), e));
        }
        case TransactionEvent.Unsplit e -> {
          users.put(e.id(), rowChange.after().user());
          parts.remove(e.id());
        }
        default -> {
          // leaves the parts as they are
        }
      }
    }
    return users.isEmpty()
        ? Mono.empty()
        : clear(session, users)
            .then(
                Mono.defer(
                    () -> put(session, parts.values().stream().flatMap(List::stream).toList())));
  }

  private static List<Row> rows(UUID user, TransactionEvent.Split split) {
    List<Row> rows = new ArrayList<>();
    for (SplitPart splitPart : split.parts()) {
      rows.add(new Row(user, split.id(), rows.size(), splitPart));
    }
    return rows;
  }

  private static Mono<Void> clear(Session session, Map<UUID, UUID> users) {
    return session
        .sql(CLEAR)
        .bind("users", UnnestColumns.column(List.copyOf(users.values()), UUID.class, id -> id))
        .bind(
            "transactions", UnnestColumns.column(List.copyOf(users.keySet()), UUID.class, id -> id))
        .then();
  }

  private static Mono<Void> put(Session session, List<Row> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return session
        .sql(PUT)
        .bind("users", UnnestColumns.column(rows, UUID.class, Row::user))
        .bind("transactions", UnnestColumns.column(rows, UUID.class, Row::transaction))
        .bind("parts", UnnestColumns.column(rows, Integer.class, Row::number))
        .bind(
            "categories",
            UnnestColumns.column(rows, UUID.class, row -> row.part.category().orElse(null)))
        .bind(
            "amounts",
            UnnestColumns.column(rows, BigDecimal.class, row -> row.part.amount().amount()))
        .bind(
            "currencies",
            UnnestColumns.column(rows, String.class, row -> row.part.amount().currency().code()))
        .bind(
            "notes", UnnestColumns.column(rows, String.class, row -> row.part.note().orElse(null)))
        .then();
  }

  /** The parts of these transactions, with one query. */
  public static Mono<Map<UUID, Collection<SplitPart>>> of(
      Session session, UUID user, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Mono.just(Map.of());
    }
    return session
        .sql(OF)
        .bind("user", user)
        .bind("transactions", ids.toArray(UUID[]::new))
        .map(
            row ->
                Map.entry(
                    Columns.uuid(row, "transaction_id"),
                    new SplitPart(
                        Optional.ofNullable(row.get("category_id", UUID.class)),
                        new Money(
                            Columns.decimal(row, "amount"),
                            new CurrencyCode(Columns.text(row, "currency"))),
                        Optional.ofNullable(row.get("note", String.class)))))
        .all()
        .collectMultimap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** The transactions that have a part in one of these categories. */
  public static Mono<List<UUID>> in(Session session, UUID user, @Nullable UUID... categories) {
    return session
        .sql(IN)
        .bind("user", user)
        .bind("categories", categories)
        .map(row -> Columns.uuid(row, "transaction_id"))
        .all()
        .collectList();
  }
}
