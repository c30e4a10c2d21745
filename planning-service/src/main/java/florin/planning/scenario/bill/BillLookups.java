package florin.planning.scenario.bill;

import florin.journal.UnitOfWork;
import florin.journal.stream.LoadedStream;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.planning.category.CategoryQueries;
import florin.planning.problem.PlanningProblem;
import florin.planning.scenario.Bill;
import florin.planning.scenario.Scenario;
import florin.planning.scenario.ScenarioLookups;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads bills, series and categories in the transaction of a command, before it is decided. */
@Component
final class BillLookups {

  private final ScenarioLookups scenarios;
  private final BillQueries queries;
  private final CategoryQueries categories;

  BillLookups(ScenarioLookups scenarios, BillQueries queries, CategoryQueries categories) {
    this.scenarios = scenarios;
    this.queries = queries;
    this.categories = categories;
  }

  /** The scenario, if its bill has the version that the caller has seen. */
  Mono<LoadedStream<Scenario>> load(UnitOfWork unit, Caller caller, UUID scenario, UUID billId) {
    return scenarios
        .loadAnyVersion(unit, caller, scenario)
        .delayUntil(
            _ ->
                queries
                    .bill(unit.session(), caller.user(), scenario, billId, caller.at())
                    .doOnNext(row -> caller.demandVersion(row.version())));
  }

  /** A bill of a scenario as it is or was when it was deleted. */
  static Bill bill(LoadedStream<Scenario> loadedStream, UUID id) {
    Bill bill =
        switch (loadedStream.state()) {
          case Scenario.Live live -> live.bills().get(id);
          case Scenario.Deleted(Scenario.Live last) -> last.bills().get(id);
          case Scenario.Absent() -> null;
        };
    if (bill == null) {
      throw ScenarioLookups.notFound("bill", id);
    }
    return bill;
  }

  /**
   * A recurring series of expenses that the caller's bills may follow; empty without a series.
   *
   * @throws Rejection {@code series-unknown}
   */
  Mono<Optional<UUID>> series(UnitOfWork unit, Caller caller, Optional<UUID> series) {
    return Mono.justOrEmpty(series)
        .flatMap(
            id ->
                queries
                    .series(unit.session(), caller.user(), id)
                    .switchIfEmpty(Mono.error(() -> unknownSeries(id))))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty());
  }

  private static Rejection unknownSeries(UUID series) {
    return new Rejection(
        PlanningProblem.SERIES_UNKNOWN,
        "seriesId: '" + series + "' (expected: a recurring series of expenses)",
        "/seriesId");
  }

  /** A category that the caller's bills may have; empty without a category. */
  Mono<Optional<UUID>> category(UnitOfWork unit, Caller caller, Optional<UUID> category) {
    return categories.usable(unit.session(), caller.user(), category);
  }
}
