package florin.planning.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.AvroEvents;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Commands;
import florin.journal.Journal;
import florin.journal.database.DatabaseReads;
import florin.journal.database.Sessions;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.PendingEvent;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.test.SeededRuns;
import florin.planning.PlanningPlatform;
import florin.planning.calendar.Frequency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What was projected command by command is what a replay of the journal gives. */
class ScenarioViewIT extends PlanningPlatform {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Autowired private Commands commands;
  @Autowired private DatabaseReads reads;
  @Autowired private Journal journal;
  @Autowired private ScenarioView view;

  @Autowired
  @Qualifier("workerSessions")
  private Sessions sessions;

  @Test
  void isTheSameAfterAReplayInBatchesOfAnySize() {
    SeededRuns.forEachSeed(
        5,
        random -> {
          UUID user = Ids.next();
          List<UUID> scenarios = List.of(Ids.next(), Ids.next(), Ids.next());
          act(random, user, scenarios);
          List<Map<String, Object>> live = rows(user);
          List<PendingEvent> history = history(user, scenarios);
          platform.execute("delete from view.scenario where user_id = '" + user + "'");
          assertThat(rows(user)).isEmpty();

          replay(random, history);

          assertThat(rows(user)).isEqualTo(live).isNotEmpty();
          assertThat(platform.count(count("bill", user)))
              .isEqualTo(
                  platform.count(
                      "select coalesce(sum(bill_count), 0) from view.scenario where user_id = '"
                          + user
                          + "'"));
        });
  }

  private void act(Random random, UUID user, List<UUID> scenarios) {
    List<UUID> bills = List.of(Ids.next(), Ids.next(), Ids.next(), Ids.next());
    for (int i = 0; i < 40; i++) {
      UUID scenario = scenarios.get(random.nextInt(scenarios.size()));
      // a bill id belongs to one scenario, as the API makes them
      UUID bill = Ids.named(scenario, bills.get(random.nextInt(bills.size())).toString());
      Instant at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(i);
      ScenarioCommand command = command(random, scenario, bill, at);
      Change change = Change.by(random.nextBoolean() ? Actor.USER : Actor.SYSTEM, user, at);
      commands
          .run(
              user,
              unit ->
                  unit.load(ScenarioCodec.SCENARIOS, new StreamId(user, "scenario", scenario))
                      .map(
                          loadedStream ->
                              unit.decide(ScenarioCodec.SCENARIOS, loadedStream, command, change)))
          .onErrorComplete(Rejection.class)
          .block(PATIENCE);
    }
  }

  private static ScenarioCommand command(Random random, UUID scenario, UUID bill, Instant at) {
    return switch (random.nextInt(11)) {
      case 0, 1 ->
          new ScenarioCommand.Create(
              scenario, "Plan", Money.of("12.34", "USD"), Optional.empty(), at);
      case 2 -> new ScenarioCommand.Rename(scenario, "Plan " + random.nextInt(3), at);
      case 3 -> new ScenarioCommand.Delete(scenario, at);
      case 4 -> new ScenarioCommand.Restore(scenario, at);
      case 5, 6, 7 -> new ScenarioCommand.PlanBill(scenario, bill(random, bill), at);
      case 8 ->
          new ScenarioCommand.Rebase(
              scenario,
              Money.of(Integer.toString(random.nextInt(100)), "USD"),
              random.nextBoolean()
                  ? Optional.of(new ScenarioCommand.Account(bill, new CurrencyCode("USD")))
                  : Optional.empty(),
              at);
      case 9 -> new ScenarioCommand.ReviseBill(scenario, bill(random, bill), at);
      default -> new ScenarioCommand.RemoveBill(scenario, bill, at);
    };
  }

  private static Bill bill(Random random, UUID id) {
    Frequency[] frequencies = Frequency.values();
    return new Bill(
        id,
        "Bill " + random.nextInt(3),
        Money.of(Integer.toString(random.nextInt(100)), "USD"),
        random.nextBoolean() ? Optional.of(LocalDate.of(2026, 1, 31)) : Optional.empty(),
        frequencies[random.nextInt(frequencies.length)],
        random.nextBoolean() ? Optional.of(id) : Optional.empty(),
        random.nextBoolean() ? Optional.of(id) : Optional.empty(),
        random.nextBoolean() ? Optional.of(LocalDate.of(2026, 2, 28)) : Optional.empty(),
        Optional.empty());
  }

  private List<PendingEvent> history(UUID user, List<UUID> scenarios) {
    return reads
        .read(
            user,
            session ->
                Flux.fromIterable(scenarios)
                    .concatMap(id -> journal.history(session, user, id))
                    .collectList())
        .map(ScenarioViewIT::pending)
        .block(PATIENCE);
  }

  private static List<PendingEvent> pending(List<RecordedEvent> recorded) {
    Map<UUID, Integer> userVersions = new java.util.HashMap<>();
    return recorded.stream()
        .sorted(java.util.Comparator.comparingLong(RecordedEvent::position))
        .map(
            event -> {
              var avro = AvroEvents.decode(event.fingerprint(), event.payload());
              ScenarioEvent decoded = ScenarioCodec.SCENARIOS.codec().fromAvro(avro);
              int userVersion =
                  userVersions.merge(
                      event.stream().id(), event.actor().isUser() ? 1 : 0, Integer::sum);
              return new PendingEvent(
                  event.stream(),
                  event.version(),
                  userVersion,
                  decoded,
                  avro,
                  new Change(
                      event.stream().user(),
                      event.changeId(),
                      event.actor(),
                      decoded.at(),
                      event.causedBy()));
            })
        .toList();
  }

  private void replay(Random random, List<PendingEvent> history) {
    List<PendingEvent> rest = new ArrayList<>(history);
    while (!rest.isEmpty()) {
      List<PendingEvent> batch = rest.subList(0, 1 + random.nextInt(rest.size()));
      List<PendingEvent> events = List.copyOf(batch);
      sessions
          .transaction("begin", session -> view.project(session, events).then(Mono.just(true)))
          .block(PATIENCE);
      batch.clear();
    }
  }

  private static List<Map<String, Object>> rows(UUID user) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String table : List.of("scenario", "bill")) {
      rows.addAll(
          platform.query(
              "select * from view." + table + " where user_id = '" + user + "' order by 1"));
    }
    return rows;
  }

  private static String count(String table, UUID user) {
    return "select count(*) from view." + table + " where user_id = '" + user + "'";
  }
}
