package florin.planning.minimum;

import static florin.planning.minimum.MinimumPaymentSettingsCodec.MINIMUM_PAYMENT_SETTINGS;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import florin.planning.minimum.MinimumPaymentSettings.Changed;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps {@code minimum_payment_settings}; a user without a row has the default. */
@Component
final class MinimumPaymentSettingsView implements Projection {

  private static final FoldedTable<Changed, MinimumPaymentSettings, MinimumPaymentSettings> TABLE =
      new FoldedTable<>(
          MINIMUM_PAYMENT_SETTINGS,
          ViewTable.<FoldedState<MinimumPaymentSettings>>named(
                  "minimum_payment_settings", "user_id")
              .uuid("id", row -> row.last().stream().id())
              .bool("included", row -> row.state().included())
              .stamped(FoldedState::last, "at"),
          MinimumPaymentSettings.class,
          "id",
          MinimumPaymentSettingsView::read);

  private static MinimumPaymentSettings read(Readable row) {
    return new MinimumPaymentSettings(Columns.bool(row, "included"));
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
