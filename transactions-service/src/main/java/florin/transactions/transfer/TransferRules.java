package florin.transactions.transfer;

import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.transactions.problem.TransactionsProblem;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The rules of matched pairs that concern other streams. */
public final class TransferRules {

  private static final String BROKEN =
      """
      select f.id, f.outgoing_id, f.incoming_id, o.removed_by is not null or i.removed_by is not null as removed,
        x.id as other
      from transfer f
      join transaction o on o.user_id = f.user_id and o.id = f.outgoing_id
      join transaction i on i.user_id = f.user_id and i.id = f.incoming_id
      left join lateral (
        select y.id from transfer y
        where y.user_id = :user and y.state = 'matched' and y.id <> f.id
          and (y.outgoing_id = f.outgoing_id or y.incoming_id = f.incoming_id)
        limit 1) x on true
      where f.user_id = :user and f.id = any(:ids) and f.state = 'matched'
        and (x.id is not null or o.removed_by is not null or i.removed_by is not null)
      """;

  private TransferRules() {}

  /**
   * Checks that a transaction is in one pair at most and counts. First follows what the unit of
   * work decided, because an undo changes transactions too.
   */
  public static Mono<Void> check(UnitOfWork unit, UUID user, Collection<StreamId> streams) {
    return TransferPairs.follow(unit)
        .then(
            Mono.defer(
                () -> {
                  UUID[] ids =
                      streams.stream()
                          .filter(stream -> stream.type().equals(Transfer.STREAM))
                          .map(StreamId::id)
                          .toArray(UUID[]::new);
                  return ids.length == 0
                      ? Mono.empty()
                      : unit.session()
                          .sql(BROKEN)
                          .bind("user", user)
                          .bind("ids", ids)
                          .map(TransferRules::refusal)
                          .first()
                          .<Void>flatMap(Mono::error);
                }));
  }

  private static Rejection refusal(Readable row) {
    if (Columns.bool(row, "removed")) {
      return new Rejection(
          TransactionsProblem.TRANSACTION_REMOVED,
          "transfer " + Columns.uuid(row, "id") + ": a transaction of it is removed");
    }
    return new Rejection(
        TransactionsProblem.TRANSFER_MATCHED,
        "transfer %s: a transaction of it is in transfer %s by now"
            .formatted(Columns.uuid(row, "id"), Columns.uuid(row, "other")));
  }
}
