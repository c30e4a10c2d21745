package florin.transactions.recurring;

import static florin.transactions.recurring.series.SeriesCodec.SERIES;

import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import florin.transactions.recurring.pattern.AmountBand;
import florin.transactions.recurring.pattern.DueRule;
import florin.transactions.recurring.series.Direction;
import florin.transactions.recurring.series.Series;
import florin.transactions.recurring.series.SeriesEvent;
import florin.transactions.recurring.series.SeriesGroup;
import florin.transactions.recurring.series.SeriesOverrides;
import florin.transactions.recurring.series.SeriesPattern;
import florin.transactions.recurring.series.SeriesStatus;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Series as they stand; their occurrences have a table of their own. */
@Component
@Order(3)
class SeriesView implements Projection {

  private static final FoldedTable<SeriesEvent, Series, Series.Present> TABLE =
      new FoldedTable<>(
          SERIES,
          ViewTable.<FoldedState<Series.Present>>named("series", "user_id", "id")
              .uuid("id", row -> row.state().id())
              .uuid("account_id", row -> row.state().group().account())
              .text("payee_key", row -> row.state().group().payeeKey())
              .text("currency", row -> row.state().group().direction().currency())
              .bool("income", row -> row.state().group().direction().income())
              .text("name", row -> row.state().name())
              .text("rule", row -> row.state().pattern().rule().text())
              .numeric("expected", row -> row.state().pattern().band().expected())
              .numeric("smallest", row -> row.state().pattern().band().low())
              .numeric("largest", row -> row.state().pattern().band().high())
              .bool("fixed", row -> row.state().pattern().band().fixed())
              .integer("confidence", row -> row.state().pattern().confidence())
              .text("reasons", row -> String.join("\n", row.state().pattern().reasons()))
              .text("own_name", row -> row.state().overrides().name().orElse(null))
              .text(
                  "own_rule", row -> row.state().overrides().rule().map(DueRule::text).orElse(null))
              .numeric("own_amount", row -> row.state().overrides().amount().orElse(null))
              .text("status", row -> row.state().status().text())
              .bool("ended", row -> row.state().ended())
              .bool("removed", row -> row.state().removed())
              .date("priced_since", row -> row.state().pricedSince().orElse(null))
              .stamped(FoldedState::last, "at"),
          Series.Present.class,
          "id",
          SeriesView::read);

  /** The state without its rows, which no column depends on. */
  static Series.Present read(Readable row) {
    return new Series.Present(
        Columns.uuid(row, "id"),
        new SeriesGroup(
            Columns.uuid(row, "account_id"),
            Columns.text(row, "payee_key"),
            new Direction(Columns.text(row, "currency"), Columns.bool(row, "income"))),
        Columns.text(row, "name"),
        new SeriesPattern(
            DueRule.parse(Columns.text(row, "rule")),
            new AmountBand(
                Columns.decimal(row, "expected"),
                Columns.decimal(row, "smallest"),
                Columns.decimal(row, "largest"),
                Columns.bool(row, "fixed")),
            Columns.integer(row, "confidence"),
            lines(Columns.text(row, "reasons"))),
        new SeriesOverrides(
            Optional.ofNullable(row.get("own_name", String.class)),
            Optional.ofNullable(row.get("own_rule", String.class)).map(DueRule::parse),
            Optional.<BigDecimal>ofNullable(row.get("own_amount", BigDecimal.class))),
        SeriesStatus.named(Columns.text(row, "status")),
        Columns.bool(row, "ended"),
        Columns.bool(row, "removed"),
        Map.of(),
        Map.of(),
        Optional.ofNullable(row.get("priced_since", LocalDate.class)));
  }

  private static List<String> lines(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : text.lines().toList();
  }

  @Override
  public Mono<Void> project(Session session, List<PendingEvent> events) {
    List<PendingEvent> own = events.stream().filter(SERIES::has).toList();
    return own.isEmpty()
        ? Mono.empty()
        : TABLE.project(session, own).then(Mono.defer(() -> SeriesRows.write(session, own)));
  }

  @Override
  public List<ViewTable<?>> tables() {
    return Stream.<ViewTable<?>>concat(Stream.of(TABLE.table()), SeriesRows.tables()).toList();
  }
}
