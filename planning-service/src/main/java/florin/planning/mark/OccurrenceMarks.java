package florin.planning.mark;

import static florin.planning.mark.OccurrenceMarkCodec.MARKS;

import florin.journal.UnitOfWork;
import florin.journal.database.Session;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.planning.mark.OccurrenceMark.Present;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The marks of bills: read, copied with their bills, and cleared by a later statement. */
public final class OccurrenceMarks {

  private static final String OF_SCENARIOS =
      """
      select * from view.bill_mark
      where user_id = :user and scenario_id = any(:scenarios) and status is not null
      order by bill_id, due_date
      """;

  private OccurrenceMarks() {}

  /** The marks of some scenarios' bills, by bill and due date. */
  public static Mono<List<Present>> of(Session session, UUID user, Collection<UUID> scenarios) {
    return session
        .sql(OF_SCENARIOS)
        .bind("user", user)
        .bind("scenarios", scenarios.toArray(UUID[]::new))
        .map(OccurrenceMarkView::read)
        .all()
        .collectList();
  }

  /**
   * Gives the copies of bills the marks of their originals.
   *
   * @param copies the copy of each bill, by the id of the original
   */
  public static Mono<Void> copy(
      UnitOfWork unit, Change change, UUID original, UUID copy, Map<UUID, UUID> copies) {
    return of(unit.session(), change.user(), List.of(original))
        .doOnNext(
            marks ->
                marks.stream()
                    .filter(mark -> copies.containsKey(mark.bill()))
                    .forEach(
                        mark ->
                            mark(
                                unit,
                                change,
                                new Present(
                                    copy,
                                    Objects.requireNonNull(copies.get(mark.bill())),
                                    mark.dueDate(),
                                    mark.status(),
                                    mark.notPaidBy()))))
        .then();
  }

  private static void mark(UnitOfWork unit, Change change, Present mark) {
    unit.decide(
        MARKS,
        MARKS.absent(change.user(), mark.id()),
        new OccurrenceMarkCommand.Mark(mark, change.at()),
        change);
  }

  /** Clears the marks of a bill up to a day: the user stated the bill to be paid through it. */
  public static Mono<Void> clear(
      UnitOfWork unit, Change change, UUID scenario, UUID bill, LocalDate through) {
    return of(unit.session(), change.user(), List.of(scenario))
        .map(
            marks ->
                marks.stream()
                    .filter(mark -> mark.bill().equals(bill) && !mark.dueDate().isAfter(through))
                    .map(mark -> MARKS.id(change.user(), mark.id()))
                    .toList())
        .flatMap(streams -> unit.loadAll(MARKS, streams))
        .doOnNext(streams -> streams.values().forEach(stream -> clear(unit, change, stream)))
        .then();
  }

  private static void clear(UnitOfWork unit, Change change, LoadedStream<OccurrenceMark> stream) {
    unit.decide(MARKS, stream, new OccurrenceMarkCommand.Clear(change.at()), change);
  }
}
