package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.sample.RunningSample;
import florin.journal.sample.SampleApplication.NoteRow;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many users at once, four times as many requests as the pool has connections. */
class ManyUsersIT extends RunningSample {

  private static final int USERS = 200;
  private static final int AT_ONCE = 4 * 8;

  private record NotesPage(List<NoteRow> items) {}

  private record Seen(String user, List<String> texts) {}

  @Test
  void areAllAnsweredAndSeeOnlyTheirOwn() {
    String run = UUID.randomUUID().toString();
    WebClient client = WebClient.create("http://127.0.0.1:" + port);
    int rounds = TestScale.of(4, 40);
    List<Seen> seen =
        Flux.range(0, USERS * rounds)
            .flatMap(i -> takeAndLook(client, run + "-" + i % USERS, i / USERS), AT_ONCE)
            .collectList()
            .block(Duration.ofMinutes(5));
    assertThat(seen).hasSize(USERS * rounds);
    assertThat(seen)
        .allSatisfy(
            page ->
                assertThat(page.texts).isNotEmpty().allMatch(text -> text.startsWith(page.user)));
    assertThat(
            platform.count(
                "select count(*) from (select user_id from view.note where text like '"
                    + run
                    + "-%' group by user_id having count(*) = "
                    + rounds
                    + ") complete"))
        .isEqualTo(USERS);
  }

  private Mono<Seen> takeAndLook(WebClient client, String user, int round) {
    String token = platform.identity().token(user);
    return client
        .post()
        .uri("/api/notes")
        .headers(headers -> headers.setBearerAuth(token))
        .bodyValue(Map.of("text", user + "/" + round))
        .retrieve()
        .toBodilessEntity()
        .then(
            client
                .get()
                .uri("/api/notes")
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .bodyToMono(NotesPage.class))
        .map(page -> new Seen(user + "/", page.items.stream().map(NoteRow::text).toList()));
  }
}
