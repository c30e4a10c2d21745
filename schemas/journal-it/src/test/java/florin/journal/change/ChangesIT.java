package florin.journal.change;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.sample.RunningSample;
import florin.journal.sample.SampleApplication;
import florin.journal.sample.SampleApplication.TakeNote;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import florin.journal.test.TestPlatform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChangesIT extends RunningSample {

  private static final String FEED = "/api/changes/notes";

  @Autowired private Commands commands;
  @Autowired private JsonMapper json;

  private final String user = "changes-" + UUID.randomUUID();

  private JsonNode get(String who, String uri) {
    return body(as(who).get().uri(uri).exchange().expectStatus().isOk());
  }

  private JsonNode undo(String change) {
    return body(
        as(user).post().uri(FEED + "/" + change + "/undo").exchange().expectStatus().isOk());
  }

  private JsonNode refused(String who, String change, int status) {
    return body(
        as(who)
            .post()
            .uri(FEED + "/" + change + "/undo")
            .exchange()
            .expectStatus()
            .isEqualTo(status));
  }

  private JsonNode body(
      org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec answer) {
    return json.readTree(
        Objects.requireNonNull(answer.expectBody(String.class).returnResult().getResponseBody()));
  }

  private void say(UUID note, String text) {
    as(user)
        .patch()
        .uri("/api/notes/" + note)
        .bodyValue(Map.of("text", text))
        .exchange()
        .expectStatus()
        .isOk();
  }

  private String text(UUID note) {
    return get(user, "/api/notes?limit=500")
        .path("items")
        .valueStream()
        .filter(row -> row.path("id").asString().equals(note.toString()))
        .map(row -> row.path("text").isNull() ? "(none)" : row.path("text").asString())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("id").asString()).toList();
  }

  private String newest() {
    return ids(get(user, FEED + "?limit=1")).getFirst();
  }

  /** One change over several notes. */
  private UUID together(Actor actor, Map<UUID, String> texts) {
    Change change = Change.by(actor, TestPlatform.user(user), Instant.now());
    append(change, texts);
    return change.id();
  }

  private void append(Change change, Map<UUID, String> texts) {
    commands.run(change.user(), unit -> all(unit, change, texts)).block(SOON);
  }

  private static Mono<Boolean> all(UnitOfWork unit, Change change, Map<UUID, String> texts) {
    return Flux.fromIterable(texts.entrySet())
        .concatMap(
            entry ->
                unit.load(
                        SampleApplication.NOTES,
                        new StreamId(change.user(), "note", entry.getKey()))
                    .map(
                        loadedStream ->
                            unit.decide(
                                SampleApplication.NOTES,
                                loadedStream,
                                new TakeNote(
                                    entry.getKey(), Optional.of(entry.getValue()), change.at()),
                                change)))
        .then(Mono.just(true));
  }

  @Nested
  class TheFeed {

    @Test
    void listsEachChangeOnceNewestFirst() {
      UUID note = take(user, "a").id();
      say(note, "b");
      UUID bulk = together(Actor.PROVIDER, Map.of(Ids.next(), "x", Ids.next(), "y"));
      JsonNode items = get(user, FEED).path("items");
      assertThat(items.valueStream().map(item -> item.path("actor").asString()))
          .containsExactly("provider", "user", "user");
      JsonNode first = items.path(0);
      assertThat(first.path("id").asString()).isEqualTo(bulk.toString());
      assertThat(first.path("events").asInt()).isEqualTo(2);
      assertThat(first.path("resources").asInt()).isEqualTo(2);
      assertThat(first.path("types").path(0).asString()).isEqualTo("Noted");
      assertThat(first.path("resourceTypes").path(0).asString()).isEqualTo("note");
    }

    @Test
    void losesNothingThatHappenedDuringAChangeOfSeveralAppends() {
      Change running = Change.by(Actor.USER, TestPlatform.user(user), Instant.now());
      append(running, Map.of(Ids.next(), "begun"));
      UUID between = together(Actor.USER, Map.of(Ids.next(), "between"));
      append(running, Map.of(Ids.next(), "ended"));

      assertThat(ids(get(user, FEED + "?after=" + running.id())))
          .containsExactly(between.toString());
      assertThat(ids(get(user, FEED + "?before=" + running.id())))
          .containsExactly(between.toString());
    }

    @Test
    void isPagedWithoutDoublesOrHoles() {
      UUID note = take(user, "0").id();
      Stream.of("1", "2", "3", "4", "5", "6").forEach(text -> say(note, text));
      List<String> whole = ids(get(user, FEED));
      assertThat(whole).hasSize(7).doesNotHaveDuplicates();
      List<String> paged = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode page = get(user, FEED + "?limit=2" + cursor);
        paged.addAll(ids(page));
        cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
      } while (!cursor.isEmpty());
      assertThat(paged).isEqualTo(whole);
    }

    @Test
    void tellsWhatCameAfterAChangeOldestFirst() {
      UUID note = take(user, "0").id();
      Stream.of("1", "2", "3").forEach(text -> say(note, text));
      List<String> whole = ids(get(user, FEED));
      List<String> since = ids(get(user, FEED + "?after=" + whole.get(3)));
      assertThat(since).containsExactly(whole.get(2), whole.get(1), whole.get(0));
      assertThat(ids(get(user, FEED + "?after=" + whole.get(0)))).isEmpty();
    }

    @Test
    void showsTheEventsOfAChangeWithTheirValues() {
      take(user, "read me");
      JsonNode events = get(user, FEED + "/" + newest() + "/events").path("items");
      assertThat(events.size()).isEqualTo(1);
      assertThat(events.path(0).path("values").path("note").asString()).isEqualTo("read me");
    }

    @Test
    void isNobodyElses() {
      take(user, "mine");
      String change = newest();
      String other = "other-" + UUID.randomUUID();
      assertThat(get(other, FEED).path("items").isEmpty()).isTrue();
      as(other).get().uri(FEED + "/" + change).exchange().expectStatus().isNotFound();
      as(other).get().uri(FEED + "/" + change + "/events").exchange().expectStatus().isNotFound();
      assertThat(refused(other, change, 404)).isNotNull();
    }
  }

  @Nested
  class Undoing {

    @Test
    void givesBackWhatWasBefore() {
      UUID note = take(user, "before").id();
      say(note, "after");
      String change = newest();
      JsonNode undone = undo(change);
      assertThat(text(note)).isEqualTo("before");
      assertThat(undone.path("undoes").asString()).isEqualTo(change);
      JsonNode undoing = get(user, FEED + "/" + undone.path("id").asString());
      assertThat(undoing.path("undoes").asString()).isEqualTo(change);
      assertThat(get(user, FEED + "/" + change).path("undoneBy").asString())
          .isEqualTo(undone.path("id").asString());
    }

    @Test
    void canBeUndone() {
      UUID note = take(user, "before").id();
      say(note, "after");
      undo(undo(newest()).path("id").asString());
      assertThat(text(note)).isEqualTo("after");
    }

    @Test
    void takesBackWhatMadeTheResource() {
      UUID note = take(user, "made").id();
      undo(newest());
      assertThat(text(note)).isEqualTo("(none)");
    }

    @Test
    void namesTheLaterChangeThatIsInTheWay() {
      UUID note = take(user, "1").id();
      say(note, "2");
      String second = newest();
      say(note, "3");
      String third = newest();
      JsonNode problem = refused(user, second, 409);
      assertThat(problem.path("type").asString()).endsWith("undo-conflict");
      assertThat(problem.path("detail").asString()).contains(third, "note " + note);
      assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/text");
      assertThat(text(note)).isEqualTo("3");
      undo(third);
      undo(second);
      assertThat(text(note)).isEqualTo("1");
    }

    @Test
    void isRefusedASecondTimeUntilTheFirstIsTakenBack() {
      UUID note = take(user, "1").id();
      say(note, "2");
      String change = newest();
      String undone = undo(change).path("id").asString();
      JsonNode problem = refused(user, change, 409);
      assertThat(problem.path("type").asString()).endsWith("already-undone");
      assertThat(problem.path("detail").asString()).contains(undone);
      undo(undone);
      undo(change);
      assertThat(text(note)).isEqualTo("1");
    }

    @Test
    void takesBackAllOfAChangeOrNothing() {
      UUID one = take(user, "one").id();
      UUID two = take(user, "two").id();
      UUID bulk = together(Actor.USER, Map.of(one, "same", two, "same"));
      say(two, "mine");
      String later = newest();
      refused(user, bulk.toString(), 409);
      assertThat(text(one)).isEqualTo("same");
      undo(later);
      undo(bulk.toString());
      assertThat(text(one)).isEqualTo("one");
      assertThat(text(two)).isEqualTo("two");
    }

    @Test
    void isRefusedForWhatTheProviderDid() {
      UUID bulk = together(Actor.PROVIDER, Map.of(Ids.next(), "x"));
      assertThat(refused(user, bulk.toString(), 409).path("type").asString())
          .endsWith("not-undoable");
    }

    @Test
    void isRefusedForWhatIsNoChange() {
      refused(user, UUID.randomUUID().toString(), 404);
    }
  }
}
