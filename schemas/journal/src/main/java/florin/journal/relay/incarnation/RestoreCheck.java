package florin.journal.relay.incarnation;

import florin.events.Topic;
import florin.journal.kafka.TopicTail;
import florin.journal.relay.incarnation.JournalIncarnations.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Compares the last records of a topic with the journal they were sent from, and begins a new
 * history after a restore. Reads Kafka on threads that may block. Open, so that tests can put a
 * wrong one in its place.
 */
public class RestoreCheck {

  private static final Logger log = LoggerFactory.getLogger(RestoreCheck.class);

  /** Records per partition: a rewind that broke off may have left older ones at the end. */
  private static final int COMPARED = 50;

  private static final int WALKED = 1_000;

  private final Topic topic;
  private final String bootstrap;
  private final JournalIncarnations incarnations;

  public RestoreCheck(Topic topic, String bootstrap, JournalIncarnations incarnations) {
    this.topic = topic;
    this.bootstrap = bootstrap;
    this.incarnations = incarnations;
  }

  /**
   * The history that is relayed.
   *
   * @throws JournalDiverged if Kafka has events that the journal does not have
   */
  public Mono<Incarnation> verify(long epoch, Scheduler thread) {
    return incarnations
        .read()
        .publishOn(thread)
        .flatMap(
            incarnation ->
                incarnation.diverged().isPresent()
                    ? Mono.error(new JournalDiverged(incarnation.diverged().get()))
                    : Mono.fromCallable(this::lastEvents)
                        .subscribeOn(thread)
                        .flatMap(sent -> compare(epoch, incarnation, sent)));
  }

  private List<SentEvent> lastEvents() {
    try (TopicTail tail = new TopicTail(bootstrap, topic)) {
      return events(tail.last(COMPARED));
    }
  }

  private static List<SentEvent> events(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().flatMap(record -> SentEvent.of(record).stream()).toList();
  }

  private Mono<Incarnation> compare(long epoch, Incarnation incarnation, List<SentEvent> sent) {
    List<SentEvent> own = sent.stream().filter(event -> isCompared(incarnation, event)).toList();
    return incarnations
        .compare(own)
        .flatMap(
            found ->
                mismatch(incarnation, own, found)
                    .map(reason -> diverge(epoch, reason, sent))
                    .orElseGet(() -> Mono.just(incarnation)));
  }

  /** Records of a former history were compared when the present one began. */
  private static boolean isCompared(Incarnation incarnation, SentEvent event) {
    return event
        .incarnation()
        .map(id -> !incarnation.former().contains(id))
        .orElse(incarnation.former().isEmpty());
  }

  /** The seam where tests compare nothing. */
  public Optional<String> mismatch(
      Incarnation incarnation, List<SentEvent> sent, List<Found> found) {
    return IntStream.range(0, sent.size())
        .filter(
            i ->
                found.get(i) == Found.MISSING
                    || sent.get(i)
                        .incarnation()
                        .filter(id -> !id.equals(incarnation.id()))
                        .isPresent())
        .mapToObj(i -> describe(sent.get(i)))
        .findFirst();
  }

  private String describe(SentEvent event) {
    return topic.topicName()
        + "-"
        + event.partition()
        + "@"
        + event.offset()
        + ": event "
        + event.eventId()
        + " at position "
        + event.position()
        + " (expected: an event of the journal; after a restore to an earlier point begin a new"
        + " incarnation)";
  }

  private Mono<Incarnation> diverge(long epoch, String reason, List<SentEvent> sent) {
    log.error("nothing is relayed: {}", reason);
    return incarnations
        .markDiverged(epoch, reason, highest(sent))
        .then(Mono.error(new JournalDiverged(reason)));
  }

  private static long highest(List<SentEvent> sent) {
    return sent.stream().mapToLong(SentEvent::position).max().orElse(0);
  }

  /**
   * A new history, and the events of the one before it that the journal does not have.
   *
   * @param orphans how many records of them Kafka has
   */
  public record NewHistory(Incarnation incarnation, long orphans) {}

  /** Begins a new history after the last event of each partition that the journal has. */
  public Mono<NewHistory> begin(long checkpoint) {
    return Mono.fromCallable(() -> new TopicTail(bootstrap, topic))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            tail ->
                Flux.range(0, topic.partitions())
                    .concatMap(partition -> fork(tail, partition, checkpoint))
                    .collectList()
                    .doFinally(_ -> tail.close()))
        .flatMap(
            forks ->
                incarnations
                    .begin(
                        UUID.randomUUID(),
                        forks.stream().map(Fork::after).toList(),
                        forks.stream().mapToLong(Fork::highest).max().orElse(0))
                    .map(
                        incarnation ->
                            new NewHistory(
                                incarnation, forks.stream().mapToLong(Fork::orphans).sum())));
  }

  /**
   * The position where the histories of a partition diverge.
   *
   * @param after the last common position
   * @param highest the highest position that Kafka has
   */
  private record Fork(long after, long highest, long orphans) {}

  private Mono<Fork> fork(TopicTail tail, int partition, long checkpoint) {
    return walk(tail, partition, tail.end(partition), new Fork(checkpoint, 0, 0));
  }

  /** Walks back page by page until a page has an event of the journal. */
  private Mono<Fork> walk(TopicTail tail, int partition, long end, Fork before) {
    return Mono.fromCallable(() -> events(tail.before(partition, end, WALKED)))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            sent ->
                incarnations
                    .compare(sent)
                    .flatMap(found -> step(tail, partition, end, before, sent, found)));
  }

  private Mono<Fork> step(
      TopicTail tail,
      int partition,
      long end,
      Fork before,
      List<SentEvent> sent,
      List<Found> found) {
    List<SentEvent> orphans = new ArrayList<>();
    long common = -1;
    for (int i = 0; i < sent.size(); i++) {
      if (found.get(i) == Found.PRESENT) {
        common = Math.max(common, sent.get(i).position());
      } else if (found.get(i) == Found.MISSING) {
        orphans.add(sent.get(i));
      }
    }
    orphans.forEach(orphan -> log.warn("not in the journal: {}", orphan));
    Fork fork =
        new Fork(
            sent.isEmpty() ? before.after() : Math.min(sent.getFirst().previous(), before.after()),
            Math.max(before.highest(), highest(sent)),
            before.orphans() + orphans.size());
    long next = end - WALKED;
    if (common >= 0) {
      return Mono.just(new Fork(common, fork.highest(), fork.orphans()));
    }
    if (next > tail.beginning(partition)) {
      return walk(tail, partition, next, fork);
    }
    return Mono.just(fork); // what came before the first record is common, and Kafka has lost it
  }
}
