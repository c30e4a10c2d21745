package florin.transactions.review;

import static florin.transactions.review.DuplicateCodec.DUPLICATES;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import florin.transactions.review.Duplicate.Pair;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pairs of transactions with the user's decision about them. */
@Component
@Order(3)
class DuplicateView implements Projection {

  private static final FoldedTable<DuplicateEvent, Duplicate, Pair> TABLE =
      new FoldedTable<>(
          DUPLICATES,
          ViewTable.<FoldedState<Pair>>named("duplicate", "user_id", "id")
              .uuid("id", row -> row.state().id())
              .uuid("first_id", row -> row.state().first())
              .uuid("second_id", row -> row.state().second())
              .bool("dismissed", row -> row.state().dismissed())
              .stamped(FoldedState::last, "at"),
          Pair.class,
          "id",
          DuplicateView::read);

  private static Pair read(Readable row) {
    return new Pair(
        Columns.uuid(row, "id"),
        Columns.uuid(row, "first_id"),
        Columns.uuid(row, "second_id"),
        Columns.bool(row, "dismissed"));
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    return TABLE.project(session, events).then();
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE.table());
  }
}
