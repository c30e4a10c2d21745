package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What a client sees of an answer to a write. */
record Answer(
    int status,
    boolean replayed,
    @Nullable String etag,
    @Nullable String location,
    @Nullable String body) {

  static Answer of(ResponseEntity<?> entity) {
    HttpHeaders headers = entity.getHeaders();
    return new Answer(
        entity.getStatusCode().value(),
        "true".equals(headers.getFirst("Idempotency-Replayed")),
        headers.getETag(),
        headers.getFirst("Location"),
        entity.getBody() == null ? null : entity.getBody().toString());
  }

  /** What a client of these commands would see, without HTTP in between. */
  static <T> Mono<Answer> of(JsonMapper json, Mono<ResponseEntity<T>> answered) {
    return answered
        .map(
            entity ->
                of(
                    new ResponseEntity<>(
                        json.writeValueAsString(entity.getBody()),
                        entity.getHeaders(),
                        entity.getStatusCode())))
        .onErrorResume(StoredResponse.Signal.class, signal -> Mono.just(of(signal.response())));
  }

  private static Answer of(StoredResponse stored) {
    return new Answer(
        stored.status(),
        true,
        stored.version().map(version -> "\"" + version + "\"").orElse(null),
        stored.location().map(Object::toString).orElse(null),
        stored.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null));
  }

  /** Of identical requests one was carried out and the others were told its answer. */
  static void oneExecutedAndTheOthersReplayed(List<Answer> answers) {
    Answer first = answers.stream().filter(answer -> !answer.replayed).findFirst().orElseThrow();
    assertThat(first.status).isEqualTo(201);
    assertThat(first.etag).isNotNull();
    assertThat(first.location).isNotNull();
    assertThat(answers.stream().filter(answer -> !answer.replayed)).hasSize(1);
    assertThat(answers)
        .filteredOn(Answer::replayed)
        .hasSize(answers.size() - 1)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .isEqualTo(
                        new Answer(first.status, true, first.etag, first.location, first.body)));
  }
}
