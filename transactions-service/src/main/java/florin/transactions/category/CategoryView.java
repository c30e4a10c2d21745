package florin.transactions.category;

import static florin.transactions.category.CategoryCodec.CATEGORIES;

import florin.journal.Columns;
import florin.journal.Folded;
import florin.journal.FoldedTable;
import florin.journal.PendingEvent;
import florin.journal.Projection;
import florin.journal.Session;
import florin.journal.ViewTable;
import florin.transactions.merging.Chains;
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

  private static final FoldedTable<CategoryEvent, OwnCategory, OwnCategory.Present> TABLE =
      new FoldedTable<>(
          CATEGORIES,
          ViewTable.<Folded<OwnCategory.Present>>named("category", "user_id", "id")
              .uuid("id", row -> row.state().id())
              .text("name", row -> row.state().name())
              .uuid("parent_id", row -> row.state().parent().orElse(null))
              .bool("archived", row -> row.state().archived())
              .uuid("merged_into", row -> row.state().mergedInto().orElse(null))
              .stamped(Folded::last, "at"),
          OwnCategory.Present.class,
          "id",
          CategoryView::read);

  private static OwnCategory.Present read(Readable row) {
    return new OwnCategory.Present(
        Columns.uuid(row, "id"),
        Columns.text(row, "name"),
        Optional.ofNullable(row.get("parent_id", UUID.class)),
        Columns.bool(row, "archived"),
        Optional.ofNullable(row.get("merged_into", UUID.class)));
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    return TABLE.project(session, events).flatMap(rows -> Chains.settle(session, TABLE, rows));
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(TABLE.table());
  }
}
