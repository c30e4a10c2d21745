package florin.journal.replay;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.rebuild.RebuildState.TableCheck;
import florin.journal.replay.MirrorState.Phase;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows with the progress of a replay; each step updates them in its own transaction. */
final class ReplayProgress {

  private static final String READ =
      """
      select topic, replay_id, phase, asked_at, ended_at, tables::text as tables, failure
      from journal.mirror_replay
      order by topic
      """;

  private static final String BEGIN =
      """
      insert into journal.mirror_replay (topic, replay_id, phase, asked_at)
      values (:topic, :id, 'preparing', clock_timestamp())
      on conflict (topic) do update
      set replay_id = excluded.replay_id, phase = excluded.phase, asked_at = excluded.asked_at, ended_at = null,
          tables = '[]', failure = null, incarnation = null,
          attempts = case
            when mirror_replay.ended_at > clock_timestamp() - interval '1 day' then mirror_replay.attempts + 1 else 0 end
      """;

  private static final String FORGET =
      "delete from journal.mirror_replay_partition where topic = :topic";

  private static final String PLACE =
      """
      insert into journal.mirror_replay_partition (topic, partition, replay_offset, live_offset)
      select o.topic, o.partition, r.replay_offset, o.next_offset
      from journal.inbox_offset o
      join unnest(:partitions::int[], :offsets::bigint[]) as r (partition, replay_offset)
        on r.partition = o.partition
      where o.topic = :topic
      """;

  private static final String PLACES =
      """
      select partition, replay_offset, live_offset, position, upto, gap
      from journal.mirror_replay_partition where topic = :topic
      """;

  private static final String MOVE =
      """
      update journal.mirror_replay_partition p
      set replay_offset = m.replay_offset, live_offset = m.live_offset, position = m.position, upto = m.upto,
          gap = m.gap
      from unnest(:partitions::int[], :replayOffsets::bigint[], :liveOffsets::bigint[], :positions::bigint[],
          :uptos::bigint[], :gaps::boolean[]) as m (partition, replay_offset, live_offset, position, upto, gap)
      where p.topic = :topic and p.partition = m.partition
      """;

  private static final String LIVE =
      "select partition, next_offset from journal.inbox_offset where topic = :topic";

  private static final String ENTER =
      "update journal.mirror_replay set phase = :phase where topic = :topic";

  private static final String END =
      """
      update journal.mirror_replay
      set phase = :phase, ended_at = clock_timestamp(), tables = coalesce(:tables::jsonb, tables), failure = :failure
      where topic = :topic
      """;

  private static final String TAKE_OVER =
      """
      update journal.inbox_offset o
      set next_offset = p.live_offset, position = p.position, event_id = null,
          gap_since = case when p.gap then coalesce(o.gap_since, clock_timestamp()) end,
          incarnation = coalesce(r.incarnation, o.incarnation),
          former_incarnations = case when r.incarnation is null or o.incarnation is null or o.incarnation = r.incarnation
            then o.former_incarnations else o.former_incarnations || o.incarnation end,
          diverged_since = null
      from journal.mirror_replay_partition p
      join journal.mirror_replay r on r.topic = p.topic
      where p.topic = :topic and o.topic = p.topic and o.partition = p.partition
      """;

  private static final String INCARNATION =
      "select incarnation from journal.mirror_replay where topic = :topic";

  private static final String KEEP_INCARNATION =
      """
      update journal.mirror_replay set incarnation = :incarnation
      where topic = :topic and coalesce(incarnation, :incarnation) = :incarnation
      """;

  private static final String FORMER =
      """
      select count(*) as partitions
      from journal.inbox_offset o join journal.mirror_replay r on r.topic = o.topic
      where o.topic = :topic and r.incarnation = any(o.former_incarnations)
      """;

  private static final String UNPARK =
      """
      select journal.forget_parked(topic, partition, position)
      from journal.mirror_replay_partition where topic = :topic
      """;

  private static final String NEEDY =
      """
      (select o.topic
      from journal.inbox_offset o left join journal.mirror_replay r on r.topic = o.topic
      where o.topic = any(:topics)
        and (o.gap_since < clock_timestamp() - interval '30 seconds' or o.diverged_since is not null)
        and (r.topic is null
          or r.phase = 'done' and o.diverged_since > r.ended_at
          or r.ended_at < clock_timestamp() - interval '5 minutes' * power(2, least(r.attempts, 8)))
      order by least(o.gap_since, o.diverged_since)
      limit 1)
      union all
      select r.topic
      from journal.mirror_replay r
      where r.topic = any(:topics) and r.phase = 'preparing' and r.asked_at < clock_timestamp() - interval '30 seconds'
        and not exists (select from journal.mirror_replay o where o.phase in ('filling', 'following'))
      limit 1
      """;

  private static final TypeReference<List<TableCheck>> TABLES = new TypeReference<>() {};

  private final JsonMapper json = JsonMapper.shared();

  Mono<List<MirrorState>> states(Session session) {
    return session.sql(READ).map(this::state).all().collectList();
  }

  Mono<Void> begin(Session session, String topic, UUID id) {
    return session.sql(BEGIN).bind("topic", topic).bind("id", id).then();
  }

