package florin.planning.goal;

import static florin.planning.goal.GoalCodec.GOALS;

import florin.events.Money;
import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.FoldedTable;
import florin.journal.database.Session;
import florin.journal.database.ViewTable;
import florin.journal.stream.FoldedState;
import florin.journal.stream.PendingEvent;
import io.r2dbc.spi.Readable;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps {@code goal}. */
@Component
final class GoalView implements Projection {

  private static final FoldedTable<GoalEvent, Goal, Goal.Existing> TABLE =
      new FoldedTable<>(
          GOALS,
          ViewTable.<FoldedState<Goal.Existing>>named("goal", "goal_id")
              .uuid("goal_id", row -> row.state().aim().id())
              .text("name", row -> row.state().aim().name())
              .numeric("target", row -> row.state().aim().target().amount())
              .text("currency", row -> row.state().aim().target().currency().code())
              .date("due_date", row -> row.state().aim().dueDate().orElse(null))
              .uuid("account_id", row -> row.state().aim().account().orElse(null))
              .numeric(
                  "monthly", row -> row.state().aim().monthly().map(Money::amount).orElse(null))
              .text("note", row -> row.state().aim().note().orElse(null))
              .text("kind", row -> row.state().aim().kind().text())
              .numeric(
                  "start_debt",
                  row -> row.state().aim().startDebt().map(Money::amount).orElse(null))
              .text("state", row -> row.state().standing().text())
              .instant("created_at", row -> row.state().createdAt().truncatedTo(ChronoUnit.MILLIS))
              .stamped(FoldedState::last, "changed_at"),
          Goal.Existing.class,
          "goal_id",
          GoalView::read);

  private static Goal.Existing read(Readable row) {
    return new Goal.Existing(
        GoalQueries.details(row),
        Goal.GoalStatus.named(Columns.text(row, "state")),
        Columns.instant(row, "created_at"));
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
