package florin.journal.replay;

import florin.journal.PeriodicTask;
import florin.journal.database.Columns;
import florin.journal.database.Sessions;
import florin.journal.inbox.Inbox;
import florin.journal.relay.RangeRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks the owner of a topic to send one partition again, for an inbox that decides and has missed
 * an event of it for half a minute. A mirror requests a replay instead. The same gap is requested
 * again with growing pauses.
 */
public final class GapRequests {

  private static final Logger log = LoggerFactory.getLogger(GapRequests.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final String GAPS =
      """
      select topic, partition, position
      from journal.inbox_offset
      where topic = any(:topics) and diverged_since is null
        and gap_since < clock_timestamp() - interval '30 seconds'
      order by topic, partition
      """;

  private record Gap(String topic, RangeRequest range) {}

  private record Asked(Instant next, Duration pause) {}

  private final Sessions worker;
  private final List<String> topics;
  private final ReplayRequests requests;
  private final InstantSource clock;
  private final Map<Gap, Asked> asked = new HashMap<>();

  public GapRequests(
      Sessions worker, Collection<Inbox> inboxes, String bootstrap, InstantSource clock) {
    this.worker = worker;
    this.topics =
        inboxes.stream()
            .filter(inbox -> inbox.mirrors().isEmpty())
            .map(inbox -> inbox.topic().topicName())
            .toList();
    this.requests = new ReplayRequests(bootstrap);
    this.clock = clock;
  }

  /** As a task of a service. */
  public PeriodicTask task(Duration every) {
    return new PeriodicTask("missing events are requested", every, this::round);
  }

  Mono<Void> round() {
    return topics.isEmpty()
        ? Mono.empty()
        : worker
            .transaction(
                "begin read only",
                session ->
                    session
                        .sql(GAPS)
                        .bind("topics", topics.toArray(String[]::new))
                        .map(
                            row ->
                                new Gap(
                                    Columns.text(row, "topic"),
                                    new RangeRequest(
                                        Columns.integer(row, "partition"),
                                        Columns.number(row, "position"))))
                        .all()
                        .collectList())
            .flatMapMany(gaps -> Flux.fromIterable(due(gaps)))
            .concatMap(gap -> requests.sendRange(gap.topic(), gap.range()))
            .then();
  }

  /** Rounds follow each other: the map needs no lock. */
  private List<Gap> due(List<Gap> gaps) {
    asked.keySet().retainAll(gaps);
    Instant now = clock.instant();
    List<Gap> due = gaps.stream().filter(gap -> isDue(asked.get(gap), now)).toList();
    due.forEach(
        gap ->
            asked.compute(
                gap,
                (_, before) -> {
                  Duration pause = before == null ? FIRST_PAUSE : longer(before.pause());
                  return new Asked(now.plus(pause), pause);
                }));
    due.forEach(gap -> log.info("asking again for {}", gap));
    return due;
  }

  private static boolean isDue(@Nullable Asked before, Instant now) {
    return before == null || !now.isBefore(before.next());
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }
}
