package florin.transactions.transfer;

import static florin.transactions.transfer.TransferSettingsCodec.TRANSFER_SETTINGS;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import florin.transactions.transfer.matching.TransferSettings;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The settings of transfers; a user without a row has the default ones. */
@Component
@Order(0)
class TransferSettingsView implements Projection {

  private static final FoldedTable<TransferSettings.Changed, TransferSettings, TransferSettings>
      TABLE =
          new FoldedTable<>(
              TRANSFER_SETTINGS,
              ViewTable.<FoldedState<TransferSettings>>named("transfer_settings", "user_id")
                  .uuid("id", row -> row.last().stream().id())
                  .text("mode", row -> row.state().mode().code())
                  .integer("window_days", row -> row.state().windowDays())
                  .integer("threshold", row -> row.state().threshold())
                  .stamped(FoldedState::last, "at"),
              TransferSettings.class,
              "id",
              TransferSettingsView::read);

  private static final String READ = "select * from transfer_settings where user_id = :user";

  static TransferSettings read(Readable row) {
    return new TransferSettings(
        TransferSettings.Mode.of(Columns.text(row, "mode")),
        Columns.integer(row, "window_days"),
        Columns.integer(row, "threshold"));
  }

  static Mono<TransferSettings> of(Session session, UUID user) {
    return session
        .sql(READ)
        .bind("user", user)
        .map(TransferSettingsView::read)
        .one()
        .defaultIfEmpty(TransferSettings.DEFAULT);
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
