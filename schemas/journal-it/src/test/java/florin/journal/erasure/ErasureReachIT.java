package florin.journal.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.erasure.UserErasing;
import florin.journal.database.Sessions;
import florin.journal.kafka.EventRecords;
import florin.journal.test.DatabaseRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom and what an erasure reaches although something stands in its way. */
class ErasureReachIT extends ErasureLab {

  /** A record of the user that no inbox can read. */
  private void publishUnreadable(String key, String header) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.PLANNING_EVENTS.topicName(),
            EventRecords.partition(user, Topic.PLANNING_EVENTS.partitions()),
            key.getBytes(StandardCharsets.UTF_8),
            ("damaged " + secretOf(user)).getBytes(StandardCharsets.UTF_8));
    record.headers().add(EventRecords.USER_ID, header.getBytes(StandardCharsets.UTF_8));
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
    new Sessions(erasure)
        .transaction("begin", session -> ErasedUsers.purge(session, Duration.ZERO))
        .block(SOON);
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
}
