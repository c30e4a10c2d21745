package florin.local.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shells as children: what they do is in their one line of script. */
class ChildrenIT {

  @TempDir private Path folder;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private Children children;

  @BeforeEach
  void open() {
    children = new Children(folder, folder, said::add);
  }

  @AfterEach
  void close() {
    children.close();
  }

  private ChildSpec shell(String name, Stage stage, String script) {
    return new ChildSpec(
        name,
        stage,
        List.of("/bin/sh", "-c", script),
        Map.of("GREETING", "hello"),
        folder,
        StopSignal.TERM,
        Duration.ofSeconds(5));
  }

  private void await(Runnable condition) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(condition::run);
  }

  @Test
  void startsAKilledChildAgainAndTellsItsLastLines() {
    children.start(shell("talker", Stage.SERVICES, "echo $GREETING from me; exec sleep 100"));
    await(() -> assertThat(log("talker")).contains("hello from me"));
    var first = children.pid("talker").orElseThrow();
    children.signal("talker", "KILL");
    await(() -> assertThat(children.pid("talker")).isPresent().get().isNotEqualTo(first));
    assertThat(said).hasSize(2);
    assertThat(said.getFirst()).startsWith("talker died (signal 9)").endsWith("  | hello from me");
    assertThat(said.getLast()).isEqualTo("starting talker again");
    assertThat(children.failure()).isNotDone();
  }

  @Test
  void givesUpOnAChildThatDiesAgainAndAgain() {
    children.start(shell("faulty", Stage.SERVICES, "echo no luck; sleep 0.2; exit 3"));
    children.markHealthy("faulty");
    await(() -> assertThat(children.failure()).isCompleted());
    assertThat(children.failure().join()).startsWith("faulty died too often, see ");
    assertThat(said).filteredOn(line -> line.contains("faulty died (exit 3)")).hasSize(6);
  }

  @Test
  void doesNotTryAgainWhatNeverAnswered() {
    children.start(shell("misled", Stage.SERVICES, "echo no such setting; exit 1"));
    await(() -> assertThat(children.failure()).isCompleted());
    assertThat(children.failure().join()).startsWith("misled could not start, see ");
    assertThat(said)
        .singleElement()
        .asString()
        .contains("misled died (exit 1)")
        .endsWith("  | no such setting");
  }

  @Test
  void stopsTheLastStageFirstAndEachOnlyAfterTheOther() {
    var farewell = "trap 'echo %1$s >> order; exit' TERM; echo up; while :; do sleep 0.05; done";
    children.start(shell("base", Stage.DATABASE, farewell.formatted("base")));
    children.start(shell("edge", Stage.GATEWAY, farewell.formatted("edge")));
    children.start(shell("middle", Stage.BROKER, farewell.formatted("middle")));
    for (var name : children.names()) {
      await(() -> assertThat(log(name)).contains("up"));
    }
    children.close();
    assertThat(read("order")).isEqualTo("edge\nmiddle\nbase\n");
    assertThat(children.failure()).isNotDone();
    assertThat(folder).isDirectoryNotContaining("glob:**.pid");
  }

  @Test
  void killsAChildThatDoesNotStopInTime() {
    children.start(
        new ChildSpec(
            "stubborn",
            Stage.SERVICES,
            List.of("/bin/sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.05; done"),
            Map.of(),
            folder,
            StopSignal.TERM,
            Duration.ofSeconds(1)));
    await(() -> assertThat(log("stubborn")).contains("up"));
    var process = ProcessHandle.of(children.pid("stubborn").orElseThrow()).orElseThrow();
    children.stop("stubborn");
    assertThat(process.isAlive()).isFalse();
    assertThat(children.pid("stubborn")).isEmpty();
  }

  @Test
  void leavesNothingOfWhatAKilledChildMade() {
    children.start(shell("parent", Stage.SERVICES, "sleep 1000 & echo $! > grandchild; wait"));
    await(() -> assertThat(read("grandchild")).endsWith("\n"));
    var grandchild = ProcessHandle.of(Long.parseLong(read("grandchild").strip())).orElseThrow();
    children.signal("parent", "KILL");
    await(() -> assertThat(grandchild.isAlive()).isFalse());
  }

  @Test
  void runsAChildThatEndsByItselfOnce() {
    assertThat(children.runToEnd(shell("once", Stage.SERVICES, "echo $GREETING"))).isTrue();
    assertThat(log("once")).isEqualTo("hello\n");
    assertThat(children.runToEnd(shell("faulty", Stage.SERVICES, "exit 1"))).isFalse();
    assertThat(said).isEmpty();
  }

  @Test
  void doesNotWaitForAPassingChildWhenItCloses() throws Exception {
    var passing = shell("endless", Stage.SERVICES, "echo up; exec sleep 1000");
    var running = CompletableFuture.supplyAsync(() -> children.runToEnd(passing));
    await(() -> assertThat(log("endless")).contains("up"));
    children.close();
    assertThat(running.get(30, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void keepsAStoppedChildDownUntilItIsResumed() {
    children.start(shell("service", Stage.SERVICES, "exec sleep 100"));
    children.stop("service");
    assertThat(children.pid("service")).isEmpty();
    children.resume("service");
    assertThat(children.pid("service")).isPresent();
    assertThat(said).isEmpty();
  }

  @Test
  void keepsTheLogOfARunningChildBounded() {
    children.start(
        shell(
            "talker",
            Stage.SERVICES,
            "i=0; while :; do i=$((i+1)); echo line-$i $(head -c 4000 /dev/zero | tr '\\0' x);"
                + " done"));

    await(() -> assertThat(folder.resolve("talker.log.1")).exists());
    await(
        () -> {
          assertThat(folder.resolve("talker.log").toFile().length()).isLessThan(8L << 20);
          assertThat(log("talker")).startsWith("line-");
        });
  }

  @Test
  void tellsTheActivityOfAChildAndOfItsOwnChildren() {
    children.start(shell("busy", Stage.SERVICES, "(while :; do :; done) & wait"));
    var started = children.activity("busy");
    await(
        () ->
            assertThat(children.activity("busy").cpu().minus(started.cpu()))
                .isGreaterThan(Duration.ofMillis(50)));
  }

  @Test
  void hidesTheLaunchersOwnEnvironment() {
    children.start(shell("curious", Stage.SERVICES, "env; echo end; exec sleep 100"));
    await(() -> assertThat(log("curious")).contains("end"));
    assertThat(log("curious")).contains("GREETING=hello").contains("PATH=");
    assertThat(System.getenv()).containsKey("PWD");
    var names = log("curious").lines().map(line -> line.replaceFirst("=.*", "")).toList();
    assertThat(names).doesNotContain("MAVEN_CMD_LINE_ARGS", "JAVA_HOME", "FLORIN_MASTER_KEY");
  }

  @Test
  void stopsWhatAnEarlierLauncherLeft() throws IOException {
    var leftover = new ProcessBuilder("sleep", "100").start();
    new PidFile(folder.resolve("kafka.pid")).write(leftover.toHandle());
    children.stopLeftovers();
    assertThat(leftover.isAlive()).isFalse();
    assertThat(folder.resolve("kafka.pid")).doesNotExist();
    assertThat(said).singleElement().asString().startsWith("stopping kafka of an earlier run");
  }

  @Test
  void leavesAProcessAloneThatOnlyGotTheIdOfALeftover() throws Exception {
    var stranger = new ProcessBuilder("sleep", "100").start();
    try {
      Files.writeString(folder.resolve("kafka.pid"), stranger.pid() + " 1000");
      children.stopLeftovers();
      assertThat(stranger.isAlive()).isTrue();
      assertThat(folder.resolve("kafka.pid")).doesNotExist();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  private String log(String name) {
    return read(name + ".log");
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      return "";
    }
  }
}
