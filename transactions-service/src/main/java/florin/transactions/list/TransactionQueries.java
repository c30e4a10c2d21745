package florin.transactions.list;

import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.Rejection;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import florin.transactions.category.CategoryIndex;
import florin.transactions.category.SystemCategories;
import florin.transactions.filter.DuplicateRows;
import florin.transactions.filter.MatchedFilter;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.filter.TransactionFilter.MergedMembers;
import florin.transactions.filter.UserAccounts;
import florin.transactions.projection.SplitParts;
import florin.transactions.projection.TransactionRow;
import florin.transactions.transaction.value.SplitPart;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists and single transactions of one user. */
@Component
public class TransactionQueries {

  private static final String ONE = "select * from transaction where user_id = :user and id = :id";
  private static final String LIST = "select * from transaction where user_id = :user";
  private static final String IDS = "select id from transaction where user_id = :user";
  private static final String LIMIT = " limit :limit";

  /**
   * Without a constant, the plan that a connection keeps expects a tenth of all rows of the user on
   * a page, and reads whole tables for their names.
   */
  private static final String BOUNDED = "select * from (%s) page limit %d";

  // The rows first, then their names: a handful of look-ups by key. Under row-level security a
  // condition with coalesce is none of an index: it does not count as leakproof, case does.
  private static final String NAMED =
      """
      select t.*, coalesce(c.canonical_id, t.category_id) as shown_category,
          coalesce(w.canonical_id, t.merchant_id) as shown_merchant, coalesce(v.own_name, m.name) as merchant_name,
          coalesce(s.own_name, s.bank_name, b.name) as account_name, coalesce(i.name, b.institution) as institution_name,
          x.account_id as transfer_account_id, x.name as transfer_account
      from (%s) t
      left join category c on c.user_id = t.user_id and c.id = t.category_id
      left join merchant_word w on w.user_id = t.user_id and w.id = t.merchant_id
      left join lateral (
        select n.name from merchant n
        where n.user_id = t.user_id
          and n.id = case when w.canonical_id is null then t.merchant_id else w.canonical_id end
        offset 0) m on true
      left join merchant_word v on v.user_id = t.user_id
        and v.id = case when w.canonical_id is null then t.merchant_id else w.canonical_id end
      left join mirror.account a on a.user_id = t.user_id and a.id = t.account_id
      left join mirror.account s on s.user_id = a.user_id and s.id = coalesce(a.merged_into, a.id)
      left join mirror.account_detail d on d.user_id = s.user_id and d.account_id = s.id
      left join mirror.institution i on i.user_id = d.user_id and i.institution_id = d.institution_id
      left join mirror.observed_account b on b.user_id = t.user_id and b.account_id = t.account_id
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

  private static final String NAMED_ONE = NAMED.formatted(ONE);

  private static final String ACCOUNT =
      """
      select s.id, s.currency
      from mirror.account a
      join mirror.account s on s.user_id = a.user_id and s.id = coalesce(a.merged_into, a.id)
      where a.user_id = :user and a.id = :account and not s.closed
      """;

  private final Cursors cursors;

  /**
   * A row before the values of other tables are added.
   *
   * @param split whether there are parts to read
   * @param sortDescription the description in the form that lists are sorted by
   */
  private record FoundTransaction(TransactionResponse row, boolean split, String sortDescription) {
    static FoundTransaction read(Readable row) {
      TransactionRow transactionRow = TransactionRow.read(row);
      return new FoundTransaction(
          TransactionResponse.of(transactionRow, row),
          transactionRow.splitTotal() != null,
          Columns.text(row, "sort_description"));
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

  /**
   * A page of the list, with the totals of all pages if they are requested.
   *
   * @param totals whether to sum up all that the filter matches
   */
  public Mono<TransactionPage> page(
      Session session,
      UUID user,
      TransactionFilter filter,
      TransactionSort transactionSort,
      int limit,
      @Nullable String cursor,
      boolean totals) {
    String query = "transactions/" + user + "/" + transactionSort + "/" + filter;
    List<String> after = cursor == null ? List.of() : cursors.values(query, cursor);
    return MatchedFilter.of(session, user, filter)
        .flatMap(
            matched ->
                rows(session, matched, transactionSort, after, limit + 1)
                    .flatMap(
                        rows ->
                            page(
                                session,
                                user,
                                matched.accounts(),
                                query,
                                transactionSort,
                                limit,
                                rows))
                    .flatMap(
                        page ->
                            totals
                                ? TransactionTotals.of(session, matched)
                                    .map(
                                        sums ->
                                            new TransactionPage(page.items(), page.next(), sums))
                                : Mono.just(new TransactionPage(page.items(), page.next(), null))));
  }

  /**
   * All rows that the filter matches, the oldest first, in pages; an empty page if there are none.
   *
   * @param balances whether rows have their running balances
   */
  public Flux<List<TransactionResponse>> all(
      Session session, UUID user, TransactionFilter filter, boolean balances) {
    return MatchedFilter.of(session, user, filter)
        .flatMapMany(
            matched ->
                onward(session, matched, List.of())
                    .expand(
                        page ->
                            page.size() < Cursors.MAX_LIMIT
                                ? Mono.empty()
                                : onward(session, matched, place(page.getLast())))
                    .concatMap(
                        page ->
                            whole(
                                session,
                                user,
                                matched.accounts(),
                                page,
                                balances
                                    ? balances(session, user, matched.accounts(), page)
                                    : Mono.just(Map.of())),
                        1));
  }

  private static Mono<List<FoundTransaction>> onward(
      Session session, MatchedFilter filter, List<String> after) {
    return rows(session, filter, TransactionSort.DATE, after, Cursors.MAX_LIMIT);
  }

  private static List<String> place(FoundTransaction last) {
    return TransactionSort.DATE.values(last.row(), last.sortDescription());
  }

  private static Mono<Map<UUID, Money>> balances(
      Session session, UUID user, UserAccounts accounts, List<FoundTransaction> rows) {
    return RunningBalanceQueries.of(
        session, user, accounts.zone(), rows.stream().map(FoundTransaction::row).toList());
  }

  private static Mono<List<FoundTransaction>> rows(
      Session session,
      MatchedFilter filter,
      TransactionSort transactionSort,
      List<String> after,
      int limit) {
    String sql = list(filter.conditions(), transactionSort, !after.isEmpty(), limit);
    GenericExecuteSpec statement = filter.bind(session.sql(sql), sql).bind("limit", limit);
    if (!after.isEmpty()) {
      statement =
          statement
              .bind("key", transactionSort.key(after.get(0)))
              .bind("afterId", UUID.fromString(after.get(1)));
    }
    return statement.map(FoundTransaction::read).all().collectList();
  }

  static String list(
      TransactionFilter filter,
      MergedMembers mergedMembers,
      TransactionSort transactionSort,
      boolean onward) {
    return list(
        filter.conditions(mergedMembers), transactionSort, onward, Cursors.DEFAULT_LIMIT + 1);
  }

  private static String list(
      String conditions, TransactionSort transactionSort, boolean onward, int limit) {
    String rows =
        LIST
            + conditions
            + (onward ? transactionSort.after() : "")
            + transactionSort.order()
            + LIMIT;
    int most = limit <= Cursors.DEFAULT_LIMIT + 1 ? Cursors.DEFAULT_LIMIT : Cursors.MAX_LIMIT;
    return NAMED.formatted(BOUNDED.formatted(rows, most + 1)) + transactionSort.order("t.");
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
    return whole(session, user, accounts, shown, balances(session, user, accounts, shown))
        .map(
            items ->
                new Page<>(
                    items,
                    more
                        ? cursors.after(
                            query,
                            transactionSort.values(
                                items.getLast(), rows.get(limit - 1).sortDescription()))
                        : null));
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
                DuplicateRows.shownAs(session, user, accounts, places(rows))
                    .map(twins -> items.stream().map(item -> item.with(twins)).toList()))
        .flatMap(items -> withCategoryPaths(session, user, items));
  }

  private static List<DuplicateRows.Place> places(List<TransactionResponse> rows) {
    return rows.stream().map(row -> new DuplicateRows.Place(row.accountId(), row.date())).toList();
  }

  private static Mono<List<TransactionResponse>> withCategoryPaths(
      Session session, UUID user, List<TransactionResponse> items) {
    boolean own =
        items.stream()
            .map(TransactionResponse::categoryId)
            .anyMatch(id -> id != null && SystemCategories.find(id).isEmpty());
    Mono<CategoryIndex> categories =
        own
            ? CategoryIndex.unclassified(session, user)
            : Mono.fromSupplier(CategoryIndex::ofSystem);
    return categories.map(index -> items.stream().map(item -> item.with(index)).toList());
  }

  private static List<TransactionResponse> completed(
      UserAccounts accounts,
      List<TransactionResponse> rows,
      Map<UUID, Money> balances,
      Map<UUID, Collection<SplitPart>> parts) {
    return rows.stream()
        .map(
            row ->
                row.with(
                    accounts.survivor(row.accountId()),
                    TransactionResponse.SplitPartResponse.all(
                        parts.getOrDefault(row.id(), List.of())),
                    balances.get(row.id())))
        .toList();
  }

  /** Every id that matches, in no order; one more than the limit if there are more. */
  public Mono<List<UUID>> ids(Session session, UUID user, TransactionFilter asked, int limit) {
    return MatchedFilter.of(session, user, asked)
        .flatMap(
            filter -> {
              String sql = IDS + filter.conditions() + LIMIT;
              return filter
                  .bind(session.sql(sql), sql)
                  .bind("limit", limit + 1)
                  .map(row -> Columns.uuid(row, "id"))
                  .all()
                  .collectList();
            });
  }

  /**
   * An account that can be booked on.
   *
   * @param id the survivor's if the requested account is merged
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
