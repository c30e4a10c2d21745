package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** Rows of files are imported once: again, overlapping, edited, removed or known from elsewhere. */
class ImportsIT extends ImportingHousehold {

  private Map<String, Object> named(String description) {
    return items(ALL).stream()
        .filter(row -> description.equals(row.get("description")))
        .findFirst()
        .orElseThrow();
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

  @Test
  void importsAFileAgainAfterItsImportWasUndone() {
    undo(commit(uploadTo(account, FIVE)));
    assertThat(items(ALL)).isEmpty();
    Map<String, Object> again = commit(uploadTo(account, FIVE));
    assertThat(count(again, "result", "added")).isEqualTo(5);
    assertThat(items(ALL)).hasSize(5);
  }

  @Test
  void importsAFileAgainAfterAnUnfinishedCommitWasUndone() {
    Map<String, Object> first = commit(uploadTo(account, FIVE));
    undo(first);
    String row = " from view.imported_file where id = '" + first.get("id") + "'";
    platform.execute("create table work.kept as select *" + row);
    platform.execute("delete" + row);
    assertThat(statuses(uploadTo(account, FIVE))).containsOnly("new").hasSize(5);
    platform.execute("insert into view.imported_file select * from work.kept");
    platform.execute("drop table work.kept");
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

  private static String qif(String name, String... records) {
    return "!Account\nN%s\nTBank\n^\n!Type:Bank\n%s\n^\n"
        .formatted(name, String.join("\n^\n", records));
  }

  private Map<String, Object> uploadQif(Map<String, UUID> accounts, String file) {
    return change(
        json(sendFile("a.qif", file.getBytes(StandardCharsets.UTF_8)), 201).get("id"),
        Map.of(
            "accounts",
            accounts.entrySet().stream()
                .map(one -> Map.of("name", one.getKey(), "accountId", one.getValue()))
                .toList()));
  }

  @Test
  void pairsTheHalvesOfATransferThatAFileStates() {
    UUID other = UUID.randomUUID();
    openAccount(other);
    Map<String, UUID> accounts = Map.of("Giro", account, "Reserve", other);
    String giro = qif("Giro", "D2026-01-15\nT-75.00\nPAlpha\nL[Reserve]");
    String reserve =
        qif("Reserve", "D2026-01-14\nT75.00\nPBeta\nL[Giro]", "D2026-01-15\nT75.00\nPGamma");
    Map<String, Object> done = commit(uploadQif(accounts, giro + reserve));
    assertThat(count(done, "result", "added")).isEqualTo(3);
    assertThat(named("Alpha").get("transferId")).isNotNull();
    assertThat(named("Beta").get("transferId")).isEqualTo(named("Alpha").get("transferId"));
    assertThat(named("Gamma").get("transferId")).isNull();
    undo(done);
    assertThat(items(ALL)).isEmpty();

    commit(uploadQif(accounts, giro));
    commit(uploadQif(accounts, reserve));
    assertThat(named("Beta").get("transferId"))
        .isNotNull()
        .isEqualTo(named("Alpha").get("transferId"));
  }

  @Test
  void tagsTheRowsAsTheirFileDoes() {
    Object before = enter(LocalDate.of(2026, 1, 13), "-9.00", "Before").get("id");
    patch(before, "{\"tags\":[\"Trip\"]}").expectStatus().isOk();
    String file =
        "Date,Description,Amount,Tags\n2026-01-15,A,-1.00,\"trip, Home\"\n2026-01-16,B,-2.00,"
            + "x".repeat(60)
            + "\n";
    Map<String, Object> done = commit(uploadTo(account, file));
    assertThat(named("A").get("tags")).isEqualTo(List.of("Home", "Trip"));
    assertThat((List<?>) named("B").get("tags")).isEmpty();
    undo(done);
    assertThat(get("/api/tags").get("items")).asList().hasSize(1);
  }

  /** Edits, splits or removes a transaction; the number of those removed. */
  private int edit(Map<String, Object> one, java.util.Random random) {
    Object id = one.get("id");
    switch (random.nextInt(4)) {
      case 0 ->
          patch(id, "{\"date\":\"2026-02-%02d\"}".formatted(1 + random.nextInt(20)))
              .expectStatus()
              .isOk();
      case 1 -> patch(id, "{\"note\":\"edited\",\"description\":\"Mine\"}").expectStatus().isOk();
      case 2 -> {
        BigDecimal amount =
            new BigDecimal(((Map<?, ?>) one.get("amount")).get("amount").toString());
        BigDecimal part = new BigDecimal("-0.25");
        json(
            api()
                .put()
                .uri("/api/transactions/" + id + "/splits")
                .header(HttpHeaders.CONTENT_TYPE, "application/json")
                .bodyValue(Map.of("parts", List.of(part(part), part(amount.subtract(part)))))
                .exchange(),
            200);
      }
      default -> {
        api().delete().uri("/api/transactions/" + id).exchange().expectStatus().isOk();
        return 1;
      }
    }
    return 0;
  }

  private static Map<String, Object> part(BigDecimal amount) {
    return Map.of("amount", Map.of("amount", amount.toPlainString(), "currency", "USD"));
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
    int removed = 0;
    int from = 0;
    while (from < lines.size()) {
      int until = Math.min(lines.size(), from + 8 + 4 * random.nextInt(3));
      int start = Math.max(0, from - 4 * random.nextInt(3));
      commit(uploadTo(account, HEADER + String.join("\n", lines.subList(start, until)) + "\n"));
      List<Map<String, Object>> all = items(ALL);
      removed += edit(all.get(random.nextInt(all.size())), random);
      from = until;
    }
    commit(uploadTo(account, HEADER + String.join("\n", lines) + "\n"));
    assertThat(items(ALL)).hasSize(lines.size() - removed);
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
