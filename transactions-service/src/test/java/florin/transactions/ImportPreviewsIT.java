package florin.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

/** Files are read, adjusted, refused and imported as one change. */
class ImportPreviewsIT extends ImportingHousehold {

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

  private Map<String, Object> awaitState(Map<String, Object> one, String state) {
    String path = "/api/imports/" + one.get("id");
    await().atMost(SOON.multipliedBy(6)).until(() -> state.equals(get(path).get("state")));
    return get(path);
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
    assertThat(
            platform.count(
                "select count(*) from work.import_profile where target ="
                    + " encode(sha256(convert_to('"
                    + account
                    + "', 'UTF8')), 'hex')"))
        .isEqualTo(1);
    String profile = "/api/imports/profiles/" + next.get("profileId");
    json(
        api()
            .patch()
            .uri(profile)
            .header(HttpHeaders.CONTENT_TYPE, "application/json")
            .bodyValue(Map.of("name", "My\u0000bank"))
            .exchange(),
        400);
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
    refused(
        json(sendFile("a.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8)), 201),
        422,
        "import-format-unknown");
  }

  @Test
  void failsAnImportWhoseFileCannotBeRead() {
    Map<String, Object> damaged = upload(FIVE);
    Map<String, Object> incomplete = upload(FIVE);
    Map<String, Object> tooLarge = upload(FIVE);
    Map<String, Object> ofAnotherProcess = upload(FIVE);
    platform.execute(
        "update work.import_chunk set ciphertext = overlay(ciphertext placing '\\x00' from 20)"
            + " where import_id = '"
            + damaged.get("id")
            + "'");
    platform.execute(
        "delete from work.import_chunk where import_id = '" + incomplete.get("id") + "'");
    platform.execute("update work.import set attempts = 3 where id = '" + tooLarge.get("id") + "'");
    platform.execute(
        "update work.import set working_until = now() + interval '1 hour' where id = '"
            + ofAnotherProcess.get("id")
            + "'");
    platform.execute("update work.import set state = 'reading' where user_id = '" + user + "'");
    upload(FIVE);
    assertThat(awaitState(damaged, "failed").get("failure").toString()).contains("decrypted");
    assertThat(awaitState(incomplete, "failed").get("failure").toString()).contains("incomplete");
    assertThat(awaitState(tooLarge, "failed").get("failure").toString()).contains("too large");
    assertThat(get("/api/imports/" + ofAnotherProcess.get("id"))).containsEntry("state", "reading");
  }

  @Test
  void storesNothingOfAFileBeyondTheMostImports() {
    platform.execute(
        "insert into work.import (user_id, id, version, state, file_name, size, sha256, options,"
            + " accounts, rows_done, rows_total, created_at, expires_at) select '"
            + user
            + "', gen_random_uuid(), 1, 'preview', 'a', 1, '', '{}', '{}', 0, 0, now(), now() +"
            + " interval '1 day' from generate_series(1, 100)");
    sendFile("large.csv", new byte[1_200_000]).expectStatus().isEqualTo(422);
    assertThat(
            platform.count("select count(*) from work.import_chunk where user_id = '" + user + "'"))
        .isZero();
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

  /** Raises an error when the second part of a commit is stored. */
  private void stopCommits(String errorCode) {
    platform.execute(
        "create or replace function work.stop_commit() returns trigger security definer language"
            + " plpgsql as $$ begin perform nextval('work.stops'); raise exception 'stopped' using"
            + " errcode = '"
            + errorCode
            + "'; end $$");
    platform.execute("create sequence work.stops");
    platform.execute(
        "create trigger stop_commit before update on work.import for each row when (new.user_id = '"
            + user
            + "' and old.rows_done > 0 and new.rows_done > old.rows_done)"
            + " execute function work.stop_commit()");
  }

  private void continueCommits() {
    platform.execute("drop trigger stop_commit on work.import");
    platform.execute("drop sequence work.stops");
  }

  private Map<String, Object> commitStopped(String file, String errorCode) {
    Map<String, Object> preview = uploadTo(account, file);
    stopCommits(errorCode);
    try {
      commit(preview);
      await()
          .atMost(SOON.multipliedBy(2))
          .until(() -> platform.count("select count(*) from work.stops where is_called") == 1);
      if (!errorCode.equals("57P01")) {
        return awaitState(preview, "failed");
      }
    } finally {
      continueCommits();
    }
    upload(FIVE);
    return awaitState(preview, "committed");
  }

  @Test
  void continuesACommitThatStoppedOrTakesItsRowsBack() {
    StringBuilder file = new StringBuilder(HEADER);
    int readable = 275;
    for (int i = 0; i < 20 * readable; i++) {
      // most records of a part are not recorded, so that it is quick
      file.append("2026-01-15,S").append(i).append(i % 20 == 0 ? ",-1.00\n" : ",\n");
    }
    Map<String, Object> failed = commitStopped(file.toString(), "23514");
    assertThat(failed.get("failure").toString()).contains("record 1001");
    assertThat(items(ALL)).isEmpty();
    Map<String, Object> done = commitStopped(file.toString(), "57P01");
    assertThat(count(done, "result", "added")).isEqualTo(readable);
    assertThat(
            platform.count(
                "select count(*) from view.transaction where removed_by is null and user_id = '"
                    + user
                    + "'"))
        .isEqualTo(readable);
  }

  @Test
  void importsALargeFileInTheBackgroundAsOneChange() {
    StringBuilder file = new StringBuilder(HEADER);
    int rows = 5_100;
    int readable = rows / 6;
    for (int i = 0; i < rows; i++) {
      // most records have no amount, so that it is quick
      file.append(LocalDate.of(2024, 1, 1).plusDays(i % 700))
          .append(",SHOP ")
          .append(i)
          .append(" some longer text of a bank that fills the line of the file ")
          .append("x".repeat(300))
          .append(i % 6 == 0 ? ",-1.00\n" : ",\n");
    }
    for (int month = 0; month < 12; month++) {
      file.append(LocalDate.of(2024, 1, 15).plusMonths(month)).append(",LANDLORD,-900.00\n");
    }
    int all = readable + 12;
    Map<String, Object> started = upload(file.toString());
    Map<String, Object> preview = awaitState(started, "preview");
    assertThat(count(preview, "counts", "records")).isEqualTo(rows + 12);
    assertThat(preview.get("version")).isNotEqualTo(started.get("version"));
    preview = awaitState(change(preview.get("id"), Map.of("accountId", account)), "preview");
    assertThat(count(preview, "counts", "new")).isEqualTo(all);
    commit(preview);
    Map<String, Object> done = awaitState(preview, "committed");
    assertThat(count(done, "result", "added")).isEqualTo(all);
    assertThat(count(done, "counts", "new")).isEqualTo(all);
    assertThat(
            platform.count(
                "select count(*) from view.series_occurrence o join view.transaction t on t.id ="
                    + " o.transaction_id where t.amount = -900 and t.user_id = '"
                    + user
                    + "'"))
        .isEqualTo(12);
    assertThat(
            platform.count(
                "select count(distinct change_id) from journal.event where stream_type ="
                    + " 'transaction' and user_id = '"
                    + user
                    + "'"))
        .isEqualTo(1);
  }
}
