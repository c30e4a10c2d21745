package florin.transactions.category;

import static florin.transactions.category.CategoryCodec.CATEGORIES;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import florin.transactions.merging.MergeChains;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Users' own categories as they stand. */
@Component
@Order(0)
class CategoryView implements Projection {

  private static final FoldedTable<CategoryEvent, UserCategory, UserCategory.Present> TABLE =
      new FoldedTable<>(
          CATEGORIES,
          ViewTable.<FoldedState<UserCategory.Present>>named("category", "user_id", "id")
              .uuid("id", row -> row.state().id())
              .text("name", row -> row.state().name())
              .uuid("parent_id", row -> row.state().parent().orElse(null))
              .bool("archived", row -> row.state().archived())
              .uuid("merged_into", row -> row.state().mergedInto().orElse(null))
              .stamped(FoldedState::last, "at"),
          UserCategory.Present.class,
          "id",
          CategoryView::read);

  private static UserCategory.Present read(Readable row) {
    return new UserCategory.Present(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        Optional.ofNullable(row.get("parent_id", UUID.class)),
        Columns.bool(row, "archived"),
        Optional.ofNullable(row.get("merged_into", UUID.class)));
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    return TABLE
        .project(session, events)
        .flatMap(rows -> MergeChains.updateEnds(session, TABLE, rows));
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE.table());
  }
}
