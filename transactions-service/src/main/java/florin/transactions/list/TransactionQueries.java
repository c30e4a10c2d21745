package florin.transactions.list;

import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.transactions.list.TransactionFilter.MergedMembers;
import florin.transactions.list.TransactionResponse.SplitPartResponse;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lists and single transactions of one user. */
@Component
public class TransactionQueries {

  private static final String ONE = "select * from transaction where user_id = :user and id = :id";
  private static final String LIST = "select * from transaction where user_id = :user";
  private static final String IDS = "select id from transaction where user_id = :user";
  private static final String LIMIT = " limit :limit";

  // The rows first, then their names: a handful of look-ups by key.
  private static final String NAMED =
      """
      select t.*, coalesce(c.canonical_id, t.category_id) as shown_category,
          coalesce(w.canonical_id, t.merchant_id) as shown_merchant, coalesce(v.own_name, m.name) as merchant_name,
          x.account_id as transfer_account_id, x.name as transfer_account
      from (%s) t
      left join category c on c.user_id = t.user_id and c.id = t.category_id
      left join merchant_word w on w.user_id = t.user_id and w.id = t.merchant_id
      left join merchant m on m.user_id = t.user_id and m.id = coalesce(w.canonical_id, t.merchant_id)
      left join merchant_word v on v.user_id = t.user_id and v.id = coalesce(w.canonical_id, t.merchant_id)
      left join lateral (
        select coalesce(s.id, o.account_id) as account_id, coalesce(s.own_name, s.bank_name, b.name) as name
        from transfer f
        join transaction o on o.user_id = f.user_id
          and o.id = case f.outgoing_id when t.id then f.incoming_id else f.outgoing_id end
        left join mirror.account a on a.user_id = o.user_id and a.id = o.account_id
        left join mirror.account s on s.user_id = a.user_id and s.id = coalesce(a.merged_into, a.id)
        left join mirror.observed_account b on b.user_id = o.user_id and b.account_id = o.account_id
        where f.user_id = t.user_id and f.id = t.transfer_id) x on t.transfer_id is not null
      """;

  // The survivors that the ids stand for, with everything that was merged into those.
  private static final String MERGED =
      """
      with survivor as (
        select coalesce(m.canonical_id, k.id) as id
        from unnest(:ids::uuid[]) as k (id)
        left join %1$s m on m.user_id = :user and m.id = k.id
      )
      select id from survivor
      union
      select m.id from %1$s m join survivor s on m.canonical_id = s.id where m.user_id = :user
      """;

  private static final String NAMED_ONE = NAMED.formatted(ONE);
  private static final String MERGED_CATEGORIES = MERGED.formatted("category");
  private static final String MERGED_MERCHANTS = MERGED.formatted("merchant_word");

  private static final String ACCOUNT =
      """
      select s.id, s.currency
      from mirror.account a
      join mirror.account s on s.user_id = a.user_id and s.id = coalesce(a.merged_into, a.id)
      where a.user_id = :user and a.id = :account and not s.closed
      """;

  private final Cursors cursors;

  /**
   * A row that still lacks what other tables know.
   *
   * @param split whether there are parts to read
   */
  private record FoundTransaction(TransactionResponse row, boolean split) {
    static FoundTransaction read(Readable row) {
      TransactionRow transactionRow = TransactionRow.read(row);
      return new FoundTransaction(
          TransactionResponse.of(transactionRow, row), transactionRow.splitTotal() != null);
    }
  }

  TransactionQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  public Mono<TransactionResponse> one(Session session, UUID user, UUID id) {
    Mono<List<FoundTransaction>> row =
        session
            .sql(NAMED_ONE)
            .bind("user", user)
            .bind("id", id)
            .map(FoundTransaction::read)
            .all()
            .collectList();
    // One round trip: none of the three needs another's rows.
    return Mono.zipDelayError(
            row, UserAccounts.of(session, user), RunningBalanceQueries.of(session, user, id))
        .flatMap(
            found -> whole(session, user, found.getT2(), found.getT1(), Mono.just(found.getT3())))
        .flatMap(rows -> rows.isEmpty() ? Mono.error(notFound()) : Mono.just(rows.getFirst()));
  }

