package florin.planning.mirror;

import florin.journal.database.Session;
import florin.planning.mirror.TransactionUpdate.Categorised;
import florin.planning.mirror.TransactionUpdate.CategorisedByRule;
import florin.planning.mirror.TransactionUpdate.Entered;
import florin.planning.mirror.TransactionUpdate.Removed;
import florin.planning.mirror.batch.MirrorKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/**
 * Maintains {@code mirror.transaction}, {@code mirror.category_choice} and {@code
 * mirror.category_rule}: the entry, whether it is removed, the user's category and that of rules
 * change independently.
 */
final class TransactionMirror {

  private static final String ENTER =
      """
      insert into transaction as t (user_id, transaction_id, account_id, amount, currency, date, authorized_date,
          pending, description, merchant, bank_category, bank, recorded_at)
      select r.user_id, r.transaction_id, r.account_id, r.amount, r.currency, r.date, r.authorized_date,
          r.pending, r.description, r.merchant, r.bank_category, r.bank, r.recorded_at
      from unnest(:users::uuid[], :ids::uuid[], :accounts::uuid[], :amounts::numeric[], :currencies::text[],
          :dates::date[], :authorizedDates::date[], :pendings::boolean[], :descriptions::text[], :merchants::text[],
          :bankCategories::text[], :banks::boolean[], :recordedAts::timestamptz[])
        as r (user_id, transaction_id, account_id, amount, currency, date, authorized_date, pending, description,
          merchant, bank_category, bank, recorded_at)
      order by r.user_id, r.transaction_id
      on conflict (user_id, transaction_id) do update
      set account_id = excluded.account_id, amount = excluded.amount, currency = excluded.currency,
          date = excluded.date, authorized_date = excluded.authorized_date, pending = excluded.pending,
          description = excluded.description, merchant = excluded.merchant, bank_category = excluded.bank_category,
          bank = excluded.bank, recorded_at = coalesce(t.recorded_at, excluded.recorded_at)
      where (t.account_id, t.amount, t.currency, t.date, t.authorized_date, t.pending, t.description, t.merchant,
            t.bank_category, t.bank, t.recorded_at)
          is distinct from (excluded.account_id, excluded.amount, excluded.currency, excluded.date,
            excluded.authorized_date, excluded.pending, excluded.description, excluded.merchant,
            excluded.bank_category, excluded.bank, coalesce(t.recorded_at, excluded.recorded_at))
      """;

  private static final String REMOVE =
      """
      update transaction as t
      set removed = r.removed
      from unnest(:users::uuid[], :ids::uuid[], :removeds::boolean[]) as r (user_id, transaction_id, removed)
      where t.user_id = r.user_id and t.transaction_id = r.transaction_id and t.removed <> r.removed
      """;

  private static final String CHOOSE =
      """
      insert into category_choice as c (user_id, transaction_id, category_id)
      select r.user_id, r.transaction_id, r.category_id
      from unnest(:users::uuid[], :ids::uuid[], :categories::uuid[]) as r (user_id, transaction_id, category_id)
      order by r.user_id, r.transaction_id
      on conflict (user_id, transaction_id) do update set category_id = excluded.category_id
      where c.category_id is distinct from excluded.category_id
      """;

  private static final String RELEASE =
      """
      delete from category_choice as c
      using unnest(:users::uuid[], :ids::uuid[]) as r (user_id, transaction_id)
      where c.user_id = r.user_id and c.transaction_id = r.transaction_id
      """;

  private static final String RULE =
      """
      insert into category_rule as c (user_id, transaction_id, category_id)
      select r.user_id, r.transaction_id, r.category_id
      from unnest(:users::uuid[], :ids::uuid[], :categories::uuid[]) as r (user_id, transaction_id, category_id)
      order by r.user_id, r.transaction_id
      on conflict (user_id, transaction_id) do update set category_id = excluded.category_id
      where c.category_id <> excluded.category_id
      """;

  private static final String UNRULE =
      """
      delete from category_rule as c
      using unnest(:users::uuid[], :ids::uuid[]) as r (user_id, transaction_id)
      where c.user_id = r.user_id and c.transaction_id = r.transaction_id
      """;

