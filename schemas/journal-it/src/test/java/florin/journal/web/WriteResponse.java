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
record WriteResponse(
    int status,
    boolean replayed,
    @Nullable String etag,
    @Nullable String location,
    @Nullable String body) {

  static WriteResponse of(ResponseEntity<?> entity) {
    HttpHeaders headers = entity.getHeaders();
    return new WriteResponse(
        entity.getStatusCode().value(),
        "true".equals(headers.getFirst("Idempotency-Replayed")),
        headers.getETag(),
        headers.getFirst("Location"),
        entity.getBody() == null ? null : entity.getBody().toString());
  }

  /** What a client of these commands would see, without HTTP in between. */
  static <T> Mono<WriteResponse> of(JsonMapper json, Mono<ResponseEntity<T>> answered) {
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

  private static WriteResponse of(StoredResponse stored) {
    return new WriteResponse(
        stored.status(),
        true,
        stored.version().map(version -> "\"" + version + "\"").orElse(null),
        stored.location().map(Object::toString).orElse(null),
        stored.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null));
  }

  /** Of identical requests one was carried out and the others were told its answer. */
  static void oneExecutedAndTheOthersReplayed(List<WriteResponse> answers) {
    WriteResponse first =
        answers.stream().filter(writeResponse -> !writeResponse.replayed).findFirst().orElseThrow();
    assertThat(first.status).isEqualTo(201);
    assertThat(first.etag).isNotNull();
    assertThat(first.location).isNotNull();
    assertThat(answers.stream().filter(writeResponse -> !writeResponse.replayed)).hasSize(1);
    assertThat(answers)
        .filteredOn(WriteResponse::replayed)
        .hasSize(answers.size() - 1)
        .allSatisfy(
            writeResponse ->
                assertThat(writeResponse)
                    .isEqualTo(
                        new WriteResponse(
                            first.status, true, first.etag, first.location, first.body)));
  }
}
