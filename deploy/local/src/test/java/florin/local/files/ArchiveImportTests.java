package florin.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests that restore an archive, against a server that gives each new thing an id. */
class ArchiveImportTests {

  private static final String EARLY = "01a20254-0001-7000-8000-000000000001";
  private static final String LATE = "01a20254-ffff-7000-8000-000000000002";
  private static final List<String> LISTS =
      List.of(
          "settings",
          "accounts",
          "balances",
          "account-groups",
          "categories",
          "merchants",
          "rules",
          "transfer-settings",
          "transactions",
          "series",
          "scenarios",
          "bills",
          "allocations",
          "goals");

  @TempDir Path folder;
  private HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> lists = new LinkedHashMap<>();
  private boolean empty = true;

  @BeforeEach
  void start() throws IOException {
    LISTS.forEach(list -> lists.put(list, ""));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (!method.equals("GET")) {
      requests.add(method + " " + path + " " + body);
    }
    String answer =
        method.equals("GET")
            ? "{\"items\":[" + (empty ? "" : "{}") + "],\"next\":null}"
            : "{\"id\":\"new-" + requests.size() + "\"}";
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Path archive(boolean damaged) throws IOException {
    Path file = folder.resolve("florin.zip");
    StringBuilder parts = new StringBuilder();
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> list : lists.entrySet()) {
        byte[] content = list.getValue().getBytes(StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry(list.getKey() + ".ndjson"));
        zip.write(content);
        zip.closeEntry();
        parts.append(
            "%s{\"file\":\"%s.ndjson\",\"rows\":%d,\"sha256\":\"%s\"}"
                .formatted(
                    parts.isEmpty() ? "" : ",",
                    list.getKey(),
                    list.getValue().lines().count(),
                    damaged ? "00" : hash(content)));
      }
      zip.putNextEntry(new ZipEntry("manifest.json"));
      zip.write(
          ("{\"format\":\"florin-archive\",\"version\":1,\"parts\":[" + parts + "]}")
              .getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return file;
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private int run(Path file) throws InterruptedException {
    return FileImports.run(
        List.of(file.toString()),
        Map.of(
            "FLORIN_URL",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "FLORIN_TOKEN",
            "t"));
  }

  private static String row(String id, String fields) {
    return "{\"id\":\"%s\",\"accountId\":\"a\",\"date\":\"2026-01-02\",\"pending\":false,%s}\n"
        .formatted(id, fields);
  }

  @Test
  void entersTheRowsAndBalancesOfADayInTheOrderInWhichTheyWereRecorded()
      throws IOException, InterruptedException {
    lists.put("settings", "{\"timeZone\":\"UTC\",\"buffer\":null}\n");
    lists.put("accounts", "{\"id\":\"a\",\"name\":\"Cash\",\"hidden\":true}\n");
    lists.put("categories", "{\"id\":\"c\",\"name\":\"Own\",\"system\":false}\n");
    lists.put(
        "balances",
        "{\"accountId\":\"a\",\"observedAt\":\"2026-01-02T10:00:00Z\",\"recordedAt\":\"%s\",\"current\":{}}\n"
            .formatted(java.time.Instant.ofEpochMilli(0x01a202541000L)));
    lists.put(
        "transactions",
        row(
                EARLY,
                "\"note\":\"first\",\"categoryId\":\"c\",\"merchantId\":\"m\",\"transferId\":\"t\"")
            + row(LATE, "\"note\":\"second\",\"excluded\":true,\"transferId\":\"t\""));
    lists.put(
        "rules",
        "{\"id\":\"r\",\"name\":\"R\",\"actions\":{\"categoryId\":\"c\",\"note\":null}}\n");

    assertThat(run(archive(false))).isZero();

    List<String> sent = requests.stream().filter(one -> !one.contains("settings")).toList();
    assertThat(sent)
        .containsExactly(
            "PATCH /api/users/me {\"timeZone\":\"UTC\"}",
            "POST /api/accounts {\"name\":\"Cash\"}",
            "PATCH /api/accounts/new-2 {\"hidden\":true}",
            "POST /api/categories {\"name\":\"Own\"}",
            "POST /api/transactions {\"accountId\":\"new-2\",\"date\":\"2026-01-02\","
                + "\"categoryId\":\"new-4\",\"note\":\"first\"}",
            "POST /api/accounts/new-2/balances"
                + " {\"current\":{},\"observedAt\":\"2026-01-02T10:00:00Z\"}",
            "POST /api/transactions"
                + " {\"accountId\":\"new-2\",\"date\":\"2026-01-02\",\"note\":\"second\"}",
            "PATCH /api/transactions/new-8 {\"excluded\":true}",
            "POST /api/transfers {\"transactionIds\":[\"new-6\",\"new-8\"]}",
            "POST /api/rules {\"name\":\"R\",\"actions\":{\"categoryId\":\"new-4\"}}");
  }

  @Test
  void sendsNothingIfTheArchiveIsDamagedOrTheHouseholdIsNotEmpty()
      throws IOException, InterruptedException {
    assertThat(run(archive(true))).isEqualTo(1);
    empty = false;
    assertThat(run(archive(false))).isEqualTo(1);
    assertThat(requests).isEmpty();
  }

  @Test
  void namesRowsThatAreNotRestored() throws IOException, InterruptedException {
    lists.put("accounts", "{\"id\":\"a\",\"name\":\"Cash\"}\n");
    lists.put("transactions", row(EARLY, "\"zeroAmount\":true"));
    assertThat(run(archive(false))).isEqualTo(1);
    assertThat(requests).noneMatch(one -> one.contains("/api/transactions"));
  }

  @Test
  void mapsMerchantsOfTheSameNameToOne() throws IOException, InterruptedException {
    lists.put("accounts", "{\"id\":\"a\",\"name\":\"Cash\"}\n");
    lists.put(
        "merchants",
        "{\"id\":\"m\",\"name\":\"Corner Market\"}\n{\"id\":\"n\",\"name\":\"corner  market\"}\n");
    lists.put(
        "transactions", row(EARLY, "\"merchantId\":\"m\"") + row(LATE, "\"merchantId\":\"n\""));
    assertThat(run(archive(false))).isZero();
    assertThat(requests.stream().filter(one -> one.contains("/api/merchants")))
        .containsExactly("POST /api/merchants {\"name\":\"Corner Market\"}");
    assertThat(requests.stream().filter(one -> one.contains("/api/transactions")))
        .hasSize(2)
        .allMatch(one -> one.contains("\"merchantId\":\"new-2\""));
  }
}
