package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of the largest number of rows is imported while the list is read; figures are printed. Run
 * with {@code -Dflorin.long=true -Drows=100000 -Xmx256m} or another size.
 */
@EnabledIfSystemProperty(named = "florin.long", matches = "true")
@Household.WithoutRebuild
class LargeImportIT extends ImportingHousehold {

  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int CALLS = 300;
  private static final Duration LONGEST = Duration.ofHours(2);

  private final List<Long> busy = new ArrayList<>();
  private long mostHeap;

  private static Path file(Path folder) throws IOException {
    Path file = folder.resolve("large.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("Date,Description,Amount,Reference\n");
      for (int i = 0; i < ROWS; i++) {
        out.write(
            "%s,CARD PAYMENT TO SHOP %d CITY %d,-%d.%02d,REF%09d\n"
                .formatted(
                    LocalDate.of(2011, 1, 1).plusDays(i * 15L * 365 / ROWS),
                    i % 5_000,
                    i % 97,
                    1 + i % 300,
                    i % 100,
                    i));
      }
    }
    return file;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + platform.identity().token(subject));
  }

  /** Sends a file without keeping it: the client of other tests records its requests. */
  private Object upload(Path file) throws IOException, InterruptedException {
    String boundary = "florin";
    HttpRequest upload =
        request("/api/imports")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                HttpRequest.BodyPublishers.concat(
                    HttpRequest.BodyPublishers.ofString(
                        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.csv\"\r\n\r\n"
                            .formatted(boundary)),
                    HttpRequest.BodyPublishers.ofFile(file),
                    HttpRequest.BodyPublishers.ofString("\r\n--%s--\r\n".formatted(boundary))))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(upload, HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
      return JsonMapper.shared().readTree(response.body()).path("id").asString();
    }
  }

  private long exportedLines(String format) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              request("/api/exports/transactions?format=" + format).build(),
              HttpResponse.BodyHandlers.ofLines())
          .body()
          .peek(_ -> measureHeap())
          .count();
    }
  }

  private void measureHeap() {
    Runtime now = Runtime.getRuntime();
    mostHeap = Math.max(mostHeap, now.totalMemory() - now.freeMemory());
  }

  private long listed() {
    long begin = System.nanoTime();
    get("/api/transactions?limit=50");
    return (System.nanoTime() - begin) / 1_000;
  }

  private static String percentiles(List<Long> times) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return "%.1f and %.1f ms of %d"
        .formatted(
            sorted.get(sorted.size() / 2) / 1_000.0,
            sorted.get(sorted.size() * 95 / 100) / 1_000.0,
            sorted.size());
  }

  private Map<String, Object> awaitState(Object id, String state) {
    String path = "/api/imports/" + id;
    await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              busy.add(listed());
              measureHeap();
              Object now = get(path).get("state");
              assertThat(now).isNotEqualTo("failed");
              return state.equals(now);
            });
    return get(path);
  }

  private static long seconds(long begin) {
    return Math.max(1, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
  }

  /** Lists of an idle service: as many for the JVM to compile, then those that count. */
  private List<Long> idle() {
    List<Long> idle = new ArrayList<>();
    for (int i = 0; i < 2 * CALLS; i++) {
      long time = listed();
      if (i >= CALLS) {
        idle.add(time);
      }
    }
    return idle;
  }

  @Test
  void importsAFileOfTheLargestNumberOfRows(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path file = file(folder);
    commit(uploadTo(account, FIVE));
    List<Long> before = idle();
    long begin = System.nanoTime();
    Object id = upload(file);
    long uploaded = seconds(begin);
    awaitState(id, "preview");
    long read = seconds(begin);
    change(id, Map.of("accountId", account));
    Map<String, Object> preview = awaitState(id, "preview");
    long compared = seconds(begin);
    assertThat(count(preview, "counts", "records")).isEqualTo(ROWS);
    assertThat(count(preview, "counts", "new")).isEqualTo(ROWS);
    List<Long> reading = List.copyOf(busy);
    busy.clear();
    begin = System.nanoTime();
    commit(preview);
    Map<String, Object> done = awaitState(id, "committed");
    long committed = seconds(begin);
    assertThat(count(done, "result", "added")).isEqualTo(ROWS);
    List<Long> after = idle();
    begin = System.nanoTime();
    Object again = upload(file);
    Map<String, Object> known = awaitState(again, "preview");
    long recognised = seconds(begin);
    assertThat(count(known, "counts", "known")).isEqualTo(ROWS);
    begin = System.nanoTime();
    assertThat(exportedLines("csv")).isEqualTo(ROWS + 5 + 1);
    long csv = seconds(begin);
    begin = System.nanoTime();
    assertThat(exportedLines("ndjson")).isEqualTo(ROWS + 5);
    long ndjson = seconds(begin);
    System.out.printf(
        "%d rows, %d MiB: uploaded after %d s, read after %d s, compared for an account after %d s,"
            + " committed in %d s (%d rows/s); most heap %d of %d MiB; list, p50 and p95: idle"
            + " before %s, while reading %s, while committing %s,"
            + " idle after %s; all recognised in the same file after %d s; exported as CSV in %d s,"
            + " as NDJSON in %d s%n",
        ROWS,
        Files.size(file) >> 20,
        uploaded,
        read,
        compared,
        committed,
        ROWS / committed,
        mostHeap >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        percentiles(before),
        percentiles(reading),
        percentiles(busy),
        percentiles(after),
        recognised,
        csv,
        ndjson);
  }
}
