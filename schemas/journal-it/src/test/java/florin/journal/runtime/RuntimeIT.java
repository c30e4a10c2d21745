package florin.journal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.sample.RunningSample;
import florin.journal.sample.SampleApplication;
import florin.journal.test.DatabaseRules;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RuntimeIT extends RunningSample {

  @Nested
  class Commands {

    @Test
    void readTheirOwnWrites() {
      String user = "reader-" + UUID.randomUUID();
      SampleApplication.NoteRow taken = take(user, "Ünïcode");
      as(user)
          .get()
          .uri("/api/notes")
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("Cache-Control", "no-store")
          .expectBody()
          .jsonPath("$.items.length()")
          .isEqualTo(1)
          .jsonPath("$.items[0].id")
          .isEqualTo(taken.id().toString())
          .jsonPath("$.next")
          .isEqualTo(null);
    }

    @Test
    void appendNothingWhenItIsAlreadySo() {
      String user = "same-" + UUID.randomUUID();
      UUID id = take(user, "a").id();
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .bodyValue(Map.of("text", "a"))
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("ETag", "\"1\"")
          .expectHeader()
          .doesNotExist("Change-Id");
      assertThat(
              platform.count("select count(*) from journal.event where stream_id = '" + id + "'"))
          .isEqualTo(1);
    }

    @Test
    void demandTheVersionOfIfMatch() {
      String user = "etag-" + UUID.randomUUID();
      UUID id = take(user, "a").id();
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("If-Match", "\"1\"")
          .bodyValue(Map.of("text", "b"))
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .valueEquals("ETag", "\"2\"")
          .expectHeader()
          .value(
              "Change-Id",
              change ->
                  assertThat(
                          platform.count(
                              "select count(*) from journal.event where stream_id = '%s' and change_id = '%s' and version = 2"
                                  .formatted(id, UUID.fromString(change))))
                      .isEqualTo(1));
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("If-Match", "\"1\"")
          .bodyValue(Map.of("text", "c"))
          .exchange()
          .expectStatus()
          .isEqualTo(412)
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:version-mismatch");
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("If-Match", "W/\"2\"")
          .bodyValue(Map.of("text", "c"))
          .exchange()
          .expectStatus()
          .isBadRequest();
    }

    @Test
    void tellNullFromAbsent() {
      String user = "patch-" + UUID.randomUUID();
      UUID id = take(user, "a").id();
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .bodyValue(Map.of())
          .exchange()
          .expectBody()
          .jsonPath("$.text")
          .isEqualTo("a");
      as(user)
          .patch()
          .uri("/api/notes/" + id)
          .header("Content-Type", "application/json")
          .bodyValue("{\"text\":null}")
          .exchange()
          .expectBody()
          .jsonPath("$.text")
          .isEqualTo(null);
    }

    @Test
    void givePagesThatMissAndRepeatNothing() {
      String user = "pages-" + UUID.randomUUID();
      Set<UUID> taken = new HashSet<>();
      for (int i = 0; i < 7; i++) {
        taken.add(take(user, "n" + i).id());
      }
      Set<UUID> seen = new HashSet<>();
      String cursor = null;
      do {
        String uri = "/api/notes?limit=3" + (cursor == null ? "" : "&cursor=" + cursor);
        Map<?, ?> page =
            as(user)
                .get()
                .uri(uri)
                .exchange()
                .expectBody(Map.class)
                .returnResult()
                .getResponseBody();
        for (Object item : (List<?>) page.get("items")) {
          assertThat(seen.add(UUID.fromString(((Map<?, ?>) item).get("id").toString()))).isTrue();
        }
        cursor = (String) page.get("next");
      } while (cursor != null);
      assertThat(seen).isEqualTo(taken);
      String foreign = "other-" + UUID.randomUUID();
      take(foreign, "x");
      Map<?, ?> page =
          as(user)
              .get()
              .uri("/api/notes?limit=1")
              .exchange()
              .expectBody(Map.class)
              .returnResult()
              .getResponseBody();
      as(foreign)
          .get()
          .uri("/api/notes?cursor=" + page.get("next"))
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.type")
          .isEqualTo("urn:florin:problem:invalid-cursor");
    }
  }

  @Nested
  class Isolation {

    @Test
    void holdsInTheDatabaseToo() {
      take("rls-" + UUID.randomUUID(), "mine");
      assertThat(platform.queryAs("app", "select * from view.note")).isEmpty();
      assertThat(platform.queryAs("app", "select * from journal.event")).isEmpty();
      assertThat(platform.count("select count(*) from view.note")).isPositive();
      DatabaseRules.check(platform);
    }
  }
}
