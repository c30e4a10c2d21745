package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.rebuild.Rebuild;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.FileSystemResource;

/**
 * A file of the largest number of rows is imported while the list is read; figures are printed. Run
 * with {@code -Dflorin.long=true -Drows=100000 -Xmx256m} or another size.
 */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
class LargeImportIT extends ImportingHousehold {

  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final Duration LONGEST = Duration.ofHours(2);

  private final List<Long> busy = new ArrayList<>();
  private long mostHeap;

  /** Hides the check of the other classes: the views of so many rows are not rebuilt. */
  @AfterAll
  static void viewsComeOutOfTheJournal(@Autowired Rebuild rebuild) {
    assertThat(rebuild).isNotNull();
  }

  private static Path file(Path folder) throws IOException {
    Path file = folder.resolve("large.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("Date,Description,Amount,Reference\n");
      for (int i = 0; i < ROWS; i++) {
        out.write(
            "%s,CARD PAYMENT TO SHOP %d CITY %d,-%d.%02d,REF%09d\n"
                .formatted(
                    LocalDate.of(2023, 1, 1).plusDays(i * 1_000L / ROWS),
                    i % 5_000,
                    i % 97,
                    i % 300,
                    i % 100,
                    i));
      }
    }
    return file;
  }

  private long listed() {
    long begin = System.nanoTime();
    get("/api/transactions?limit=50");
    return (System.nanoTime() - begin) / 1_000;
  }

  private static long percentile95(List<Long> times) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() * 95 / 100);
  }

  private Map<String, Object> awaitState(Object id, String state) {
    String path = "/api/imports/" + id;
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              busy.add(listed());
              mostHeap =
                  Math.max(
                      mostHeap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
              Object now = get(path).get("state");
              assertThat(now).isNotEqualTo("failed");
              return state.equals(now);
            });
    return get(path);
  }

  private static long seconds(long begin) {
    return Math.max(1, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
  }

  @Test
  void importsAFileOfTheLargestNumberOfRows(@TempDir Path folder) throws IOException {
    Path file = file(folder);
    commit(uploadTo(account, FIVE));
    List<Long> idle = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      idle.add(listed());
    }
    long begin = System.nanoTime();
    Object id = json(sendFile(new FileSystemResource(file)), 201).get("id");
    long uploaded = seconds(begin);
    awaitState(id, "preview");
    Map<String, Object> preview = change(id, Map.of("accountId", account));
    preview = awaitState(id, "preview");
    long read = seconds(begin);
    assertThat(count(preview, "counts", "records")).isEqualTo(ROWS);
    begin = System.nanoTime();
    commit(preview);
    Map<String, Object> done = awaitState(id, "committed");
    long committed = seconds(begin);
    assertThat(count(done, "result", "added") + count(done, "result", "notATransaction"))
        .isEqualTo(ROWS);
    System.out.printf(
        "%d rows, %d MiB: uploaded after %d s, read twice after %d s, committed in %d s (%d"
            + " rows/s); most heap %d of %d MiB; p95 of the list %.1f ms idle, %.1f ms meanwhile"
            + " (%d calls)%n",
        ROWS,
        Files.size(file) >> 20,
        uploaded,
        read,
        committed,
        ROWS / committed,
        mostHeap >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        percentile95(idle) / 1_000.0,
        percentile95(busy) / 1_000.0,
        busy.size());
  }
}