  /** The current offsets of replay and live topic, per partition. */
  Mono<Void> insertPartitions(Session session, String topic, Map<Integer, Long> replayEnds) {
    List<Integer> partitions = List.copyOf(replayEnds.keySet());
    return session
        .sql(FORGET)
        .bind("topic", topic)
        .then()
        .then(
            session
                .sql(PLACE)
                .bind("topic", topic)
                .bind("partitions", partitions.toArray(Integer[]::new))
                .bind("offsets", partitions.stream().map(replayEnds::get).toArray(Long[]::new))
                .then());
  }

  Mono<Map<Integer, PartitionProgress>> partitions(Session session, String topic) {
    return session
        .sql(PLACES)
        .bind("topic", topic)
        .map(
            row ->
                new PartitionProgress(
                    Columns.integer(row, "partition"),
                    Columns.number(row, "replay_offset"),
                    Columns.number(row, "live_offset"),
                    Columns.number(row, "position"),
                    Columns.number(row, "upto"),
                    Columns.bool(row, "gap")))
        .all()
        .collectMap(PartitionProgress::partition, Function.identity());
  }

  Mono<Void> updatePartitions(Session session, String topic, Collection<PartitionProgress> places) {
    List<PartitionProgress> moved = List.copyOf(places);
    return session
        .sql(MOVE)
        .bind("topic", topic)
        .bind(
            "partitions", moved.stream().map(PartitionProgress::partition).toArray(Integer[]::new))
        .bind(
            "replayOffsets",
            moved.stream().map(PartitionProgress::replayOffset).toArray(Long[]::new))
        .bind("liveOffsets", moved.stream().map(PartitionProgress::liveOffset).toArray(Long[]::new))
        .bind("positions", moved.stream().map(PartitionProgress::position).toArray(Long[]::new))
        .bind("uptos", moved.stream().map(PartitionProgress::upto).toArray(Long[]::new))
        .bind("gaps", moved.stream().map(PartitionProgress::gap).toArray(Boolean[]::new))
        .then();
  }

  /** The next offset of each partition of the live inbox. */
  Mono<Map<Integer, Long>> liveOffsets(Session session, String topic) {
    return session
        .sql(LIVE)
        .bind("topic", topic)
        .map(
            row -> Map.entry(Columns.integer(row, "partition"), Columns.number(row, "next_offset")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  Mono<Void> enterPhase(Session session, String topic, Phase phase) {
    return session.sql(ENTER).bind("topic", topic).bind("phase", text(phase)).then();
  }

  Mono<Void> finish(
      Session session,
      String topic,
      Phase phase,
      @Nullable List<TableCheck> tables,
      @Nullable String failure) {
    var statement = session.sql(END).bind("topic", topic).bind("phase", text(phase));
    statement =
        tables == null
            ? statement.bindNull("tables", String.class)
            : statement.bind("tables", json.writeValueAsString(tables));
    return (failure == null
            ? statement.bindNull("failure", String.class)
            : statement.bind("failure", failure))
        .then();
  }

  /** The history of the owner's journal that the replay brings; empty if the owner sends none. */
  Mono<Optional<UUID>> incarnation(Session session, String topic) {
    return session
        .sql(INCARNATION)
        .bind("topic", topic)
        .map(row -> Optional.ofNullable(row.get("incarnation", UUID.class)))
        .one();
  }

  /**
   * Keeps the history that the records of a replay belong to.
   *
   * @throws IllegalStateException if they belong to several: the owner began a new one meanwhile
   */
  Mono<Void> ofOneIncarnation(Session session, String topic, Set<UUID> incarnations) {
    return Flux.fromIterable(incarnations)
        .concatMap(
            incarnation ->
                session
                    .sql(KEEP_INCARNATION)
                    .bind("topic", topic)
                    .bind("incarnation", incarnation)
                    .fetch()
                    .rowsUpdated())
        .filter(rows -> rows == 0)
        .next()
        .flatMap(
            _ ->
                Mono.error(
                    new IllegalStateException(
                        topic + ": records of several incarnations (expected: of one)")));
  }

  /**
   * The live inbox goes on from where the new tables are; nothing of it is parked any more.
   *
   * @throws IllegalStateException if the replay brought a former history
   */
  Mono<Void> adoptOffsets(Session session, String topic) {
    return session
        .sql(FORMER)
        .bind("topic", topic)
        .map(row -> Columns.number(row, "partitions"))
        .one()
        .flatMap(
            partitions ->
                partitions == 0
                    ? Mono.<Void>empty()
                    : Mono.error(
                        new IllegalStateException(
                            topic + ": a replay of a former incarnation (expected: the present)")))
        .then(Mono.defer(() -> session.sql(TAKE_OVER).bind("topic", topic).then()))
        .then(session.sql(UNPARK).bind("topic", topic).then());
  }

  /** A topic of which an event has been missing for half a minute. */
  Mono<String> topicWithGap(Session session, Collection<String> topics) {
    return session
        .sql(NEEDY)
        .bind("topics", topics.toArray(String[]::new))
        .map(row -> Columns.text(row, "topic"))
        .one();
  }

  private MirrorState state(Readable row) {
    return new MirrorState(
        Columns.text(row, "topic"),
        Columns.uuid(row, "replay_id"),
        Phase.valueOf(Columns.text(row, "phase").toUpperCase(Locale.ROOT)),
        Columns.instant(row, "asked_at"),
        Columns.nullableInstant(row, "ended_at"),
        Objects.requireNonNull(json.readValue(Columns.text(row, "tables"), TABLES)),
        row.get("failure", String.class));
  }

  private static String text(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
