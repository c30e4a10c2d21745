package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Exported files, and the import of them into an empty household. */
class ExportsIT extends Household {

  private static final List<String> TEXTS =
      List.of(
          "=HYPERLINK(\"http://x\",\"y\")",
          "+41 44 000",
          "-10 % sale",
          "@home",
          "\"quoted\", and comma",
          "'n Sync",
          "''=",
          "Bäckerei 🥐",
          "שלום",
          "two\nlines",
          "Total",
          "A:B",
          "1.5");

  /** Ids, versions and sources of values, which an import cannot take over. */
  private static final Set<String> OF_ONE_HOUSEHOLD =
      Set.of(
          "id",
          "accountId",
          "externalId",
          "source",
          "merchantId",
          "merchant",
          "merchantSource",
          "categoryId",
          "categorySource",
          "version");

  @BeforeEach
  void open() {
    openAccount(account);
  }

  private EntityExchangeResult<byte[]> export(WebTestClient client, String query) {
    return client
        .get()
        .uri("/api/exports/transactions?" + query)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .returnResult();
  }

  private String text(String query) {
    return text(api(), query);
  }

  private String text(WebTestClient client, String query) {
    byte[] body = export(client, query).getResponseBody();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  private WebTestClient otherHousehold() {
    String other = "other-" + UUID.randomUUID();
    openAccount(TestPlatform.user(other), Ids.next(), "USD");
    return platform.client(port, other);
  }

  /** Uploads and commits a file whose settings and accounts are all detected. */
  private static Map<String, Object> imported(WebTestClient client, String name, String content) {
    Object id =
        json(sendFile(client, name, content.getBytes(StandardCharsets.UTF_8)), 201).get("id");
    return json(client.post().uri("/api/imports/" + id + "/commit").exchange(), 200);
  }

  private static String category(WebTestClient client, String name, Object parent) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("name", name));
    if (parent != null) {
      body.put("parentId", parent);
    }
    return (String)
        json(
                client
                    .post()
                    .uri("/api/categories")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(body)
                    .exchange(),
                201)
            .get("id");
  }

  private static List<String> categories(WebTestClient client) {
    String home = category(client, "Home", null);
    String repairs = category(client, "Repairs", home);
    return List.of(
        home, repairs, category(client, "Roof", repairs), category(client, "=Sum", null));
  }

  private void enterRandom(Random random, List<String> categories) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("accountId", account);
    body.put("date", LocalDate.of(2026, 1, 1).plusDays(random.nextInt(5)).toString());
    body.put(
        "amount",
        Map.of(
            "amount",
            List.of("-12.50", "0.01", "9007199254740.01").get(random.nextInt(3)),
            "currency",
            "USD"));
    body.put("description", TEXTS.get(random.nextInt(TEXTS.size())));
    if (random.nextBoolean()) {
      body.put("note", TEXTS.get(random.nextInt(TEXTS.size())));
    }
    if (!categories.isEmpty() && random.nextBoolean()) {
      body.put("categoryId", categories.get(random.nextInt(categories.size())));
    }
    json(post("/api/transactions", body), 201);
  }

  @Test
  void c64CsvIsTheSameAfterItsImportIntoAnEmptyHousehold() {
    List<String> categories = categories(api());
    enterRandomly(categories);
    String file = text("format=csv");
    WebTestClient other = otherHousehold();
    categories(other);

    Map<String, Object> result = imported(other, "florin.csv", file);

    assertThat(result.get("state")).isEqualTo("committed");
    assertThat(text(other, "format=csv")).isEqualTo(file);
    assertThat(file.lines().findFirst())
        .contains("date,amount,currency,description,note,category,tags,account,id");
    assertThat(file).doesNotContain("\r\n\r\n").contains("9007199254740.01,USD,");
  }

  private void enterRandomly(List<String> categories) {
    SeededRuns.forEachSeed(
        1,
        random -> {
          for (int i = 0; i < TestScale.of(25, 300); i++) {
            enterRandom(random, categories);
          }
        });
  }

  private static List<Map<String, Object>> read(String ndjson) {
    return ndjson
        .lines()
        .map(
            line -> {
              Map<String, Object> row =
                  JsonMapper.shared().readValue(line, new TypeReference<Map<String, Object>>() {});
              row.keySet().removeAll(OF_ONE_HOUSEHOLD);
              return row;
            })
        .toList();
  }

  @Test
  void ndjsonHasEqualRowsAfterItsImportIntoAnEmptyHousehold() {
    enterRandomly(categories(api()));
    Map<String, Object> whole = enter(LocalDate.of(2026, 1, 9), "-3.00", "Whole");
    splitInTwo(whole.get("id"));
    String file = text("format=ndjson");
    WebTestClient other = otherHousehold();
    categories(other);

    imported(other, "florin.ndjson", file);

    assertThat(read(text(other, "format=ndjson"))).isEqualTo(read(file)).hasSizeGreaterThan(25);
  }

  @Test
  void ofxIsTheSameAfterItsImportIntoAnEmptyHousehold() {
    json(
        post(
            "/api/transactions",
            Map.of(
                "accountId", account,
                "date", "2026-01-02",
                "amount", Map.of("amount", "-12.50", "currency", "USD"),
                "description", "A text that is longer than the name of an OFX row can be",
                "note", "two\nlines & <tags> ${id}")),
        201);
    enter(LocalDate.of(2026, 1, 3), "100.00", "Pay & <Co>");
    enterRandomly(List.of());
    json(api().get().uri("/api/exports/transactions?format=ofx").exchange(), 422);
    String file = text("format=ofx&accountId=" + account);
    WebTestClient other = otherHousehold();

    imported(other, "florin.ofx", file);

    assertThat(file)
        .contains("<CURDEF>USD</CURDEF>", "<TRNTYPE>DEBIT</TRNTYPE>", "</OFX>")
        .contains("<DTSTART>202601");
    assertThat(text(other, "format=csv")).isEqualTo(text("format=csv"));
  }

  @Test
  void everyOtherListIsAFileToo() {
    categories(api());
    enter(LocalDate.of(2026, 1, 2), "-1.00", "=Shop");
    for (String list : List.of("categories", "merchants", "rules", "series")) {
      String csv = exported(list + "?format=csv");
      assertThat(csv).startsWith("id,").endsWith("\r\n");
      assertThat(exported(list + "?format=ndjson").lines().count())
          .isEqualTo(csv.lines().count() - 1);
    }
    assertThat(exported("categories")).contains(",'=Sum,");
  }

  private String exported(String path) {
    byte[] body =
        api()
            .get()
            .uri("/api/exports/" + path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return body == null ? "" : new String(body, StandardCharsets.UTF_8);
  }

  private void splitInTwo(Object id) {
    json(
        api()
            .put()
            .uri("/api/transactions/" + id + "/splits")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(
                """
                {"parts":[{"amount":{"amount":"-1.00","currency":"USD"},"note":"a"},
                 {"amount":{"amount":"-2.00","currency":"USD"}}]}
                """)
            .exchange(),
        200);
  }

  @Test
  void ndjsonHasTheRowsOfTheListWithoutRunningBalances() {
    enter(LocalDate.of(2026, 1, 2), "-1.00", "Second");
    enter(LocalDate.of(2026, 1, 1), "-2.00", "First");
    Map<String, Object> split = enter(LocalDate.of(2026, 1, 3), "-3.00", "Third");
    splitInTwo(split.get("id"));

    List<Object> exported =
        text("format=ndjson")
            .lines()
            .map(line -> (Object) JsonMapper.shared().readValue(line, Map.class))
            .toList();

    List<Map<String, Object>> listed = items("sort=date");
    listed.forEach(item -> item.put("runningBalance", null));
    assertThat(exported).isEqualTo(listed).hasSize(3);
  }

  @Test
  void aFilterNarrowsTheFileAndItsHeadersDescribeIt() {
    enter(LocalDate.of(2026, 1, 1), "-1.00", "Left out");
    enter(LocalDate.of(2026, 2, 1), "-2.00", "Chosen");

    EntityExchangeResult<byte[]> file = export(api(), "from=2026-02-01&direction=out");

    assertThat(new String(file.getResponseBody(), StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("Chosen");
    assertThat(file.getResponseHeaders().getContentType())
        .isEqualTo(MediaType.parseMediaType("text/csv;charset=UTF-8"));
    assertThat(file.getResponseHeaders().getContentDisposition().getFilename())
        .matches("transactions-\\d{4}-\\d\\d-\\d\\d\\.csv");
    assertThat(Long.parseLong(file.getResponseHeaders().getFirst("Florin-Position")))
        .isEqualTo(
            platform.count(
                "select max(position) from journal.event where user_id = '" + user + "'"));
  }

  @Test
  void anEmptyListIsAFileWithoutRows() {
    assertThat(text("format=csv").lines()).hasSize(1);
    assertThat(text("format=ndjson")).isEmpty();
  }

  @Test
  void namesAnUnknownFormatOrParameter() {
    refused("format=pdf", "export-format-unknown", "format: 'pdf' (expected: csv, ndjson, ofx)");
    refused("sort=date", "unknown-parameter", "sort");
    refused("from=2026-02-01&to=2026-01-01", "invalid-parameter", "from: '2026-02-01'");
  }

  private void refused(String query, String type, String detail) {
    EntityExchangeResult<byte[]> answer =
        api()
            .get()
            .uri("/api/exports/transactions?" + query)
            .exchange()
            .expectStatus()
            .isBadRequest()
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .expectHeader()
            .doesNotExist("Content-Disposition")
            .expectBody()
            .returnResult();
    assertThat(new String(answer.getResponseBody(), StandardCharsets.UTF_8))
        .contains("urn:florin:problem:" + type, detail);
  }

  private static final String MANY =
      """
      insert into mirror.users (user_id, known_since) values ('%1$s', now());
      insert into view.transaction (id, user_id, account_id, source, date, amount, currency, description, pending,
          category_source, merchant_source, tags, stream_version, version, at)
      select gen_random_uuid(), '%1$s', '%1$s', 'manual', date '2020-01-01' + n %% 700, -1 - n %% 200, 'USD', 'row ' || n,
        false, 'none', 'none', '{}', 1, 1, now()
      from generate_series(1, %2$d) n;
      """;

  /** Run with {@code -Xmx192m} and {@code -Dflorin.long=true} to see that they need no more. */
  @Test
  void rowsAreSentPageByPageInOrder() throws IOException, InterruptedException {
    int count = TestScale.of(1_203, 100_000);
    String many = "many-" + UUID.randomUUID();
    UUID id = TestPlatform.user(many);
    platform.execute(MANY.formatted(id, count));
    try {
      for (String format : List.of("csv", "ndjson")) {
        long start = System.nanoTime();
        List<String> dates = dates(many, format);
        System.out.printf(
            "export of %d rows as %s: %d ms%n",
            count, format, Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertThat(dates).hasSize(count).isSorted();
      }
    } finally {
      // No event made these rows: a rebuild would not find them again.
      platform.execute("delete from mirror.users where user_id = '" + id + "'");
    }
  }

  private List<String> dates(String subject, String format)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + port + "/api/exports/transactions?format=" + format))
            .header("Authorization", "Bearer " + platform.identity().token(subject))
            .build();
    Pattern date = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9]");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .map(date::matcher)
          .filter(Matcher::find)
          .map(found -> found.group().intern())
          .toList();
    }
  }
}
