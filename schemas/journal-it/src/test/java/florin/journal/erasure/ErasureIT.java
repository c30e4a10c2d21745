package florin.journal.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.erasure.UserErasing;
import florin.events.money.MoneyAmount;
import florin.events.planning.ScenarioCreated;
import florin.journal.Actor;
import florin.journal.Change;
import florin.journal.Commands;
import florin.journal.Sessions;
import florin.journal.StreamId;
import florin.journal.rebuild.Maintenance;
import florin.journal.relay.Records;
import florin.journal.sample.PostOffice;
import florin.journal.sample.RunningSample;
import florin.journal.test.DatabaseRules;
import florin.journal.test.TestPlatform;
import io.r2dbc.pool.ConnectionPool;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class ErasureIT extends RunningSample {

  @Autowired private Commands commands;
  @Autowired private PostOffice post;

  @Autowired
  @Qualifier("ownerPool")
  private ConnectionPool owner;

  @Autowired
  @Qualifier("erasurePool")
  private ConnectionPool erasure;

  private final String leaver = "leaver-" + UUID.randomUUID();
  private final UUID user = TestPlatform.user(leaver);

  /** What the accounts service does when a user asks for it. */
  private void ask() {
    Change change = Change.by(Actor.USER, user, Instant.now());
    commands
        .run(
            user,
            unit ->
                unit.load(Erasure.DECIDER, Erasure.stream(user))
                    .doOnNext(
                        loaded ->
                            unit.decide(
                                Erasure.DECIDER,
                                loaded,
                                new Erasure.Command.Ask(user, change.at()),
                                change))
                    .then(Marks.add(unit.session(), List.of(user)))
                    .thenReturn(true))
        .block(SOON);
  }

  private void awaitErased() {
    await().atMost(SOON).until(() -> marks("deleted_at is not null") == 1);
  }

  private long marks(String condition) {
    return platform.count(
        "select count(*) from mirror.erased_user where user_id = '" + user + "' and " + condition);
  }

  private void publish(UUID stream, SpecificRecord event) {
    platform.publish(
        Topic.PLANNING_EVENTS, new StreamId(user, "scenario", stream), Actor.USER, event);
  }

  private static ScenarioCreated scenario(UUID id, String name) {
    return new ScenarioCreated(
        id,
        name,
        new MoneyAmount(BigDecimal.ONE.setScale(10), "USD"),
        null,
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  private long scenarios() {
    return platform.count("select count(*) from mirror.scenario where user_id = '" + user + "'");
  }

  /** Every row of a user in every table that has rows of users, as text. */
  private static Map<String, List<String>> rows(UUID owner) {
    Map<String, List<String>> rows = new TreeMap<>();
    for (Map<String, Object> table :
        platform.query(
            "select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid ="
                + " c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname ="
                + " 'user_id' where c.relkind = 'r' and n.nspname in ('journal', 'mirror', 'view',"
                + " 'work')")) {
      List<String> found = new ArrayList<>();
      platform
          .query(
              "select t::text as row from %s t where user_id = '%s' order by 1"
                  .formatted(table.get("name"), owner))
          .forEach(row -> found.add(String.valueOf(row.get("row"))));
      if (!found.isEmpty()) {
        rows.put(String.valueOf(table.get("name")), found);
      }
    }
    return rows;
  }

  @Nested
  class AUser {

    @Test
    void isGoneFromEveryTableButTheMarkAndTheErasureItself() {
      take(leaver, "a secret");
      as(leaver)
          .post()
          .uri("/api/notes")
          .header("Idempotency-Key", "k")
          .bodyValue(Map.of("text", "another"))
          .exchange()
          .expectStatus()
          .isCreated();
      publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "a plan"));
      await().atMost(SOON).until(() -> scenarios() == 1);
      String other = "other-" + UUID.randomUUID();
      take(other, "mine");
      Map<String, List<String>> others = rows(TestPlatform.user(other));
      assertThat(rows(user).keySet())
          .contains("journal.event", "journal.idempotency", "mirror.scenario", "view.note");

      ask();
      awaitErased();

      Map<String, List<String>> left = rows(user);
      assertThat(left.keySet()).containsExactly("journal.event", "mirror.erased_user");
      assertThat(
              platform.query(
                  "select distinct stream_type from journal.event where user_id = '" + user + "'"))
          .isEqualTo(List.of(Map.of("stream_type", "erasure")));
      assertThat(left.get("journal.event")).hasSize(2);
      assertThat(rows(TestPlatform.user(other))).isEqualTo(others);
    }

    @Test
    void isAnswered410FromTheMarkOn() {
      Sinks.One<String> letter = Sinks.one();
      take(leaver, "a");
      post.answer("goodbye " + user, letter.asMono());
      ask();
      as(leaver).get().uri("/api/notes").exchange().expectStatus().isEqualTo(410);
      as(leaver)
          .post()
          .uri("/api/notes")
          .bodyValue(Map.of("text", "b"))
          .exchange()
          .expectStatus()
          .isEqualTo(410);
      letter.tryEmitValue("farewell").orThrow();
      awaitErased();
      as(leaver).get().uri("/api/notes").exchange().expectStatus().isEqualTo(410);
    }

    @Test
    void staysUntilWhatMustBeDoneElsewhereIsDone() {
      take(leaver, "a");
      post.answer("goodbye " + user, Mono.error(new IllegalStateException("the post is away")));
      ask();
      await().atMost(SOON).until(() -> marks("attempts = 1") == 1);
      awaitErased();
      assertThat(post.sent("goodbye " + user)).isEqualTo(2);
    }

    @Test
    void staysWhileARebuildOrAReplayMightCarryRowsOver() {
      take(leaver, "a");
      Sinks.One<String> work = Sinks.one();
      Sinks.One<Boolean> begun = Sinks.one();
      var maintained =
          new Maintenance(owner)
              .holding(
                  Mono.defer(
                      () -> {
                        begun.tryEmitValue(true);
                        return work.asMono();
                      }))
              .toFuture();
      begun.asMono().block(SOON);
      ask();
      await().atMost(SOON).until(() -> marks("attempts > 0") == 1);
      assertThat(rows(user)).containsKey("view.note");
      work.tryEmitValue("done").orThrow();
      await().atMost(SOON).until(maintained::isDone);
      awaitErased();
      assertThat(rows(user)).doesNotContainKey("view.note");
    }

    @Test
    void isForgottenWhenAnotherServiceSaysSoAndNotTakenInAgain() {
      publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "before"));
      await().atMost(SOON).until(() -> scenarios() == 1);
      UUID erasing = Erasure.stream(user).id();
      publish(erasing, new UserErasing(user, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
      awaitErased();
      publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "after"));
      String witness = "witness-" + UUID.randomUUID();
      UUID id = UUID.randomUUID();
      platform.publish(
          Topic.PLANNING_EVENTS,
          new StreamId(TestPlatform.user(sameLane(witness)), "scenario", id),
          Actor.USER,
          scenario(id, witness));
      await()
          .atMost(SOON)
          .until(
              () ->
                  platform.count(
                          "select count(*) from mirror.scenario where name = '" + witness + "'")
                      == 1);
      assertThat(rows(user).keySet()).containsExactly("journal.event", "mirror.erased_user");
    }
  }

  /** A record of the user that no inbox can read. */
  private void publishUnreadable(String key, String header) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.PLANNING_EVENTS.topicName(),
            Records.partition(user, Topic.PLANNING_EVENTS.partitions()),
            key.getBytes(StandardCharsets.UTF_8),
            ("damaged " + secretOf(user)).getBytes(StandardCharsets.UTF_8));
    record.headers().add(Records.USER_ID, header.getBytes(StandardCharsets.UTF_8));
    platform.send(record, Topic.PLANNING_EVENTS);
  }

  private static String secretOf(UUID user) {
    return "secret of " + user;
  }

  private static long unreadable(UUID user) {
    return platform.count(
        "select (select count(*) from journal.parked_event where position('%1$s' in encode(value, 'escape')) > 0) + (select count(*) from journal.discarded_event where position('%1$s' in encode(value, 'escape')) > 0)"
            .formatted(secretOf(user)));
  }

  private void askElsewhere() {
    publish(
        Erasure.stream(user).id(),
        new UserErasing(user, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
  }

  private void forgetTheMark() {
    new Sessions(erasure).in("begin", session -> Marks.purge(session, Duration.ZERO)).block(SOON);
    assertThat(marks("true")).isZero();
  }

  private List<Object> erasureEvents() {
    return platform
        .query(
            "select type from journal.event where stream_type = 'erasure' and user_id = '"
                + user
                + "' order by position")
        .stream()
        .map(row -> row.get("type"))
        .map(type -> String.valueOf(type).replaceFirst(".*\\.", ""))
        .map(Object.class::cast)
        .toList();
  }

  @Nested
  class BehindDeadLetters {

    @Test
    void aUserIsForgottenAlthoughAnEarlierRecordIsParked() {
      publishUnreadable(user.toString(), user.toString());
      publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "behind it"));
      await()
          .atMost(SOON)
          .until(
              () ->
                  platform.count(
                          "select count(*) from journal.parked_event where user_id = '"
                              + user
                              + "'")
                      == 2);

      askElsewhere();

      awaitErased();
      assertThat(rows(user).keySet()).containsExactly("journal.event", "mirror.erased_user");
      assertThat(unreadable(user)).isZero();
    }

    /** As a version left it that parked the wish too. */
    @Test
    void aWishThatIsParkedAlreadyIsFulfilled() {
      take(leaver, "a");
      platform.execute(
          "insert into journal.parked_event (topic, partition, record_offset, user_id, type,"
              + " reason, headers, parked_at) values ('planning.events', 0, -1, '"
              + user
              + "', '"
              + UserErasing.getClassSchema().getFullName()
              + "', 'an earlier event of this user is parked', '{}', clock_timestamp())");

      awaitErased();

      assertThat(rows(user).keySet()).containsExactly("journal.event", "mirror.erased_user");
    }

    /** Key and header contradict each other, so neither is believed. */
    @Test
    void recordsThatMayBeTheUsersGoToo() {
      publishUnreadable(user.toString(), UUID.randomUUID().toString());
      publishUnreadable(UUID.randomUUID().toString(), user.toString());
      publishUnreadable("no id", "no id");
      UUID other = UUID.randomUUID();
      platform.execute(
          "insert into journal.parked_event (topic, partition, record_offset, reason, value,"
              + " headers, parked_at) values ('planning.events', 0, -2, 'unreadable', 'secret of "
              + other
              + "', '{}', clock_timestamp())");
      await().atMost(SOON).until(() -> unreadable(user) == 3);
      assertThat(
              platform.count(
                  "select count(*) from journal.parked_event where user_id = '" + user + "'"))
          .isZero();
      platform.execute(
          "with gone as (delete from journal.parked_event where position('"
              + secretOf(user)
              + "' in encode(value, 'escape')) > 0 and encode(key, 'escape') = 'no id' returning *)"
              + " insert into journal.discarded_event (topic, partition, record_offset, reason,"
              + " key, value, headers, parked_at, discarded_at, discarded_because) select topic,"
              + " partition, record_offset, reason, key, value, headers, parked_at,"
              + " clock_timestamp(), 'test' from gone");
      take(leaver, "a");

      ask();
      awaitErased();

      assertThat(unreadable(user)).isZero();
      assertThat(unreadable(other)).isEqualTo(1);
      platform.execute(
          "update mirror.erased_user set deleted_at = clock_timestamp() - interval '90 days' where"
              + " user_id = '"
              + user
              + "'");
      await().atMost(SOON).until(() -> marks("true") == 0);
      assertThat(unreadable(other)).as("after the time of the mark").isZero();
    }
  }

  @Nested
  class AUserWhoReturned {

    @Test
    void isForgottenAgainAndTheOthersAreTold() {
      take(leaver, "a");
      ask();
      awaitErased();
      forgetTheMark();
      take(leaver, "again");

      ask();
      awaitErased();

      assertThat(rows(user).keySet()).containsExactly("journal.event", "mirror.erased_user");
      assertThat(erasureEvents())
          .containsExactly("UserErasing", "UserErased", "UserErasing", "UserErased");
    }

    @Test
    void isForgottenAgainWhenAnotherServiceSaysSo() {
      for (int time = 1; time <= 2; time++) {
        publish(UUID.randomUUID(), scenario(UUID.randomUUID(), "a plan"));
        await().atMost(SOON).until(() -> scenarios() == 1);
        askElsewhere();
        awaitErased();
        assertThat(rows(user).keySet()).containsExactly("journal.event", "mirror.erased_user");
        assertThat(erasureEvents()).hasSize(time).containsOnly("UserErased");
        forgetTheMark();
      }
    }
  }

  @Nested
  class Tables {

    private static final String TABLE =
        """
        create schema if not exists %1$s authorization %2$s_owner;
        create table %1$s.left_over (id uuid primary key, user_id uuid not null);
        create index on %1$s.left_over (user_id);
        alter table %1$s.left_over owner to %2$s_owner;
        """;

    private String owner() {
      return platform
          .query("select tableowner from pg_tables where schemaname = 'mirror' limit 1")
          .getFirst()
          .get("tableowner")
          .toString()
          .replaceFirst("_owner$", "");
    }

    @AfterEach
    void drop() {
      platform.execute(
          "drop table if exists work.left_over, view_next.left_over; drop schema if exists"
              + " view_next");
    }

    /** A rebuild that was interrupted goes on with its rows. */
    @Test
    void besideTheLiveOnesAreReachedToo() {
      String owner = owner();
      take(leaver, "a");
      platform.execute(
          TABLE.formatted("view_next", owner)
              + "select journal.protect('view_next.left_over'); grant usage on schema view_next to "
              + owner
              + "_erasure; insert into view_next.left_over values (gen_random_uuid(), '"
              + user
              + "')");

      ask();
      awaitErased();

      assertThat(platform.count("select count(*) from view_next.left_over")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "grant select, delete on work.left_over to %1$s_erasure",
          "grant delete on work.left_over to %1$s_erasure; create policy erasure on work.left_over"
              + " to %1$s_erasure using (true)",
          "grant select, delete on work.left_over to %1$s_erasure; create policy erasure on"
              + " work.left_over to %1$s_erasure using (user_id is null)",
          "grant select, delete on work.left_over to %1$s_erasure; create policy erasure on"
              + " work.left_over to %1$s_app using (true)"
        })
    void thatTheErasureWouldNotReachBreakTheRule(String grants) {
      String owner = owner();
      DatabaseRules.check(platform);
      platform.execute(
          TABLE.formatted("work", owner)
              + "alter table work.left_over enable row level security; alter table work.left_over"
              + " force row level security; create policy tenant on work.left_over to "
              + owner
              + "_app using (true);"
              + grants.formatted(owner));

      assertThatThrownBy(() -> DatabaseRules.check(platform))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the erasure of a user would leave behind")
          .hasMessageContaining("work.left_over");
    }
  }

  /** Somebody else whose records share a partition with the user's. */
  private String sameLane(String name) {
    int partitions = Topic.TRANSACTIONS_EVENTS.partitions();
    int lane = Records.partition(user, partitions);
    return Stream.iterate(0, n -> n + 1)
        .map(n -> name + n)
        .filter(other -> Records.partition(TestPlatform.user(other), partitions) == lane)
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class KafkasCopies {

    private final Copies copies = new Copies(platform.bootstrap(), Topic.TRANSACTIONS_EVENTS);
    private final String secret = "secret-" + UUID.randomUUID();
    private final String later = "later-" + UUID.randomUUID();
    private final String other = sameLane("other-" + UUID.randomUUID());

    @AfterEach
    void keepThemAsBefore() {
      copies.asBefore();
    }

    /** Others write on, so that a segment ends and there is something to keep. */
    @Test
    void goWithTheRetention() {
      copies.inSmallSegments();
      for (int note = 0; note < 5; note++) {
        take(leaver, secret);
        take(other, "early");
      }
      quietly().untilAsserted(() -> assertThat(copies.records(secret)).isEqualTo(5));
      assertThat(copies.records(user.toString())).isEqualTo(5);
      quietly().untilAsserted(() -> assertThat(copies.files(secret)).isPositive());

      ask();
      awaitErased();
      quietly().untilAsserted(() -> assertThat(copies.records(user.toString())).isEqualTo(5 + 2));
      copies.keptFor(Duration.ofSeconds(3));
      quietly()
          .untilAsserted(
              () -> {
                take(other, later);
                assertThat(copies.records(later)).isPositive();
                assertThat(copies.files(later)).isPositive();
                for (String gone : List.of(user.toString(), secret)) {
                  assertThat(copies.records(gone)).isZero();
                  assertThat(copies.files(gone)).isZero();
                }
              });
    }

    /** A file may go while it is being read. */
    private ConditionFactory quietly() {
      return await().atMost(SOON).ignoreExceptionsInstanceOf(UncheckedIOException.class);
    }
  }

  @Nested
  class AMark {

    @Test
    void outlivesTheDeletionAsLongAsItIsKept() {
      take(leaver, "a");
      ask();
      awaitErased();
      Sessions sessions = new Sessions(erasure);
      sessions.in("begin", session -> Marks.purge(session, Duration.ofDays(31))).block(SOON);
      assertThat(marks("true")).isEqualTo(1);
      sessions.in("begin", session -> Marks.purge(session, Duration.ZERO)).block(SOON);
      assertThat(marks("true")).isZero();
    }
  }
}
