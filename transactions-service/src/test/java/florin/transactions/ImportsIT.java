package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.test.TestScale;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** Files are uploaded, previewed, imported once and undone as a whole. */
class ImportsIT extends Household {

  private static final String HEADER = "Date,Description,Amount\n";

  @BeforeEach
  void open() {
    openAccount(account);
  }

  private Map<String, Object> upload(String content) {
    return json(sendFile("bank.csv", content.getBytes(StandardCharsets.UTF_8)), 201);
  }

  private Map<String, Object> change(Object id, Object body) {
    return json(
        api()
            .patch()
            .uri("/api/imports/" + id)
            .header(HttpHeaders.CONTENT_TYPE, "application/json")
            .bodyValue(body)
            .exchange(),
        200);
  }

  private Map<String, Object> uploadTo(UUID target, String content) {
    return change(upload(content).get("id"), Map.of("accountId", target));
  }

  private Map<String, Object> commit(Map<String, Object> preview) {
    return json(api().post().uri("/api/imports/" + preview.get("id") + "/commit").exchange(), 200);
  }

  private static int count(Map<String, Object> one, String part, String name) {
    return (Integer) ((Map<?, ?>) one.get(part)).get(name);
  }

  private List<String> statuses(Map<String, Object> preview) {
    return rows(preview).stream().map(row -> String.valueOf(row.get("status"))).toList();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> rows(Map<String, Object> preview) {
    return (List<Map<String, Object>>)
        get("/api/imports/" + preview.get("id") + "/rows?limit=500").get("items");
  }

  private Map<String, Object> named(String description) {
    return items(ALL).stream()
        .filter(row -> description.equals(row.get("description")))
        .findFirst()
        .orElseThrow();
  }

  private static final String FIVE =
      HEADER
          + """
          2026-01-15,RENT,-900.00
          2026-01-16,SHOP A,-12.50
          2026-01-17,SHOP B,-161.95
          2026-01-18,CAFE,-4.80
          2026-01-19,PAY,2500.00
          """;

  @Test
  void c52ImportsAFileOnceAndKeepsEditedAndRemovedRows() {
    Map<String, Object> first = uploadTo(account, FIVE);
    assertThat(first).containsEntry("state", "preview").containsEntry("format", "csv");
    assertThat(statuses(first)).containsOnly("new").hasSize(5);
    Map<String, Object> committed = commit(first);
    assertThat(committed).containsEntry("state", "committed");
    assertThat(count(committed, "result", "added")).isEqualTo(5);
    assertThat(items(ALL)).hasSize(5).allMatch(row -> "import".equals(row.get("source")));

    patch(named("SHOP A").get("id"), "{\"description\":\"Mine\",\"tags\":[\"x\"]}")
        .expectStatus()
        .isOk();
    Object removed = named("CAFE").get("id");
    api().delete().uri("/api/transactions/" + removed).exchange().expectStatus().isOk();
    Object split = named("SHOP B").get("id");
    api()
        .put()
        .uri("/api/transactions/" + split + "/splits")
        .header(HttpHeaders.CONTENT_TYPE, "application/json")
        .bodyValue(
            "{\"parts\":[{\"amount\":{\"amount\":\"-111.95\",\"currency\":\"USD\"}},"
                + "{\"amount\":{\"amount\":\"-50.00\",\"currency\":\"USD\"}}]}")
        .exchange()
        .expectStatus()
        .isOk();

    Map<String, Object> again = uploadTo(account, FIVE);
    assertThat(statuses(again))
        .containsExactly("known", "known", "known", "removed-before", "known");
    assertThat(rows(again).get(3)).containsEntry("transactionId", removed);
    Map<String, Object> second = commit(again);
    assertThat(count(second, "result", "added")).isZero();
    assertThat(count(second, "result", "removedBefore")).isEqualTo(1);
    assertThat(items(ALL)).hasSize(4);

    Map<String, Object> third =
        commit(
            uploadTo(
                account,
                HEADER
                    + """
                    2026-01-17,SHOP B,-161.95
                    2026-01-18,CAFE,-4.80
                    2026-01-19,PAY,2500.00
                    2026-01-20,SHOP C,-50.00
                    2026-01-21,SHOP D,-1.00
                    """));
    assertThat(count(third, "result", "added")).isEqualTo(2);
    assertThat(items(ALL)).hasSize(6);
    undo(third);
    assertThat(items(ALL)).hasSize(4);
    assertThat(get("/api/imports/" + third.get("id"))).containsEntry("undone", true);
    assertThat(get("/api/transactions/" + split).get("splits")).asList().hasSize(2);
  }

  private void undo(Map<String, Object> committed) {
    api()
        .post()
        .uri("/api/changes/transactions/" + committed.get("changeId") + "/undo")
        .exchange()
        .expectStatus()
        .isOk();
  }

  @Test
  void importsAFileAgainAfterItsImportWasUndone() {
    undo(commit(uploadTo(account, FIVE)));
    assertThat(items(ALL)).isEmpty();
    Map<String, Object> again = commit(uploadTo(account, FIVE));
    assertThat(count(again, "result", "added")).isEqualTo(5);
    assertThat(items(ALL)).hasSize(5);
  }

  @Test
  void c45AsksWhenTheBankRenumbersItsIds() {
    String head = "Date,Description,Amount,FITID\n";
    commit(uploadTo(account, head + "2026-01-15,PAYPAL,-23.40,20260126001\n"));
    Map<String, Object> second =
        uploadTo(
            account,
            head + "2026-01-15,PAYPAL,-23.40,20260127001\n2026-01-15,PAYPAL,-23.40,20260127002\n");
    assertThat(statuses(second)).containsExactly("looks-like", "new");
    Map<String, Object> done = commit(second);
    assertThat(count(done, "result", "added")).isEqualTo(1);
    assertThat(count(done, "result", "looksLike")).isEqualTo(1);
    assertThat(items(ALL)).hasSize(2);
  }

  @Test
  void c60ProposesAManualRowAndLinksItByDecisionOnly() {
    Object manual = enter(LocalDate.of(2026, 1, 19), "-50.00", "By hand").get("id");
    String file = HEADER + "2026-01-20,SHOP,-50.00\n";
    Map<String, Object> preview = uploadTo(account, file);
    assertThat(rows(preview).getFirst())
        .containsEntry("status", "looks-like")
        .containsEntry("transactionId", manual);
    change(preview.get("id"), Map.of("decisions", List.of(Map.of("row", 1, "decision", "same"))));
    Map<String, Object> done = commit(preview);
    assertThat(count(done, "result", "linked")).isEqualTo(1);
    assertThat(items(ALL)).hasSize(1);
    assertThat(get("/api/transactions/" + manual))
        .containsEntry("description", "By hand")
        .containsEntry("date", "2026-01-19");
    assertThat(statuses(uploadTo(account, file))).containsExactly("known");
    undo(done);
    assertThat(statuses(uploadTo(account, file))).containsExactly("looks-like");
  }

  @Test
  void proposesABankRowAndAddsItWhenTheUserDecidesSo() {
    observe(seen("B", "-10.00", false, null));
    awaitCount(1);
    String day = only("B").get("date").toString();
    Map<String, Object> preview = uploadTo(account, HEADER + day + ",OTHER,-10.00\n");
    assertThat(statuses(preview)).containsExactly("looks-like");
    change(preview.get("id"), Map.of("decisions", List.of(Map.of("row", 1, "decision", "new"))));
    assertThat(count(commit(preview), "result", "added")).isEqualTo(1);
    assertThat(items(ALL)).hasSize(2);
  }

  @Test
  void asksForAnAmbiguousDateOrderAndRemembersTheAnswer() {
    String file = "Date,Description,Amount\n03/04/2026,A,-1.00\n05/06/2026,B,2.00\n";
    Map<String, Object> preview = uploadTo(account, file);
    Map<?, ?> order = setting(preview, "dateOrder");
    assertThat(order.get("origin")).isEqualTo("needed");
    assertThat((List<?>) order.get("readings")).hasSize(2);
    refused(preview, 422, "import-setting-needed");
    preview = change(preview.get("id"), Map.of("dateOrder", "MDY"));
    assertThat(((Map<?, ?>) rows(preview).getFirst().get("values")).get("date"))
        .isEqualTo("2026-03-04");
    commit(preview);

    Map<String, Object> next = upload(file.replace("2026", "2025"));
    assertThat(setting(next, "dateOrder").get("origin")).isEqualTo("remembered");
    assertThat(((Map<?, ?>) ((List<?>) next.get("accounts")).getFirst()).get("accountId"))
        .isEqualTo(account.toString());
    assertThat(next.get("profileId")).isNotNull();
    String profile = "/api/imports/profiles/" + next.get("profileId");
    json(
        api()
            .patch()
            .uri(profile)
            .header(HttpHeaders.CONTENT_TYPE, "application/json")
            .bodyValue(Map.of("name", "My bank"))
            .exchange(),
        200);
    assertThat(get("/api/imports/profiles").get("items")).asList().hasSize(1);
    api().delete().uri(profile).exchange().expectStatus().isNoContent();
    assertThat(setting(upload(file), "dateOrder").get("origin")).isEqualTo("needed");
  }

  private static Map<?, ?> setting(Map<String, Object> preview, String name) {
    return ((List<?>) preview.get("settings"))
        .stream()
            .map(one -> (Map<?, ?>) one)
            .filter(one -> name.equals(one.get("name")))
            .findFirst()
            .orElseThrow();
  }

  private void refused(Map<String, Object> preview, int status, String code) {
    api()
        .post()
        .uri("/api/imports/" + preview.get("id") + "/commit")
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.type")
        .value(type -> assertThat(type.toString()).endsWith(code));
  }

  @Test
  void demandsAnAccountAndLeavesOutSkippedOnes() {
    String file =
        "Date,Description,Amount,Account\n2026-01-15,A,-1.00,One\n2026-01-15,B,-2.00,Two\n";
    Map<String, Object> preview = upload(file);
    assertThat(statuses(preview)).containsOnly("undecided");
    refused(preview, 422, "import-account-needed");
    preview =
        change(
            preview.get("id"),
            Map.of(
                "accounts",
                List.of(
                    Map.of("name", "One", "accountId", account),
                    Map.of("name", "Two", "skip", true))));
    Map<String, Object> done = commit(preview);
    assertThat(count(done, "result", "added")).isEqualTo(1);
    assertThat(count(done, "result", "skipped")).isEqualTo(1);
  }

  @Test
  void answersARepeatedUploadAndCommitOnce() {
    String key = UUID.randomUUID().toString();
    byte[] bytes = FIVE.getBytes(StandardCharsets.UTF_8);
    Object id = json(sendFile("a.csv", bytes, "Idempotency-Key", key), 201).get("id");
    assertThat(json(sendFile("a.csv", bytes, "Idempotency-Key", key), 201)).containsEntry("id", id);
    sendFile("a.csv", "other".getBytes(StandardCharsets.UTF_8), "Idempotency-Key", key)
        .expectStatus()
        .isEqualTo(422);
    Map<String, Object> preview = change(id, Map.of("accountId", account));
    api()
        .post()
        .uri("/api/imports/" + id + "/commit")
        .header(HttpHeaders.IF_MATCH, "\"77\"")
        .exchange()
        .expectStatus()
        .isEqualTo(412);
    assertThat(commit(preview).get("changeId")).isEqualTo(commit(preview).get("changeId"));
    assertThat(items(ALL)).hasSize(5);
    api().delete().uri("/api/imports/" + id).exchange().expectStatus().isEqualTo(409);
  }

  @Test
  void cancelsAPreviewAndRefusesWhatIsNoFile() {
    Object id = upload(FIVE).get("id");
    api().delete().uri("/api/imports/" + id).exchange().expectStatus().isNoContent();
    api().get().uri("/api/imports/" + id).exchange().expectStatus().isNotFound();
    assertThat(
            platform.count("select count(*) from work.import_row where import_id = '" + id + "'"))
        .isZero();
    sendFile("empty.csv", new byte[0]).expectStatus().isEqualTo(422);
    api().post().uri("/api/imports").exchange().expectStatus().isEqualTo(415);
    assertThat(upload("\u0000\u0001 nothing")).containsEntry("state", "preview");
  }

  private static final String OFX_HEAD =
      "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD"
          + "<BANKACCTFROM><ACCTID>42</BANKACCTFROM><BANKTRANLIST>";
  private static final String OFX_TAIL =
      "</BANKTRANLIST><LEDGERBAL><BALAMT>739.64<DTASOF>20260131</LEDGERBAL>"
          + "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

  private static String ofxRow(String day, String amount, String id, String name) {
    return "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>%s<TRNAMT>%s<FITID>%s<NAME>%s</STMTTRN>\n"
        .formatted(day, amount, id, name);
  }

  private Map<String, Object> uploadOfx(String rows) {
    byte[] file = (OFX_HEAD + rows + OFX_TAIL).getBytes(StandardCharsets.UTF_8);
    return change(json(sendFile("bank.ofx", file), 201).get("id"), Map.of("accountId", account));
  }

  @Test
  void c42ImportsTheOneRowOfThreeThatCanBeRead() {
    Map<String, Object> preview =
        uploadOfx(
            ofxRow("20260115", "-10.00", "A", "ONE")
                + ofxRow("20260116", "            .  ", "B", "TWO")
                + ofxRow("20260117", "", "C", "THREE"));
    assertThat(statuses(preview)).containsExactly("new", "unreadable", "unreadable");
    Map<String, Object> done = commit(preview);
    assertThat(count(done, "result", "added")).isEqualTo(1);
    assertThat(count(done, "result", "unreadable")).isEqualTo(2);
    Map<?, ?> named = (Map<?, ?>) ((List<?>) done.get("accounts")).getFirst();
    assertThat(named.get("name").toString()).contains("42");
    assertThat(((Map<?, ?>) named.get("balance")).get("amount")).isEqualTo("739.64");
  }

  @Test
  void c44CountsEqualRowsWithoutIdsPerDay() {
    String week =
        ofxRow("20260115", "-5.00", "", "COFFEE") + ofxRow("20260115", "-5.00", "", "COFFEE");
    String both =
        week
            + ofxRow("20260116", "-5.00", "", "COFFEE")
            + ofxRow("20260115", "-5.00", "0", "COFFEE");
    assertThat(count(commit(uploadOfx(both)), "result", "added")).isEqualTo(4);
    assertThat(count(commit(uploadOfx(both)), "result", "added")).isZero();
    Map<String, Object> next =
        commit(
            uploadOfx(
                ofxRow("20260116", "-5.00", "", "COFFEE")
                    + ofxRow("20260117", "-5.00", "", "COFFEE")));
    assertThat(count(next, "result", "added")).isEqualTo(1);
    assertThat(items(ALL)).hasSize(5);
  }

  @Test
  void proposesTheSameRowOfAFileInAnotherFormat() {
    commit(uploadTo(account, HEADER + "2026-01-15,SHOP 12 CARD,-10.00\n"));
    Map<String, Object> preview = uploadOfx(ofxRow("20260115", "-10.00", "A", "SHOP"));
    assertThat(statuses(preview)).containsExactly("looks-like");
  }

  @Test
  void c58ReadsTheFileAgainInTheEncodingThatTheUserChose() {
    byte[] czech = {0x50, (byte) 0xF8, (byte) 0xED, 0x73, 0x70, (byte) 0xEC, 0x76, 0x65, 0x6B};
    byte[] head = (HEADER + "2026-01-15,").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ",-12.50\n".getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[head.length + czech.length + tail.length];
    System.arraycopy(head, 0, file, 0, head.length);
    System.arraycopy(czech, 0, file, head.length, czech.length);
    System.arraycopy(tail, 0, file, head.length + czech.length, tail.length);
    Object id = json(sendFile("cz.csv", file), 201).get("id");
    Map<String, Object> preview =
        change(id, Map.of("encoding", "windows-1250", "accountId", account));
    assertThat(((Map<?, ?>) rows(preview).getFirst().get("values")).get("text"))
        .isEqualTo("P\u0159\u00edsp\u011bvek");
    commit(preview);
    Map<String, Object> again = json(sendFile("cz2.csv", file), 201);
    assertThat(setting(again, "encoding").get("origin")).isEqualTo("remembered");
    assertThat(statuses(again)).containsExactly("known");
    api()
        .patch()
        .uri("/api/imports/" + again.get("id"))
        .header(HttpHeaders.CONTENT_TYPE, "application/json")
        .bodyValue(Map.of("columns", Map.of("date", "No such column")))
        .exchange()
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.errors[0].pointer")
        .isEqualTo("/columns/date");
  }

  @Test
  void appliesRulesAndMatchesTransfersAsOfBankRows() {
    UUID savings = UUID.randomUUID();
    openAccount(savings);
    json(
        post(
            "/api/rules",
            Map.of(
                "name",
                "Coffee",
                "conditions",
                List.of(Map.of("field", "description", "operator", "contains", "text", "cafe")),
                "actions",
                Map.of("note", "by rule"))),
        201);
    commit(uploadTo(account, HEADER + "2026-01-15,CAFE,-3.00\n2026-01-16,TO SAVINGS,-500.00\n"));
    commit(
        uploadTo(
            savings, HEADER + "2026-01-16,TRANSFER FROM CHECKING,500.00\n2026-01-31,FEE,-1.00\n"));
    assertThat(named("CAFE")).containsEntry("note", "by rule");
    assertThat(
            named("TO SAVINGS").get("transferId") != null
                || !((List<?>) get("/api/transfers/suggestions").get("items")).isEmpty())
        .isTrue();
  }

  @Test
  void importsALargeFileInTheBackgroundAsOneChange() {
    StringBuilder file = new StringBuilder(HEADER);
    int rows = Integer.getInteger("rows", TestScale.of(6_000, 1_000_000));
    for (int i = 0; i < rows; i++) {
      file.append(LocalDate.of(2024, 1, 1).plusDays(i % 700))
          .append(",SHOP ")
          .append(i)
          .append(" some longer text of a bank that fills the line of the file ")
          .append("x".repeat(300))
          .append(",-1.00\n");
    }
    Map<String, Object> started = upload(file.toString());
    Map<String, Object> preview = awaitState(started, "preview");
    assertThat(count(preview, "counts", "records")).isEqualTo(rows);
    preview = awaitState(change(preview.get("id"), Map.of("accountId", account)), "preview");
    assertThat(count(preview, "counts", "new")).isEqualTo(rows);
    commit(preview);
    Map<String, Object> done = awaitState(preview, "committed");
    assertThat(count(done, "result", "added")).isEqualTo(rows);
    assertThat(
            platform.count(
                "select count(distinct change_id) from journal.event where stream_type ="
                    + " 'transaction' and user_id = '"
                    + user
                    + "'"))
        .isEqualTo(1);
  }

  private Map<String, Object> awaitState(Map<String, Object> one, String state) {
    String path = "/api/imports/" + one.get("id");
    await()
        .atMost(SOON.multipliedBy(Integer.getInteger("rows") == null ? TestScale.of(2, 60) : 20))
        .until(() -> state.equals(get(path).get("state")));
    return get(path);
  }

  @Test
  void neitherDoublesNorLosesRowsOfRandomOverlaps() {
    java.util.Random random = new java.util.Random(Long.getLong("seed", 19));
    List<String> lines = new ArrayList<>();
    Map<String, Integer> expected = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      String line =
          LocalDate.of(2026, 1, 13).plusDays(i / 4)
              + ",SHOP "
              + random.nextInt(3)
              + ",-"
              + (1 + random.nextInt(3))
              + ".00";
      lines.add(line);
      expected.merge(line, 1, Integer::sum);
    }
    int from = 0;
    while (from < lines.size()) {
      int until = Math.min(lines.size(), from + 8 + 4 * random.nextInt(3));
      int start = Math.max(0, from - 4 * random.nextInt(3));
      commit(uploadTo(account, HEADER + String.join("\n", lines.subList(start, until)) + "\n"));
      List<Map<String, Object>> all = items(ALL);
      Map<String, Object> edited = all.get(random.nextInt(all.size()));
      patch(
              edited.get("id"),
              "{\"note\":\"edited\",\"date\":\"2026-02-%02d\"}".formatted(1 + random.nextInt(20)))
          .expectStatus()
          .isOk();
      from = until;
    }
    commit(uploadTo(account, HEADER + String.join("\n", lines) + "\n"));
    assertThat(items(ALL)).hasSize(lines.size());
    Map<String, Integer> found = new TreeMap<>();
    platform
        .query(
            "select r.date || ',' || r.text || ',' || trim_scale(r.amount) as line from"
                + " view.imported_row r where r.user_id = '"
                + user
                + "'")
        .forEach(
            row -> found.merge(((Map<?, ?>) row).get("line").toString() + ".00", 1, Integer::sum));
    assertThat(found).isEqualTo(expected);
  }
}
