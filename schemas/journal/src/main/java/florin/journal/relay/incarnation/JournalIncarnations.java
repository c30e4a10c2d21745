package florin.journal.relay.incarnation;

import static florin.journal.database.UnnestColumns.column;

import florin.journal.database.Columns;
import florin.journal.database.Locks;
import florin.journal.database.Session;
import florin.journal.database.Sessions;
import florin.journal.stream.StreamCodecs;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The journal's histories, and the comparison of sent events with the journal. */
public class JournalIncarnations {

  private static final String READ =
      "select incarnation, former_incarnations, forked_after, diverged from journal.checkpoint";

  /** An erased user's events are deleted; all but those of the erasure itself. */
  private static final String COMPARE =
      """
      select s.ordinal,
          exists (select from journal.event e where e.position = s.position and e.event_id = s.event_id) as present,
          s.stream_type <> :erasure
            and exists (select from mirror.erased_user u where u.user_id = s.user_id) as erased
      from unnest(:positions::bigint[], :eventIds::uuid[], :users::uuid[], :streamTypes::text[])
        with ordinality as s (position, event_id, user_id, stream_type, ordinal)
      order by s.ordinal
      """;

  private static final String DIVERGED =
      "update journal.checkpoint set diverged = :reason where epoch = :epoch";

  private static final String BEGIN =
      """
      update journal.checkpoint
      set former_incarnations = former_incarnations || incarnation, incarnation = :id, forked_after = :after::bigint[],
          diverged = null, position = least(position, :resume), last_positions = '{}', owner = null,
          epoch = epoch + 1, until = '-infinity'
      """;

  /** The journal's event at the position of a sent event. */
  public enum Found {
    PRESENT,
    /** Deleted with its user. */
    ERASED,
    MISSING
  }

  private final Sessions sessions;

  public JournalIncarnations(Sessions sessions) {
    this.sessions = sessions;
  }

  public Mono<Incarnation> read() {
    return sessions.transaction("begin read only", JournalIncarnations::read);
  }

  private static Mono<Incarnation> read(Session session) {
    return session.sql(READ).map(JournalIncarnations::incarnation).one();
  }

  private static Incarnation incarnation(Readable row) {
    return new Incarnation(
        Columns.uuid(row, "incarnation"),
        Set.copyOf(List.of(array(row.get("former_incarnations", UUID[].class)))),
        List.of(array(row.get("forked_after", Long[].class))),
        Optional.ofNullable(row.get("diverged", String.class)));
  }

  private static <T> T[] array(T @Nullable [] values) {
    return Objects.requireNonNull(values);
  }

  /** In the order of the events. */
  Mono<List<Found>> compare(List<SentEvent> events) {
    return sessions.transaction(
        "begin read only",
        session ->
            session
                .sql(COMPARE)
                .bind("erasure", StreamCodecs.ERASURE)
                .bind("positions", column(events, Long.class, SentEvent::position))
                .bind("eventIds", column(events, UUID.class, SentEvent::eventId))
                .bind("users", column(events, UUID.class, SentEvent::user))
                .bind("streamTypes", column(events, String.class, SentEvent::streamType))
                .map(JournalIncarnations::found)
                .all()
                .collectList());
  }

  private static Found found(Readable row) {
    if (Columns.bool(row, "present")) {
      return Found.PRESENT;
    }
    return Columns.bool(row, "erased") ? Found.ERASED : Found.MISSING;
  }

  /** Stores why nothing is relayed, and numbers new events behind every one that Kafka has. */
  Mono<Void> markDiverged(long epoch, String reason, long highest) {
    return sessions.transaction(
        "begin; " + Locks.journal(),
        session ->
            skip(session, highest)
                .then(
                    Mono.defer(
                        () ->
                            session
                                .sql(DIVERGED)
                                .bind("reason", reason)
                                .bind("epoch", epoch)
                                .then())));
  }

  private static Mono<Void> skip(Session session, long highest) {
    return session.sql("select journal.skip_positions(:upto)").bind("upto", highest).then();
  }

  /** Begins a new history; the current relay loses its lease and starts again after the forks. */
  Mono<Incarnation> begin(UUID id, List<Long> forkedAfter, long highest) {
    return sessions.transaction(
        "begin; " + Locks.journal(),
        session ->
            skip(session, highest)
                .then(
                    Mono.defer(
                        () ->
                            session
                                .sql(BEGIN)
                                .bind("id", id)
                                .bind("after", forkedAfter.toArray(Long[]::new))
                                .bind(
                                    "resume",
                                    forkedAfter.stream().mapToLong(after -> after).min().orElse(0))
                                .then()))
                .then(Mono.defer(() -> read(session))));
  }
}
