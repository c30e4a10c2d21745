package florin.planning.mark;

import static florin.planning.mark.OccurrenceMarkCodec.MARKS;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps {@code bill_mark}: the due dates of bills that were marked. */
@Component
final class OccurrenceMarkView implements Projection {

  private static final FoldedTable<OccurrenceMarkEvent, OccurrenceMark, OccurrenceMark.Present>
      TABLE =
          new FoldedTable<>(
              MARKS,
              ViewTable.<FoldedState<OccurrenceMark.Present>>named("bill_mark", "user_id", "id")
                  .uuid("id", row -> row.state().id())
                  .uuid("scenario_id", row -> row.state().scenario())
                  .uuid("bill_id", row -> row.state().bill())
                  .date("due_date", row -> row.state().dueDate())
                  .text(
                      "status",
                      row -> row.state().status().map(OccurrenceStatus::code).orElse(null))
                  .texts(
                      "not_paid_by",
                      row ->
                          row.state().notPaidBy().stream()
                              .sorted(Ids.ORDER)
                              .map(UUID::toString)
                              .toList())
                  .stamped(FoldedState::last, "at"),
              OccurrenceMark.Present.class,
              "id",
              OccurrenceMarkView::read);

  static OccurrenceMark.Present read(Readable row) {
    return new OccurrenceMark.Present(
        Columns.uuid(row, "scenario_id"),
        Columns.uuid(row, "bill_id"),
        Columns.date(row, "due_date"),
        Optional.ofNullable(row.get("status", String.class)).map(OccurrenceStatus::of),
        Stream.of(Objects.requireNonNull(row.get("not_paid_by", String[].class)))
            .map(UUID::fromString)
            .collect(Collectors.toUnmodifiableSet()));
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
