package florin.transactions.ledger;

import florin.journal.Columns;
import florin.journal.Rejection;
import florin.journal.Session;
import florin.journal.web.Cursors;
import florin.journal.web.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lists and single transactions of one user. */
@Component
class TransactionQueries {

  private static final String ONE = "select * from transaction where user_id = :user and id = :id";
  private static final String LIST = "select * from transaction where user_id = :user";
  private static final String LIMIT = " limit :limit";

  private static final String ACCOUNT =
      "select currency from mirror.account where user_id = :user and id = :account and not closed";

  private final Cursors cursors;

  TransactionQueries(Cursors cursors) {
    this.cursors = cursors;
  }

  Mono<TransactionRow> one(Session session, UUID user, UUID id) {
    return session
        .sql(ONE)
        .bind("user", user)
        .bind("id", id)
        .map(TransactionRow::read)
        .one()
        .switchIfEmpty(
            Mono.error(() -> new Rejection("not-found", "There is no such transaction.")));
  }

  Mono<Page<TransactionRow>> page(
      Session session,
      UUID user,
      TransactionFilter filter,
      Sort sort,
      int limit,
      @Nullable String cursor) {
    String query = "transactions/" + user + "/" + sort + "/" + filter;
    List<String> after = cursor == null ? List.of() : cursors.values(query, cursor);
    String sql =
        LIST + filter.conditions() + (after.isEmpty() ? "" : sort.after()) + sort.order() + LIMIT;
    GenericExecuteSpec statement = session.sql(sql).bind("user", user).bind("limit", limit + 1);
    for (Map.Entry<String, Object> parameter : filter.parameters().entrySet()) {
      statement = statement.bind(parameter.getKey(), parameter.getValue());
    }
    if (!after.isEmpty()) {
      statement =
          statement
              .bind("key", sort.key(after.get(0)))
              .bind("afterId", UUID.fromString(after.get(1)));
    }
    return statement
        .map(TransactionRow::read)
        .all()
        .collectList()
        .map(rows -> page(query, sort, limit, rows));
  }

  private Page<TransactionRow> page(String query, Sort sort, int limit, List<TransactionRow> rows) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<TransactionRow> items = rows.subList(0, limit);
    return new Page<>(items, cursors.after(query, sort.values(items.getLast())));
  }

  /** The currency of an open account of the user's, empty if it is not known here. */
  Mono<String> currency(Session session, UUID user, UUID account) {
    return session
        .sql(ACCOUNT)
        .bind("user", user)
        .bind("account", account)
        .map(row -> Columns.text(row, "currency"))
        .one();
  }
}
