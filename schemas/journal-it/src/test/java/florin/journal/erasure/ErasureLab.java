package florin.journal.erasure;

import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.events.money.MoneyAmount;
import florin.events.planning.ScenarioCreated;
import florin.journal.Commands;
import florin.journal.sample.PostOffice;
import florin.journal.sample.RunningSample;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import io.r2dbc.pool.ConnectionPool;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** A sample service with a user who is to be forgotten. */
abstract class ErasureLab extends RunningSample {

  @Autowired private Commands commands;
  @Autowired PostOffice post;

  @Autowired
  @Qualifier("ownerPool")
  ConnectionPool owner;

  @Autowired
  @Qualifier("erasurePool")
  ConnectionPool erasure;

  final String leaver = "leaver-" + UUID.randomUUID();
  final UUID user = TestPlatform.user(leaver);

  /** What the accounts service does when a user asks for it. */
  void ask() {
    Change change = Change.by(Actor.USER, user, Instant.now());
    commands
        .run(
            user,
            unit ->
                unit.load(Erasure.DECIDER, Erasure.stream(user))
                    .doOnNext(
                        loadedStream ->
                            unit.decide(
                                Erasure.DECIDER,
                                loadedStream,
                                new Erasure.Command.Ask(user, change.at()),
                                change))
                    .then(ErasedUsers.add(unit.session(), List.of(user)))
                    .thenReturn(true))
        .block(SOON);
  }

  void awaitErased() {
    await().atMost(SOON).until(() -> marks("deleted_at is not null") == 1);
  }

  long marks(String condition) {
    return platform.count(
        "select count(*) from mirror.erased_user where user_id = '" + user + "' and " + condition);
  }

  void publish(UUID stream, SpecificRecord event) {
    platform.publish(
        Topic.PLANNING_EVENTS, new StreamId(user, "scenario", stream), Actor.USER, event);
  }

  static ScenarioCreated scenario(UUID id, String name) {
    return new ScenarioCreated(
        id,
        name,
        new MoneyAmount(BigDecimal.ONE.setScale(10), "USD"),
        null,
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  long scenarios() {
    return platform.count("select count(*) from mirror.scenario where user_id = '" + user + "'");
  }

  /** Every row of a user in every table that has rows of users, as text. */
  static Map<String, List<String>> rows(UUID owner) {
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
}
