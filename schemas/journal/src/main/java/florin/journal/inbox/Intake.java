package florin.journal.inbox;

import florin.journal.Commands;
import florin.journal.Detached;
import florin.journal.Locks;
import florin.journal.Session;
import florin.journal.Sessions;
import florin.journal.Transients;
import florin.journal.UnitOfWork;
import java.util.ArrayList;
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

  private static final String KNOW_USERS =
      """
      insert into mirror.users (user_id, known_since)
      select u, clock_timestamp() from unnest(:users::uuid[]) as u
      on conflict do nothing
      """;

  private static final String ERASED =
      "select user_id from mirror.erased_user where user_id = any(:users)";

  private final Sessions sessions;
  private final Commands commands;
  private final Offsets offsets;
  private final Parked parked;
  private final Lags lags = new Lags();

  public Intake(Sessions sessions, Commands commands) {
    this(sessions, commands, new Offsets(), new Parked());
  }

  Intake(Sessions sessions, Commands commands, Offsets offsets, Parked parked) {
    this.sessions = sessions;
    this.commands = commands;
    this.offsets = offsets;
    this.parked = parked;
  }

  /** Completes when every record of the batch is applied, parked or known to be done before. */
  public Mono<Void> accept(Inbox inbox, List<ConsumerRecord<byte[], byte[]>> batch) {
    List<Incoming> records = batch.stream().map(Incoming::of).toList();
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
            .doOnSuccess(_ -> commands.wake()));
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
    return again(inbox, records, (session, sorting) -> effects(session, inbox, sorting));
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
                sorting.apply().stream().map(r -> new Parked.Entry(r, reason)).toList()));
  }

  private interface Effects {
    Mono<Void> on(Session session, Sorting sorting);
  }

  /** Another transaction moved the offset first. */
  private static final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fenced() {
      super("another consumer moved the offset", null, false, false);
    }
  }

  private Mono<Void> again(Inbox inbox, List<Incoming> records, Effects effects) {
    Set<UUID> users = users(records.stream());
    return sessions
        .in(
            Locks.beginIntake(users),
            session ->
                offsets
                    .read(session, inbox.topic().topicName(), partitions(records))
                    .map(places -> Sorting.of(records, places))
                    .flatMap(
                        sorting ->
                            sorting.nothingLeft()
                                ? Mono.<Void>empty()
                                : move(session, inbox, sorting).then(effects.on(session, sorting))))
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

  private Mono<Void> effects(Session session, Inbox inbox, Sorting sorting) {
    String topic = inbox.topic().topicName();
    Set<UUID> users = users(sorting.apply().stream());
    return Mono.zip(parked.users(session, topic, users), Mono.just(users))
        .flatMap(
            known ->
                parked
                    .add(session, topic, entries(sorting, known.getT1()))
                    .then(know(session, users))
                    .flatMap(
                        erased -> apply(session, inbox, allowed(sorting, known.getT1(), erased))));
  }

  private static List<Parked.Entry> entries(Sorting sorting, Set<UUID> parkedUsers) {
    List<Parked.Entry> entries = new ArrayList<>();
    sorting.unreadable().forEach(record -> entries.add(new Parked.Entry(record, record.fault())));
    sorting.apply().stream()
        .filter(record -> record.user().filter(parkedUsers::contains).isPresent())
        .forEach(
            record ->
                entries.add(new Parked.Entry(record, "an earlier event of this user is parked")));
    return entries;
  }

  private static List<InboundEvent> allowed(
      Sorting sorting, Set<UUID> parkedUsers, Set<UUID> erased) {
    return sorting.apply().stream()
        .flatMap(record -> record.event().stream())
        .filter(event -> !parkedUsers.contains(event.user()) && !erased.contains(event.user()))
        .toList();
  }

  /** Registers the users and tells which of them are erased. */
  private static Mono<Set<UUID>> know(Session session, Collection<UUID> users) {
    UUID[] ids = users.stream().sorted().toArray(UUID[]::new);
    return session
        .sql(ERASED)
        .bind("users", ids)
        .map(row -> florin.journal.Columns.uuid(row, "user_id"))
        .all()
        .collect(Collectors.toSet())
        .flatMap(
            erased ->
                session
                    .sql(KNOW_USERS)
                    .bind(
                        "users",
                        Stream.of(ids).filter(id -> !erased.contains(id)).toArray(UUID[]::new))
                    .then()
                    .thenReturn(erased));
  }

  private Mono<Void> apply(Session session, Inbox inbox, List<InboundEvent> events) {
    return events.isEmpty()
        ? Mono.empty()
        : commands.work(session, (UnitOfWork unit) -> inbox.apply(unit, events));
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

  /** How an inbox stands, for health and metrics. */
  public Mono<InboxState> state(Inbox inbox) {
    String topic = inbox.topic().topicName();
    return sessions.in(
        "begin read only",
        session ->
            offsets
                .gapSince(session, topic)
                .zipWith(parked.count(session, topic))
                .map(found -> new InboxState(topic, found.getT1(), found.getT2(), lags.of(topic))));
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
