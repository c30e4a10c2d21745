package florin.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.inbox.BoundInbox;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.kafka.EventRecords;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.rebuild.RebuildState.TableCheck;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayLab;
import florin.journal.replay.MirrorState.Phase;
import florin.journal.replay.ReplaySteps.Run;
import florin.journal.sample.SampleRuntime;
import florin.journal.stream.Rejection;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A service that relays its journal, another that mirrors it, and the mirror filled again. */
class MirrorReplayIT {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Topic TOPIC =
      new Topic("replayed-" + UUID.randomUUID() + ".events", 6, Duration.ofDays(1));

  private static final List<UUID> users = new ArrayList<>();
  private static RelayLab owner;
  private static Relay relay;
  private static ReplayServer server;
  private static SampleRuntime mirror;
  private static BoundInbox inbox;
  private static MirrorReplay replay;

  @BeforeAll
  static void start() {
    owner = new RelayLab(new SampleRuntime(TestPlatform.of("planning")), TOPIC);
    owner.runtime().ensure(Topic.replayOf(TOPIC));
    owner.runtime().ensure(Topic.REPLAY_REQUESTS);
    Random random = new Random(11);
    for (int i = 0; i < 40; i++) {
      users.add(userOfPartition(i % TOPIC.partitions()));
    }
    for (int done = 0; done < TestScale.of(12_000, 100_000); done += 500) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        texts.add("text " + random.nextLong());
      }
      owner.runtime().append(users.get(done / 500 % users.size()), texts);
    }
    relay = owner.relay(500);
    relay.start();
    server = owner.replays(relay);
    server.start();
    mirror = new SampleRuntime(TestPlatform.of("transactions"));
    inbox = inbox(mirror);
    replay = MirrorProcess.replay(mirror, TOPIC);
    awaitEqual(mirror);
  }

  /** Every partition has events before any test. */
  private static UUID userOfPartition(int partition) {
    return Stream.generate(UUID::randomUUID)
        .filter(user -> EventRecords.partition(user, TOPIC.partitions()) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static BoundInbox inbox(SampleRuntime mirroring) {
    InboxBatches inboxBatches =
        new InboxBatches(
            mirroring.sessions("worker"), mirroring.workerCommands(mirroring.sessions("worker")));
    return new BoundInbox(
        inboxBatches,
        new LatestEventInbox(TOPIC),
        mirroring.properties().kafka().bootstrap(),
        "mirror-" + UUID.randomUUID(),
        500);
  }

  @AfterAll
  static void stop() {
    inbox.close();
    server.stop();
    relay.stop();
    owner.close();
    mirror.close();
  }

  /** The fold of the owner's journal, and every event of it applied once. */
  private static void awaitEqual(SampleRuntime mirroring) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        mirroring
                            .platform()
                            .query(
                                "select stream_id, version, effects from mirror.latest order by 1"))
                    .isEqualTo(
                        owner
                            .runtime()
                            .platform()
                            .query(
                                "select stream_id, max(version) as version, count(*)::int as"
                                    + " effects from journal.event group by 1 order by 1")));
  }

  private static MirrorState end(MirrorReplay running) {
    MirrorState state =
        await()
            .atMost(SOON)
            .until(() -> running.state().block(SOON).getFirst(), found -> !found.phase().running());
    await().atMost(SOON).until(() -> mirror.platform().isIdle());
    return state;
  }

  @Test
  void givesTheRowsThatWereThere() {
    awaitEqual(mirror);
    replay.begin(TOPIC.topicName()).block(SOON);
    MirrorState state = end(replay);

    assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
    assertThat(state.tables()).singleElement().extracting(TableCheck::equal).isEqualTo(true);
    awaitEqual(mirror);
    await()
        .atMost(SOON)
        .until(
            () ->
                mirror
                    .platform()
                    .query("select nspname from pg_namespace where nspname like 'mirror\\__%'")
                    .isEmpty());
    assertThat(mirror.platform().queryAs("app", "select * from mirror.latest")).isEmpty();
  }

  @Test
  void disturbsNeitherWritersNorReaders() {
    MirrorTraffic seen = whileWorking(replay, TestScale.of(2, 5));

    assertThat(seen.errors()).isEmpty();
    assertThat(seen.backwards()).isEmpty();
    assertThat(seen.reads()).isGreaterThan(50);
    awaitEqual(mirror);
  }

  @Test
  void isCaughtWhenItSwapsWithoutFollowing() {
    MirrorTraffic seen = whileWorking(withoutFollowing(), 1);

    long behind = seen.backwards().size();
    replay.begin(TOPIC.topicName()).block(SOON);
    assertThat(end(replay).phase()).isEqualTo(Phase.DONE);
    awaitEqual(mirror);
    assertThat(behind).isPositive();
  }

  /** A replay that takes the place of the live tables as they were when the owner was asked. */
  private static MirrorReplay withoutFollowing() {
    AtomicBoolean waited = new AtomicBoolean();
    return MirrorProcess.replay(
        mirror,
        TOPIC,
        parts ->
            new MirrorReplay(parts) {
              @Override
              Mono<Void> catchUp(Run run, LiveTail liveTail) {
                return waited.getAndSet(true) ? Mono.empty() : Mono.defer(() -> moved(applied()));
              }
            });
  }

  /** Completes when the live mirror has gone on by some events. */
  private static Mono<Void> moved(long from) {
    return Flux.interval(Duration.ofMillis(50))
        .onBackpressureDrop()
        .publishOn(Schedulers.boundedElastic())
        .takeUntil(_ -> applied() > from + 20)
        .then();
  }

  private static long applied() {
    return mirror.platform().count("select coalesce(sum(effects), 0) from mirror.latest");
  }

  private static MirrorTraffic whileWorking(MirrorReplay working, int replays) {
    try (MirrorTraffic traffic = new MirrorTraffic(owner.runtime(), mirror, users)) {
      for (int i = 0; i < replays; i++) {
        working.begin(TOPIC.topicName()).block(SOON);
        MirrorState state = end(working);
        assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
      }
      traffic.awaitReads(200);
      return traffic;
    }
  }

  @Test
  void goesOnAfterEveryKill() throws Exception {
    begun("preparing");
    long head =
        owner.runtime().platform().count("select max(position) from journal.event where true");
    long reached = 0;
    for (int kill = 1; kill <= TestScale.of(3, 5); kill++) {
      Process process = MirrorProcess.start(mirror, TOPIC);
      long before = reached;
      long goal = head * kill / TestScale.of(5, 7);
      try {
        await().atMost(SOON).until(() -> position() >= goal || !phase().running());
      } finally {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      reached = position();
      assertThat(reached).isGreaterThanOrEqualTo(before);
    }
    assertThat(phase().running()).as("killed in the middle").isTrue();

    MirrorReplay last = MirrorProcess.replay(mirror, TOPIC);
    await().atMost(SOON).until(() -> mirror.platform().isIdle());
    last.start();
    try {
      MirrorState state = end(last);
      assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
      awaitEqual(mirror);
    } finally {
      last.stop();
    }
  }

  private static void begun(String phase) {
    mirror
        .platform()
        .execute(
            "insert into journal.mirror_replay values ('%1$s', '%2$s', '%3$s', now()) on conflict (topic) do update set replay_id = '%2$s', phase = '%3$s', ended_at = null"
                .formatted(TOPIC.topicName(), UUID.randomUUID(), phase));
  }

  private static long position() {
    return mirror
        .platform()
        .count(
            "select coalesce(max(position), 0) from journal.mirror_replay_partition where topic = '"
                + TOPIC.topicName()
                + "' and exists (select from journal.mirror_replay where phase <> 'preparing')");
  }

  private static Phase phase() {
    return replay.state().block(SOON).getFirst().phase();
  }

  @Test
  void isAskedForByAMirrorThatCameTooLate() {
    awaitEqual(mirror);
    owner
        .runtime()
        .broker()
        .ask(
            "removal of old records",
            admin -> {
              Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
              for (int partition = 0; partition < TOPIC.partitions(); partition++) {
                all.put(
                    new TopicPartition(TOPIC.topicName(), partition),
                    RecordsToDelete.beforeOffset(-1));
              }
              return KafkaAdmin.answer(admin.deleteRecords(all).all());
            });
    try (SampleRuntime late = new SampleRuntime(TestPlatform.of("transactions"));
        BoundInbox _ = inbox(late)) {
      users.forEach(user -> owner.runtime().append(user, List.of("after the removal")));
      await()
          .atMost(SOON)
          .until(
              () ->
                  late.platform()
                          .count(
                              "select count(*) from journal.inbox_offset where gap_since is not"
                                  + " null")
                      == TOPIC.partitions());
      assertThat(late.platform().count("select count(*) from mirror.latest")).isZero();
      late.platform()
          .execute("update journal.inbox_offset set gap_since = now() - interval '1 minute'");
      MirrorReplay own = MirrorProcess.replay(late, TOPIC);
      own.start();
      try {
        awaitEqual(late);
        assertThat(
                late.platform()
                    .count("select count(*) from journal.inbox_offset where gap_since is not null"))
            .isZero();
      } finally {
        own.stop();
      }
    }
  }

  /** A migration asks for several replays at once; a start resumes one of them. */
  @Test
  void isTakenUpAfterAnotherThatWasAskedForWithIt() {
    try (SampleRuntime upgraded = new SampleRuntime(TestPlatform.of("transactions"));
        BoundInbox _ = inbox(upgraded)) {
      awaitEqual(upgraded);
      upgraded.platform().execute("delete from mirror.latest");
      for (String topic : List.of("another.events", TOPIC.topicName())) {
        upgraded
            .platform()
            .execute(
                "insert into journal.mirror_replay (topic, replay_id, phase, asked_at) values ('"
                    + topic
                    + "', gen_random_uuid(), 'preparing', now() - interval '1 minute')");
      }
      MirrorReplay own = MirrorProcess.replay(upgraded, TOPIC);
      own.start();
      try {
        awaitEqual(upgraded);
      } finally {
        own.stop();
      }
    }
  }

  @Test
  void isRefusedForWhatIsNoMirror() {
    assertThatThrownBy(() -> replay.begin("accounts.events").block(SOON))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining(TOPIC.topicName());
  }
}
