package florin.transactions.merchant;

import static florin.transactions.merchant.MerchantCodec.MERCHANTS;

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

/** The merchants that users add, and their changes to merchants. */
@Component
@Order(0)
class MerchantView implements Projection {

  private static final FoldedTable<MerchantEvent, Merchant, Merchant> OVERRIDES =
      new FoldedTable<>(
          MERCHANTS,
          ViewTable.<FoldedState<Merchant>>named("merchant_word", "user_id", "id")
              .uuid("id", row -> row.last().stream().id())
              .text("own_name", row -> row.state().ownName().orElse(null))
              .text("own_slug", row -> row.state().ownName().map(MerchantName::slug).orElse(null))
              .bool("archived", row -> row.state().archived())
              .uuid("merged_into", row -> row.state().mergedInto().orElse(null))
              .stamped(FoldedState::last, "at"),
          Merchant.class,
          "id",
          MerchantView::read);

  private static final ViewTable<FoldedState<Merchant>> MADE =
      ViewTable.<FoldedState<Merchant>>named("merchant", "user_id", "id")
          .uuid("user_id", row -> row.last().stream().user())
          .uuid("id", row -> row.last().stream().id())
          .text("name", row -> row.state().name().orElseThrow())
          .text("slug", row -> MerchantName.slug(row.state().name().orElseThrow()))
          .text("source", _ -> "user")
          .integer("uses", _ -> 0);

  private static Merchant read(Readable row) {
    return new Merchant(
        Optional.empty(),
        Optional.ofNullable(row.get("own_name", String.class)),
        Columns.bool(row, "archived"),
        Optional.ofNullable(row.get("merged_into", UUID.class)));
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    return OVERRIDES.fold(session, events).flatMap(rows -> write(session, rows));
  }

  /** A merchant that the user made has its name in the event of this batch that made it. */
  private static Mono<Void> write(Session session, List<FoldedState<Merchant>> rows) {
    return MADE.insert(
            session, rows.stream().filter(row -> row.state().name().isPresent()).toList())
        .then(Mono.defer(() -> OVERRIDES.table().upsert(session, rows)))
        .then(Mono.defer(() -> MergeChains.updateEnds(session, OVERRIDES, rows)));
  }

  @Override
  public List<ViewTable<?>> tables() {
    return List.of(MADE, OVERRIDES.table());
  }
}