  Mono<Void> apply(Session session, List<TransactionUpdate> facts) {
    List<Categorised> choices = last(facts, Categorised.class);
    return enter(session, last(facts, Entered.class, (first, second) -> second.after(first)))
        .then(Mono.defer(() -> remove(session, last(facts, Removed.class))))
        .then(
            Mono.defer(
                () -> choose(session, choices.stream().filter(Categorised::chosen).toList())))
        .then(
            Mono.defer(() -> release(session, choices.stream().filter(c -> !c.chosen()).toList())))
        .then(Mono.defer(() -> rule(session, last(facts, CategorisedByRule.class))));
  }

  private static <T extends TransactionUpdate> List<T> last(
      List<TransactionUpdate> facts, Class<T> kind) {
    return last(facts, kind, (_, second) -> second);
  }

  private static <T extends TransactionUpdate> List<T> last(
      List<TransactionUpdate> facts, Class<T> kind, BinaryOperator<T> fold) {
    return MirrorKey.folded(
        facts.stream().filter(kind::isInstance).map(kind::cast), TransactionMirror::key, fold);
  }

  private static Mono<Void> enter(Session session, List<Entered> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return keyed(session, ENTER, rows)
        .bind("accounts", rows.stream().map(Entered::account).toArray(UUID[]::new))
        .bind("amounts", rows.stream().map(Entered::amount).toArray(BigDecimal[]::new))
        .bind("currencies", texts(rows, Entered::currency))
        .bind("dates", rows.stream().map(Entered::date).toArray(LocalDate[]::new))
        .bind(
            "authorizedDates",
            rows.stream().map(r -> r.authorizedDate().orElse(null)).toArray(LocalDate[]::new))
        .bind("pendings", rows.stream().map(Entered::pending).toArray(Boolean[]::new))
        .bind("descriptions", texts(rows, Entered::description))
        .bind("merchants", rows.stream().map(r -> r.merchant().orElse(null)).toArray(String[]::new))
        .bind("banks", rows.stream().map(Entered::bank).toArray(Boolean[]::new))
        .bind(
            "recordedAts",
            rows.stream().map(r -> r.at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new))
        .bind(
            "bankCategories",
            rows.stream().map(r -> r.bankCategory().orElse(null)).toArray(String[]::new))
        .then();
  }

  private static Mono<Void> remove(Session session, List<Removed> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return keyed(session, REMOVE, rows)
        .bind("removeds", rows.stream().map(Removed::removed).toArray(Boolean[]::new))
        .then();
  }

  private static Mono<Void> choose(Session session, List<Categorised> rows) {
    if (rows.isEmpty()) {
      return Mono.empty();
    }
    return keyed(session, CHOOSE, rows)
        .bind("categories", rows.stream().map(r -> r.category().orElse(null)).toArray(UUID[]::new))
        .then();
  }

  private static Mono<Void> rule(Session session, List<CategorisedByRule> rows) {
    Map<Boolean, List<CategorisedByRule>> byPresence =
        rows.stream().collect(Collectors.partitioningBy(row -> row.category().isPresent()));
    List<CategorisedByRule> given = byPresence.getOrDefault(true, List.of());
    List<CategorisedByRule> cleared = byPresence.getOrDefault(false, List.of());
    Mono<Void> upsert =
        given.isEmpty()
            ? Mono.empty()
            : keyed(session, RULE, given)
                .bind(
                    "categories",
                    given.stream().map(r -> r.category().orElse(null)).toArray(UUID[]::new))
                .then();
    return upsert.then(cleared.isEmpty() ? Mono.empty() : keyed(session, UNRULE, cleared).then());
  }

  private static Mono<Void> release(Session session, List<Categorised> rows) {
    return rows.isEmpty() ? Mono.empty() : keyed(session, RELEASE, rows).then();
  }

  private static GenericExecuteSpec keyed(
      Session session, String statement, List<? extends TransactionUpdate> rows) {
    List<MirrorKey> keys = rows.stream().map(TransactionMirror::key).toList();
    return session
        .sql(statement)
        .bind("users", MirrorKey.users(keys))
        .bind("ids", MirrorKey.ids(keys));
  }

  private static String[] texts(List<Entered> rows, Function<Entered, String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  private static MirrorKey key(TransactionUpdate fact) {
    return new MirrorKey(fact.user(), fact.transaction());
  }
}
