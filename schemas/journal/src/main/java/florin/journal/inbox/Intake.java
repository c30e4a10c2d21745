package florin.journal.inbox;

import florin.journal.Commands;
import florin.journal.Detached;
import florin.journal.Locks;
import florin.journal.Session;
import florin.journal.Sessions;
import florin.journal.Transients;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One batch, one transaction: gate, household locks, the fence, effects, journal. A batch that
 * fails for a reason of its own is run again one record at a time, and the record that fails alone
 * is parked with, from then on, every later event of its user; faults that pass are thrown, and the
 * same records come again.
 */
public class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final Sessions sessions;
  private final Effects effects;
  private final Offsets offsets;
  private final Parked parked;
  private final Lags lags = new Lags();
  private final Stops stops = new Stops();

  public Intake(Sessions sessions, Commands commands) {
    this(sessions, commands, new Offsets(), new Parked());
  }

  Intake(Sessions sessions, Commands commands, Offsets offsets, Parked parked) {
    this.sessions = sessions;
    this.effects = new Effects(commands);
    this.offsets = offsets;
    this.parked = parked;
  }

  /** Completes when every record of the batch is applied, parked or known to be done before. */
  public Mono<Void> accept(Inbox inbox, List<ConsumerRecord<byte[], byte[]>> batch) {
    List<Incoming> records =
        batch.stream()
            .filter(sent -> !stops.contains(sent.topic(), sent.partition()))
            .map(Incoming::of)
            .toList();
    return Detached.from(
        transaction(inbox, records)
            .onErrorResume(
                failure -> !Transients.isTransient(failure),
                failure -> {
                  log.warn(
                      "{}: a batch of {} failed, trying one by one",
                      inbox.topic().topicName(),
                      records.size(),
                      failure);
                  return Flux.fromIterable(records)
                      .concatMap(record -> single(inbox, record))
                      .then();
                })
            .doOnSuccess(_ -> effects.wake()));
  }

  private Mono<Void> single(Inbox inbox, Incoming record) {
    return transaction(inbox, List.of(record))
        .onErrorResume(
            failure -> !Transients.isTransient(failure),
            failure -> {
              log.error(
                  "{}-{}@{} is parked",
                  inbox.topic().topicName(),
                  record.partition(),
                  record.offset(),
                  failure);
              return park(inbox, record, failure);
            });
  }

  private Mono<Void> transaction(Inbox inbox, List<Incoming> records) {
    return again(inbox, records, (session, sorting) -> take(session, inbox, sorting));
  }

  private Mono<Void> park(Inbox inbox, Incoming record, Throwable failure) {
    String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return again(
        inbox,
        List.of(record),
        (session, sorting) ->
            parked.add(
                session,
                inbox.topic().topicName(),
                sorting.taken().stream().map(r -> new Parked.Entry(r, reason)).toList()));
  }

  private interface Taking {
    Mono<Void> on(Session session, Sorting sorting);
  }

  private Mono<Void> again(Inbox inbox, List<Incoming> records, Taking taking) {
    Set<UUID> users = users(records.stream());
    return sessions
        .in(
            begin(users),
            session ->
                offsets
                    .read(session, inbox.topic().topicName(), partitions(records))
                    .map(places -> sort(records, places))
                    .flatMap(
                        sorting ->
                            sorting.nothingLeft()
                                ? Mono.<Void>empty()
                                : move(session, inbox, sorting).then(taking.on(session, sorting))))
        .retryWhen(reactor.util.retry.Retry.max(3).filter(Fenced.class::isInstance));
  }

  private Mono<Void> move(Session session, Inbox inbox, Sorting sorting) {
    return Flux.fromIterable(sorting.moves().entrySet())
        .concatMap(
            entry ->
                offsets.move(session, inbox.topic().topicName(), entry.getKey(), entry.getValue()))
        .all(Boolean::booleanValue)
        .flatMap(moved -> moved ? Mono.empty() : Mono.error(new Fenced()));
  }

  /** The seam where tests leave the households unlocked, so that the fence stands alone. */
  String begin(Collection<UUID> users) {
    return Locks.beginIntake(users);
  }

  /** The seam where tests sort wrongly. */
  Sorting sort(List<Incoming> records, Map<Integer, Offsets.Place> places) {
    return Sorting.of(records, places);
  }

  private Mono<Void> take(Session session, Inbox inbox, Sorting sorting) {
    String topic = inbox.topic().topicName();
    List<Incoming> taken = sorting.taken();
    Set<UUID> users = users(taken.stream());
    return parked
        .users(session, topic, users)
        .flatMap(
            waiting ->
                effects.erased(session, users).map(erased -> Split.of(taken, waiting, erased)))
        .flatMap(
            split ->
                parked
                    .add(session, topic, split.park())
                    .then(Mono.defer(() -> effects.apply(session, inbox, split.apply()))));
  }

  private static Set<UUID> users(Stream<Incoming> records) {
    return records.flatMap(record -> record.user().stream()).collect(Collectors.toSet());
  }

  private static Set<Integer> partitions(List<Incoming> records) {
    return records.stream().map(Incoming::partition).collect(Collectors.toSet());
  }

  Lags lags() {
    return lags;
  }

  Stops stops() {
    return stops;
  }

  /** How an inbox stands, for health and metrics. */
  public Mono<InboxState> state(Inbox inbox) {
    String topic = inbox.topic().topicName();
    return sessions.in(
        "begin read only",
        session ->
            offsets
                .gap(session, topic)
                .flatMap(
                    gap ->
                        parked
                            .count(session, topic)
                            .map(
                                count ->
                                    new InboxState(
                                        topic, gap, stops.of(topic), count, lags.of(topic)))));
  }

  /**
   * Reads on where records have expired unread, from the first one that is left: what is missing
   * becomes a gap, until the owner's relay is rewound.
   *
   * @return how many partitions
   */
  public Mono<Long> readOn(Inbox inbox) {
    String topic = inbox.topic().topicName();
    return Flux.fromIterable(stops.expired(topic).entrySet())
        .concatMap(
            left ->
                sessions.in(
                    "begin",
                    session -> offsets.skip(session, topic, left.getKey(), left.getValue())))
        .filter(Boolean::booleanValue)
        .count();
  }

  /** Every stored place of one topic. */
  Mono<Map<Integer, Offsets.Place>> places(String topic, Collection<Integer> partitions) {
    return sessions.in("begin read only", session -> offsets.read(session, topic, partitions));
  }

  Mono<Void> place(String topic, int partition, String topicId, long offset) {
    return sessions.in(
        "begin", session -> offsets.place(session, topic, partition, topicId, offset));
  }
}
