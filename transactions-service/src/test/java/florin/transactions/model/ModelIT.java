package florin.transactions.model;

import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Random commands and random news from the bank against plain collections. The views are rebuilt
 * and the process is stopped and started again among the steps. Sizes: {@code
 * -Dmodel.sequences=5000 -Dmodel.steps=100}; {@code -Dmodel.seed=…} repeats one user's steps.
 */
class ModelIT {

  private static final int SEQUENCES = Integer.getInteger("model.sequences", TestScale.of(4, 500));
  private static final int STEPS = Integer.getInteger("model.steps", 50);
  private static final int AT_ONCE = 4;

  private static final TestPlatform platform = TestPlatform.of("transactions");

  private final Queue<UUID> everybodys = new ConcurrentLinkedQueue<>();

  /** One user's steps and the seed they come from. */
  private record Sequence(long seed, RandomSteps steps) {}

  @Test
  void agreesWithPlainCollectionsAcrossARebuildAndARestart() throws Exception {
    try (DatabaseRecords databaseRecords = new DatabaseRecords(platform)) {
      SeededRuns.forEachSeed(1, random -> run(random, databaseRecords));
    }
  }

  private void run(Random random, DatabaseRecords databaseRecords) throws Exception {
    List<Sequence> sequences = new ArrayList<>();
    Map<String, UUID> labels;
    try (RunningApplication first = RunningApplication.start(platform)) {
      labels = labels(first);
      Long fixed = Long.getLong("model.seed");
      for (int i = 0; i < (fixed == null ? SEQUENCES : 1); i++) {
        long seed = fixed == null ? random.nextLong() : fixed;
        sequences.add(
            new Sequence(seed, new RandomSteps(seed, databaseRecords, labels, everybodys)));
      }
      onward(sequences, first, STEPS / 3, databaseRecords, labels);
      first.rebuild();
      all(sequences, sequence -> sequence.steps.compareAll(first));
      onward(sequences, first, 2 * STEPS / 3, databaseRecords, labels);
    }
    try (RunningApplication second = RunningApplication.start(platform)) {
      all(sequences, sequence -> sequence.steps.compareAll(second));
      onward(sequences, second, STEPS, databaseRecords, labels);
      second.rebuild();
      all(sequences, sequence -> sequence.steps.compareAll(second));
    }
  }

  private void onward(
      List<Sequence> sequences,
      RunningApplication service,
      int until,
      DatabaseRecords databaseRecords,
      Map<String, UUID> labels)
      throws Exception {
    all(
        sequences,
        sequence -> {
          try {
            sequence.steps.run(service, until, false);
          } catch (Throwable failed) {
            throw new AssertionError(
                "-Dmodel.seed="
                    + sequence.seed
                    + "\n"
                    + shorter(sequence, service, databaseRecords, labels),
                failed);
          }
        });
  }

  /** The same steps once more, with every list compared after each, to find the first bad one. */
  private String shorter(
      Sequence failed,
      RunningApplication service,
      DatabaseRecords databaseRecords,
      Map<String, UUID> labels)
      throws Exception {
    RandomSteps again = new RandomSteps(failed.seed, databaseRecords, labels, everybodys);
    try {
      again.run(service, failed.steps.done(), true);
    } catch (Throwable sooner) {
      return "fails after "
          + again.done()
          + " steps of its own:\n"
          + String.join("\n", again.log())
          + "\n"
          + sooner;
    }
    return "does not fail by itself again:\n" + String.join("\n", failed.steps.log());
  }

  private interface Part {
    void of(Sequence sequence) throws Exception;
  }

  private static void all(List<Sequence> sequences, Part part) throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (Sequence sequence : sequences) {
        work.add(
            () -> {
              part.of(sequence);
              return true;
            });
      }
      for (Future<Boolean> one : workers.invokeAll(work)) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw new AssertionError(Objects.requireNonNull(failed.getCause()).getMessage(), failed);
    }
  }

  private static Map<String, UUID> labels(RunningApplication service) {
    Map<String, UUID> labels = new HashMap<>();
    Object items =
        Objects.requireNonNull(service.get("anyone", "/api/categories").body().get("items"));
    for (Object item : (List<?>) items) {
      Map<?, ?> category = (Map<?, ?>) item;
      labels.put(
          String.valueOf(category.get("label")),
          UUID.fromString(String.valueOf(category.get("id"))));
    }
    return labels;
  }
}
