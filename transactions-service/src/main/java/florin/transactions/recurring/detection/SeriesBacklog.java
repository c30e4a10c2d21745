package florin.transactions.recurring.detection;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.transactions.transaction.TransactionEntry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Table {@code work.series_backlog}: the groups of new transactions whose series are detected
 * later. A first import has many pages; a detection after each of them would read the rows of all
 * pages before once more.
 */
public final class SeriesBacklog {

  private static final String ADD =
      """
      insert into work.series_backlog (user_id, account_id, payee_key)
      select r.user_id, r.account_id, r.payee_key
      from unnest(:users::uuid[], :accounts::uuid[], :payees::text[]) as r (user_id, account_id, payee_key)
      on conflict do nothing
      """;

  private static final String TAKE =
      "delete from work.series_backlog where user_id = :user returning account_id, payee_key";

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

  /** Removes and returns the groups of a user. */
  static Mono<List<Group>> take(Session session, UUID user) {
    return session
        .sql(TAKE)
        .bind("user", user)
        .map(
            row -> new Group(user, Columns.uuid(row, "account_id"), Columns.text(row, "payee_key")))
        .all()
        .collectList();
  }
}