  private static Rejection notFound() {
    return new Rejection("not-found", "There is no such transaction.");
  }

  public Mono<Page<TransactionResponse>> page(
      Session session,
      UUID user,
      TransactionFilter filter,
      TransactionSort transactionSort,
      int limit,
      @Nullable String cursor) {
    String query = "transactions/" + user + "/" + transactionSort + "/" + filter;
    List<String> after = cursor == null ? List.of() : cursors.values(query, cursor);
    return UserAccounts.of(session, user)
        .flatMap(
            accounts ->
                rows(
                        session,
                        user,
                        accounts,
                        filter.over(accounts),
                        transactionSort,
                        after,
                        limit + 1)
                    .flatMap(
                        rows ->
                            page(session, user, accounts, query, transactionSort, limit, rows)));
  }

  private Mono<List<FoundTransaction>> rows(
      Session session,
      UUID user,
      UserAccounts accounts,
      TransactionFilter filter,
      TransactionSort transactionSort,
      List<String> after,
      int limit) {
    String shown = shown(accounts, filter);
    return members(session, user, filter)
        .flatMap(
            mergedMembers ->
                rows(session, user, filter, mergedMembers, shown, transactionSort, after, limit));
  }

  private Mono<List<FoundTransaction>> rows(
      Session session,
      UUID user,
      TransactionFilter filter,
      MergedMembers mergedMembers,
      String shown,
      TransactionSort transactionSort,
      List<String> after,
      int limit) {
    GenericExecuteSpec statement =
        bound(
            session.sql(list(filter, mergedMembers, shown, transactionSort, !after.isEmpty())),
            user,
            filter,
            mergedMembers,
            limit);
    if (!after.isEmpty()) {
      statement =
          statement
              .bind("key", transactionSort.key(after.get(0)))
              .bind("afterId", UUID.fromString(after.get(1)));
    }
    return statement.map(FoundTransaction::read).all().collectList();
  }

  /** The condition that leaves out what is shown as another row; empty without merged accounts. */
  private static String shown(UserAccounts accounts, TransactionFilter filter) {
    return accounts.merged() && !filter.removed() ? DuplicateRows.SHOWN : "";
  }

  static String list(
      TransactionFilter filter,
      MergedMembers mergedMembers,
      TransactionSort transactionSort,
      boolean onward) {
    return list(filter, mergedMembers, "", transactionSort, onward);
  }

  private static String list(
      TransactionFilter filter,
      MergedMembers mergedMembers,
      String shown,
      TransactionSort transactionSort,
      boolean onward) {
    String rows =
        LIST
            + filter.conditions(mergedMembers)
            + shown
            + (onward ? transactionSort.after() : "")
            + transactionSort.order()
            + LIMIT;
    return NAMED.formatted(rows) + transactionSort.order("t.");
  }

  private static GenericExecuteSpec bound(
      GenericExecuteSpec statement,
      UUID user,
      TransactionFilter filter,
      MergedMembers mergedMembers,
      int limit) {
    GenericExecuteSpec bound = statement.bind("user", user).bind("limit", limit);
    for (Map.Entry<String, Object> parameter : filter.parameters(mergedMembers).entrySet()) {
      bound = bound.bind(parameter.getKey(), parameter.getValue());
    }
    return bound;
  }

  private Mono<Page<TransactionResponse>> page(
      Session session,
      UUID user,
      UserAccounts accounts,
      String query,
      TransactionSort transactionSort,
      int limit,
      List<FoundTransaction> rows) {
    boolean more = rows.size() > limit;
    List<FoundTransaction> shown = more ? rows.subList(0, limit) : rows;
    Mono<Map<UUID, Money>> balances =
        RunningBalanceQueries.of(
            session, user, accounts.zone(), shown.stream().map(FoundTransaction::row).toList());
    return whole(session, user, accounts, shown, balances)
        .map(
            items ->
                new Page<>(
                    items,
                    more ? cursors.after(query, transactionSort.values(items.getLast())) : null));
  }

