package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * SIGKILL of the database, the broker, the gateway and the services, in random order, during syncs
 * and edits; in {@code mvn -Plong verify} only. {@code -Dkills=…} sets the number of kills, {@code
 * -Dseed=…} repeats their order.
 */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class KillsIT extends RunningHousehold {

  private static final int KILLS = Integer.getInteger("kills", 200);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Duration RESTART = Duration.ofMinutes(10);
  private static final int EDITORS = 2;

  private final Random random = new Random(SEED);
  private final AtomicBoolean enough = new AtomicBoolean();
  private final Map<String, String> notes = new ConcurrentHashMap<>();
  private final List<String> goals = new CopyOnWriteArrayList<>();
  private final Map<String, List<Long>> recoveries = new TreeMap<>();

  @Test
  void loseAndDoubleNothing() throws Exception {
    System.out.println("-Dseed=" + SEED);
    List<String> ids =
        demo.all("/api/transactions").stream().map(one -> one.get("id").asString()).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> work = new ArrayList<>();
      work.add(threads.submit(this::changeAtBank));
      work.add(threads.submit(this::plan));
      for (int editor = 0; editor < EDITORS; editor++) {
        int number = editor;
        List<String> own =
            ids.stream().filter(id -> Math.floorMod(id.hashCode(), EDITORS) == number).toList();
        work.add(threads.submit(() -> edit(number, own)));
      }
      try {
        killAll();
      } finally {
        enough.set(true);
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
    report();
    demandAll();
  }

  /** Each process as often as the others, in random order; the next kill when it is up again. */
  private void killAll() {
    List<String> order = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      if (order.isEmpty()) {
        order.addAll(localCluster.processes());
        order.remove("emulator"); // the result is compared with it
        Collections.shuffle(order, random);
      }
      String process = order.removeLast();
      LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(3_000)).toNanos());
      long from = System.nanoTime();
      long killed = localCluster.pid(process);
      localCluster.kill(process);
      await()
          .atMost(RESTART)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .until(
              () ->
                  localCluster.pid(process) != killed
                      && Client.anonymous(localCluster.gatewayUrl()).get("/health").status() == 200
                      && demo.get("/api/transactions?limit=1").status() == 200);
      long millis = (System.nanoTime() - from) / 1_000_000;
      recoveries.computeIfAbsent(process, _ -> new ArrayList<>()).add(millis);
      System.out.printf("kill %d: %s, up again after %d ms%n", kill + 1, process, millis);
    }
  }

  private void report() {
    recoveries.forEach(
        (process, times) -> {
          List<Long> sorted = times.stream().sorted().toList();
          System.out.printf(
              "%s: %d kills, up again after %d ms (median), %d ms (longest)%n",
              process, sorted.size(), sorted.get(sorted.size() / 2), sorted.getLast());
        });
    System.out.printf("%d notes, %d goals%n", notes.size(), goals.size());
  }

  private static void pause(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }

  /** New, changed, posted and removed transactions at the bank, each with its webhook. */
  private void changeAtBank() {
    Random chance = new Random(SEED + 1);
    String item = everydayItem();
    String path = "/_emulator/items/" + item + "/transactions";
    List<String> pending = new ArrayList<>();
    List<String> posted = new ArrayList<>();
    for (int number = 0; !enough.get(); number++) {
      BigDecimal amount = BigDecimal.valueOf(chance.nextInt(1, 50_000), 2);
      switch (chance.nextInt(6)) {
        case 0 ->
            take(chance, pending)
                .ifPresent(id -> bank().post(path + "/" + id + "/post", Map.of("amount", amount)));
        case 1 ->
            take(chance, posted)
                .ifPresent(id -> bank().patch(path + "/" + id, Map.of("amount", amount)));
        case 2 -> take(chance, posted).ifPresent(id -> bank().delete(path + "/" + id));
        default -> {
          boolean open = chance.nextInt(3) == 0;
          String id = addAtBank(item, "Kill " + number, amount.toPlainString(), open);
          (open ? pending : posted).add(id);
        }
      }
      pause(100 + chance.nextInt(400));
    }
  }

  private static Optional<String> take(Random chance, List<String> ids) {
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.remove(chance.nextInt(ids.size())));
  }

  /** Notes on random transactions; no transaction has two editors. */
  private void edit(int editor, List<String> ids) {
    Random chance = new Random(SEED + 2 + editor);
    for (int number = 0; !enough.get(); number++) {
      String id = ids.get(chance.nextInt(ids.size()));
      String note = "editor " + editor + ", note " + number;
      Client.Answer answer =
          demo.untilAnswered("PATCH", "/api/transactions/" + id, Map.of("note", note));
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
      notes.put(id, note);
      pause(20);
    }
  }

  /** Goals, each created by one request that is repeated until it is answered. */
  private void plan() {
    Map<String, String> target = Map.of("amount", "100.00", "currency", "USD");
    for (int number = 0; !enough.get(); number++) {
      String name = "Goal " + number;
      Client.Answer answer =
          demo.untilAnswered("POST", "/api/goals", Map.of("name", name, "target", target));
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
      goals.add(name);
      pause(500);
    }
  }

  private void demandAll() {
    await()
        .atMost(RESTART)
        .pollInterval(Duration.ofSeconds(2))
        .ignoreExceptions()
        .untilAsserted(() -> EmulatorTruth.demand(demo, localCluster.emulatorUrl()));
    Audit audit = new Audit(localCluster);
    audit.awaitRest();
    assertThat(audit.complaints()).isEmpty();
    Map<String, String> seen = new TreeMap<>();
    demo.all("/api/transactions")
        .forEach(one -> seen.put(one.get("id").asString(), EmulatorTruth.text(one, "note")));
    assertThat(seen).containsAllEntriesOf(notes);
    assertThat(
            demo.all("/api/goals").stream()
                .map(goal -> EmulatorTruth.text(goal, "name"))
                .filter(name -> name.startsWith("Goal "))
                .toList())
        .containsExactlyInAnyOrderElementsOf(goals);
  }
}
