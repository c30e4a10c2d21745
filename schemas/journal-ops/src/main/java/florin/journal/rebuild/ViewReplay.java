package florin.journal.rebuild;

import florin.journal.Journal;
import florin.journal.Projection;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamCodecs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the service's own projections over the journal into {@code view_next}, a page a transaction,
 * and moves the progress row with it. Position order is commit order, so a page that was read is
 * settled.
 */
public class ViewReplay {

  private static final String USER_VERSIONS =
      """
      select stream_id, count(*)::int as user_version
      from journal.event
      where stream_id = any(:streams) and position <= :after and actor = 'user'
      group by stream_id
      """;

  private final Sessions worker;
  private final StreamCodecs streamCodecs;
  private final List<Projection> projections;
  private final RebuildProgress rebuildProgress;

  public ViewReplay(
      Sessions worker,
      StreamCodecs streamCodecs,
      List<Projection> projections,
      RebuildProgress rebuildProgress) {
    this.worker = worker;
    this.streamCodecs = streamCodecs;
    this.projections = projections;
    this.rebuildProgress = rebuildProgress;
  }

  /** Applies the next events; returns the last position of the journal at that time. */
  Mono<Long> page(int limit) {
    return worker.transaction(
        "begin; set local search_path to view_next",
        session ->
            rebuildProgress
                .read(session)
                .flatMap(
                    state ->
                        Journal.after(session, state.position(), limit).zipWith(Mono.just(state)))
                .flatMap(found -> apply(session, found.getT2(), found.getT1())));
  }

  private Mono<Long> apply(Session session, RebuildState state, List<RecordedEvent> events) {
    if (events.isEmpty()) {
      return Mono.just(0L);
    }
    long after = state.position();
    long reached = events.getLast().position();
    return userVersions(session, after, events)
        .map(counts -> pending(events, counts))
        .flatMapMany(
            pending ->
                Flux.fromIterable(projections)
                    .concatMap(projection -> projection.project(session, pending)))
        .then(Mono.defer(() -> rebuildProgress.advance(session, after, reached)))
        .thenReturn(Math.max(0, state.head() - reached));
  }

  /** The number of the user's changes of each stream before the page. */
  private static Mono<Map<UUID, Integer>> userVersions(
      Session session, long after, List<RecordedEvent> events) {
    Map<UUID, Integer> first = new HashMap<>();
    events.forEach(event -> first.putIfAbsent(event.stream().id(), event.version()));
    UUID[] older =
        first.entrySet().stream()
            .filter(entry -> entry.getValue() > 1)
            .map(Map.Entry::getKey)
            .toArray(UUID[]::new);
    if (older.length == 0) {
      return Mono.just(new HashMap<>());
    }
    return session
        .sql(USER_VERSIONS)
        .bind("streams", older)
        .bind("after", after)
        .map(row -> Map.entry(Columns.uuid(row, "stream_id"), Columns.integer(row, "user_version")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, HashMap::new);
  }

  private List<PendingEvent> pending(List<RecordedEvent> events, Map<UUID, Integer> userVersions) {
    List<PendingEvent> pending = new ArrayList<>(events.size());
    for (RecordedEvent event : events) {
      int userVersion =
          userVersions.merge(event.stream().id(), event.actor().isUser() ? 1 : 0, Integer::sum);
      if (StreamCodecs.hasViews(event.stream())) {
        pending.add(streamCodecs.pending(event, userVersion));
      }
    }
    return pending;
  }
}