  /** The rows with their parts, running balances and twins. */
  private static Mono<List<TransactionResponse>> whole(
      Session session,
      UUID user,
      UserAccounts accounts,
      List<FoundTransaction> found,
      Mono<Map<UUID, Money>> runningBalances) {
    List<TransactionResponse> rows = found.stream().map(FoundTransaction::row).toList();
    List<UUID> split =
        found.stream().filter(FoundTransaction::split).map(one -> one.row().id()).toList();
    return runningBalances
        .flatMap(
            balances ->
                SplitParts.of(session, user, split)
                    .map(parts -> completed(accounts, rows, balances, parts)))
        .flatMap(
            items ->
                DuplicateRows.shownAs(session, user, accounts, rows)
                    .map(twins -> items.stream().map(item -> item.with(twins)).toList()));
  }

  private static List<TransactionResponse> completed(
      UserAccounts accounts,
      List<TransactionResponse> rows,
      Map<UUID, Money> balances,
      Map<UUID, Collection<SplitPartResponse>> parts) {
    return rows.stream()
        .map(
            row ->
                row.with(
                    accounts.survivor(row.accountId()),
                    List.copyOf(parts.getOrDefault(row.id(), List.of())),
                    balances.get(row.id())))
        .toList();
  }

  /** Every id that matches, in no order; one more than the limit if there are more. */
  public Mono<List<UUID>> ids(Session session, UUID user, TransactionFilter asked, int limit) {
    return UserAccounts.of(session, user)
        .flatMap(
            accounts -> {
              TransactionFilter filter = asked.over(accounts);
              return ids(session, user, filter, shown(accounts, filter), limit + 1);
            });
  }

  private static Mono<List<UUID>> ids(
      Session session, UUID user, TransactionFilter filter, String shown, int limit) {
    return members(session, user, filter)
        .flatMap(
            mergedMembers ->
                bound(
                        session.sql(IDS + filter.conditions(mergedMembers) + shown + LIMIT),
                        user,
                        filter,
                        mergedMembers,
                        limit)
                    .map(row -> Columns.uuid(row, "id"))
                    .all()
                    .collectList());
  }

  private static Mono<MergedMembers> members(Session session, UUID user, TransactionFilter filter) {
    return merged(session, user, MERGED_CATEGORIES, filter.categoryId())
        .zipWhen(_ -> merged(session, user, MERGED_MERCHANTS, filter.merchantId()))
        .zipWhen(_ -> TagNames.spellings(session, user, filter.tag()))
        .flatMap(
            found -> {
              List<UUID> categories = found.getT1().getT1();
              return split(session, user, categories)
                  .map(
                      split ->
                          new MergedMembers(
                              categories, found.getT1().getT2(), found.getT2(), split));
            });
  }

  private static Mono<List<UUID>> split(Session session, UUID user, List<UUID> categories) {
    return categories.isEmpty()
        ? Mono.just(List.of())
        : SplitParts.in(session, user, categories.toArray(UUID[]::new));
  }

  private static Mono<List<UUID>> merged(
      Session session, UUID user, String statement, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Mono.just(List.of());
    }
    return session
        .sql(statement)
        .bind("user", user)
        .bind("ids", ids.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "id"))
        .all()
        .collectList();
  }

  /**
   * An account that can be booked on.
   *
   * @param id the survivor's if the account that was asked for is merged
   */
  public record Booking(UUID id, String currency) {}

  /** An open account of the user's, empty if it is not known here. */
  public Mono<Booking> account(Session session, UUID user, UUID account) {
    return session
        .sql(ACCOUNT)
        .bind("user", user)
        .bind("account", account)
        .map(row -> new Booking(Columns.uuid(row, "id"), Columns.text(row, "currency")))
        .one();
  }
}
