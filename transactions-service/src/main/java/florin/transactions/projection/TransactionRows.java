package florin.transactions.projection;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** The rows of all transactions of a user that count, in parts of bounded size. */
public final class TransactionRows {

  private static final String ORDER = " order by date desc, id desc limit :limit";
  private static final String FIRST =
      "select * from transaction where user_id = :user and removed_by is null";
  private static final String NEXT = FIRST + " and (date, id) < (:date, :id)";
  private static final String ONE = "select * from transaction where user_id = :user and id = :id";

  private static final String PAIRED =
      """
      select id from transaction
      where user_id = any(:users) and id = any(:ids) and transfer_id is not null
      """;

  private TransactionRows() {}

  /**
   * A row.
   *
   * @param paired whether it is one side of a pair of a transfer
   */
  public record StoredTransaction(TransactionRow row, boolean paired) {

    private static StoredTransaction read(Readable row) {
      return new StoredTransaction(
          TransactionRow.read(row), row.get("transfer_id", UUID.class) != null);
    }
  }

  /** The place of a row in the order: the newest date first. */
  public record Place(LocalDate date, UUID id) {

    public static Place of(TransactionRow row) {
      return new Place(row.said().date(), row.id());
    }
  }

  public static Mono<List<StoredTransaction>> after(
      Session session, UUID user, Optional<Place> place, int limit) {
    GenericExecuteSpec statement =
        session
            .sql((place.isPresent() ? NEXT : FIRST) + ORDER)
            .bind("user", user)
            .bind("limit", limit);
    if (place.isPresent()) {
      statement = statement.bind("date", place.get().date()).bind("id", place.get().id());
    }
    return statement.map(StoredTransaction::read).all().collectList();
  }

  /** Those of some transactions that are one side of a pair of a transfer. */
  public static Mono<Set<UUID>> paired(
      Session session, Collection<UUID> users, Collection<UUID> ids) {
    return session
        .sql(PAIRED)
        .bind("users", users.toArray(UUID[]::new))
        .bind("ids", ids.toArray(UUID[]::new))
        .map(row -> Columns.uuid(row, "id"))
        .all()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** One row, removed or not; empty if there is none. */
  public static Mono<TransactionRow> one(Session session, UUID user, UUID id) {
    return session.sql(ONE).bind("user", user).bind("id", id).map(TransactionRow::read).one();
  }
}
