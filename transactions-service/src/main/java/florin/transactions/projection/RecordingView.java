package florin.transactions.projection;

import florin.journal.Projection;
import florin.journal.database.Session;
import florin.journal.database.UnnestColumns;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.transactions.transaction.TransactionEvent;
import florin.transactions.transaction.value.TransactionEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Table {@code recording}: when each row that was entered by hand was recorded. */
@Component
@Order(2)
class RecordingView implements Projection {

  private static final String INSERT =
      """
      insert into recording (user_id, transaction_id, recorded_at)
      select * from unnest(:users::uuid[], :ids::uuid[], :ats::timestamptz[])
      on conflict do nothing
      """;

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> recorded =
        events.stream()
            .filter(RecordingView::byHand)
            .sorted(
                Comparator.comparing((PendingEvent e) -> e.stream().user(), Ids.ORDER)
                    .thenComparing(e -> e.stream().id(), Ids.ORDER))
            .toList();
    return recorded.isEmpty()
        ? Mono.empty()
        : session
            .sql(INSERT)
            .bind("users", UnnestColumns.column(recorded, UUID.class, e -> e.stream().user()))
            .bind("ids", UnnestColumns.column(recorded, UUID.class, e -> e.stream().id()))
            .bind("ats", UnnestColumns.column(recorded, Instant.class, PendingEvent::at))
            .then();
  }

  private static boolean byHand(PendingEvent pending) {
    return pending.event() instanceof TransactionEvent.Recorded recorded
        && recorded.entry() instanceof TransactionEntry.ManualEntry;
  }
}
