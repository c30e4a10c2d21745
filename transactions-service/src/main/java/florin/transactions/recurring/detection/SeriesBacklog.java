package florin.transactions.recurring.detection;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.StreamId;
import florin.transactions.transaction.value.TransactionEntry;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Tables {@code work.series_backlog} and {@code work.series_backlog_transaction}: the groups of new
 * transactions and the changed transactions whose series are detected later. An import, a resync
 * and a large file have many pages; a detection after each of them would read the rows of all pages
 * before once more.
 */
public final class SeriesBacklog {

  private static final String ADD =
      """
      insert into work.series_backlog (user_id, account_id, payee_key)
      select r.user_id, r.account_id, r.payee_key
      from unnest(:users::uuid[], :accounts::uuid[], :payees::text[]) as r (user_id, account_id, payee_key)
      on conflict do nothing
      """;

  private static final String ADD_CHANGED =
      """
      insert into work.series_backlog_transaction (user_id, transaction_id)
      select r.user_id, r.transaction_id
      from unnest(:users::uuid[], :transactions::uuid[]) as r (user_id, transaction_id)
      on conflict do nothing
      """;

  private static final String TAKE_CHANGED =
      "delete from work.series_backlog_transaction where user_id = :user returning transaction_id";

  private static final String TAKE =
      "delete from work.series_backlog where user_id = :user returning account_id, payee_key";

  /**
   * Groups with at most {@code :rows} transactions together, or one group. The transactions of a
   * payee are counted up to {@code :most}.
   */
  private static final String TAKE_SOME =
      """
      delete from work.series_backlog b
      using (
        select g.account_id, g.payee_key,
          sum(n.rows) over (order by g.account_id, g.payee_key rows between unbounded preceding and current row) as sum,
          row_number() over (order by g.account_id, g.payee_key) as place
        from (
          select account_id, payee_key from work.series_backlog
          where user_id = :user
          order by account_id, payee_key limit :groups) g
        cross join lateral (
          select count(*) as rows from (
            select from transaction_payee p where p.user_id = :user and p.payee_key = g.payee_key limit :most) k) n) s
      where b.user_id = :user and b.account_id = s.account_id and b.payee_key = s.payee_key
        and (s.sum <= :rows or s.place = 1)
      returning b.account_id, b.payee_key
      """;

  private static final int MOST_GROUPS = 1_000;
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_ROWS_OF_A_PAYEE = 1_000;

  /** A group of new transactions of one account and payee. */
  public record Group(UUID user, UUID account, String payee) {

    public static Group of(UUID user, UUID account, TransactionEntry entry) {
      return new Group(user, account, PayeeView.key(entry));
    }
  }

  private SeriesBacklog() {}

  /** Adds groups that may be in the table already. */
  public static Mono<Void> add(Session session, Collection<Group> groups) {
    List<Group> rows =
        groups.stream()
            .distinct()
            .sorted(
                Comparator.comparing(Group::user)
                    .thenComparing(Group::account)
                    .thenComparing(Group::payee))
            .toList();
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(ADD)
            .bind("users", UnnestColumns.column(rows, UUID.class, Group::user))
            .bind("accounts", UnnestColumns.column(rows, UUID.class, Group::account))
            .bind("payees", UnnestColumns.column(rows, String.class, Group::payee))
            .then();
  }

  /** Adds changed transactions that may be in the table already. */
  public static Mono<Void> addChanged(Session session, Collection<StreamId> transactions) {
    List<StreamId> rows =
        transactions.stream()
            .distinct()
            .sorted(Comparator.comparing(StreamId::user).thenComparing(StreamId::id))
            .toList();
    return rows.isEmpty()
        ? Mono.empty()
        : session
            .sql(ADD_CHANGED)
            .bind("users", UnnestColumns.column(rows, UUID.class, StreamId::user))
            .bind("transactions", UnnestColumns.column(rows, UUID.class, StreamId::id))
            .then();
  }

  /** Removes and returns the changed transactions of a user. */
  static Mono<List<UUID>> takeChanged(Session session, UUID user) {
    return session
        .sql(TAKE_CHANGED)
        .bind("user", user)
        .map(row -> Columns.uuid(row, "transaction_id"))
        .all()
        .collectList();
  }

  /** Removes and returns the groups of a user. */
  static Mono<List<Group>> take(Session session, UUID user) {
    return session.sql(TAKE).bind("user", user).map(row -> group(user, row)).all().collectList();
  }

  /** Removes and returns as many groups of a user as one transaction detects in little memory. */
  static Mono<List<Group>> takeSome(Session session, UUID user) {
    return session
        .sql(TAKE_SOME)
        .bind("user", user)
        .bind("groups", MOST_GROUPS)
        .bind("rows", MOST_ROWS)
        .bind("most", MOST_ROWS_OF_A_PAYEE)
        .map(row -> group(user, row))
        .all()
        .collectList();
  }

  static Group group(UUID user, Readable row) {
    return new Group(user, Columns.uuid(row, "account_id"), Columns.text(row, "payee_key"));
  }
}
