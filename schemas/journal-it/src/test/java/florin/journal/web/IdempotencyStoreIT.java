package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.sample.Letters;
import florin.journal.sample.RunningSample;
import florin.journal.sample.SampleApplication.NoteRow;
import florin.journal.stream.Ids;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import florin.journal.web.caller.CanonicalBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class IdempotencyStoreIT extends RunningSample {

  private static final int PARALLEL = 20;

  @Autowired private Commands commands;
  @Autowired private JsonMapper json;

  private long events(String user) {
    return platform.count(
        "select count(*) from journal.event where user_id = '" + TestPlatform.user(user) + "'");
  }

  private WriteResponse post(String user, String key, String body) {
    var result =
        as(user)
            .post()
            .uri("/api/notes")
            .header("Idempotency-Key", key)
            .header("Content-Type", "application/json")
            .bodyValue(body)
            .exchange()
            .returnResult(byte[].class);
    byte[] bytes = result.getResponseBodyContent();
    return new WriteResponse(
        result.getStatus().value(),
        "true".equals(result.getResponseHeaders().getFirst("Idempotency-Replayed")),
        result.getResponseHeaders().getETag(),
        result.getResponseHeaders().getFirst("Location"),
        bytes == null ? null : new String(bytes, StandardCharsets.UTF_8));
  }

  @Nested
  class IdenticalRequests {

    @Test
    void areCarriedOutOnceHoweverManyComeAtOnce() {
      String user = "parallel-" + UUID.randomUUID();
      WebClient client = client(user);
      int rounds = TestScale.of(50, 200);
      for (int round = 0; round < rounds; round++) {
        String key = "k" + round;
        WriteResponse.oneExecutedAndTheOthersReplayed(atOnce(() -> overHttp(client, key)));
      }
      assertThat(events(user)).isEqualTo(rounds);
    }

    @Test
    void areCarriedOutMoreThanOnceIfTheAnswerIsLookedUpBeforeTheHouseholdLock() {
      assertThatThrownBy(() -> parallelOn(new LookingBeforeTheLock(commands, json)))
          .isInstanceOf(AssertionError.class);
    }

    @Test
    void areCarriedOutMoreThanOnceIfTheAnswerIsStoredAfterTheCommit() {
      assertThatThrownBy(() -> parallelOn(new StoringAfterTheCommit(commands, json)))
          .isInstanceOf(AssertionError.class);
    }

    @Test
    void passTheSameCheckWithTheRealCommands() {
      parallelOn(new ApiCommands(commands, json));
    }

    private void parallelOn(ApiCommands api) {
      Caller caller = caller(UUID.randomUUID());
      WriteResponse.oneExecutedAndTheOthersReplayed(
          atOnce(
              () ->
                  WriteResponse.of(
                      json,
                      api.run(
                          caller,
                          NoteRow.class,
                          unit -> Letters.note(unit, caller, Ids.next(), "same")))));
    }

    private List<WriteResponse> atOnce(java.util.function.Supplier<Mono<WriteResponse>> request) {
      return Objects.requireNonNull(
          Flux.range(0, PARALLEL)
              .flatMap(_ -> request.get(), PARALLEL)
              .collectList()
              .block(Duration.ofMinutes(1)));
    }

    private WebClient client(String user) {
      return WebClient.builder()
          .baseUrl("http://127.0.0.1:" + port)
          .defaultHeaders(headers -> headers.setBearerAuth(platform.identity().token(user)))
          .build();
    }

    private Mono<WriteResponse> overHttp(WebClient client, String key) {
      return client
          .post()
          .uri("/api/notes")
          .header("Idempotency-Key", key)
          .bodyValue(Map.of("text", key))
          .retrieve()
          .toEntity(String.class)
          .map(WriteResponse::of);
    }
  }

  static Caller caller(UUID user) {
    return new Caller(
        user,
        Instant.parse("2026-01-01T00:00:00Z"),
        Optional.empty(),
        Optional.of(
            new Caller.IdempotencyKey("POST", "/api/notes", "k", CanonicalBody.hash(new byte[0]))));
  }

  /** Wrong: two that look at the same time both see nothing. */
  private static final class LookingBeforeTheLock extends ApiCommands {
    private final Commands commands;
    private final IdempotencyStore idempotencyStore;

    LookingBeforeTheLock(Commands commands, JsonMapper json) {
      super(commands, json);
      this.commands = commands;
      this.idempotencyStore = new IdempotencyStore(json);
    }

    @Override
    public <T> Mono<ResponseEntity<T>> run(
        Caller caller, Class<T> type, Function<UnitOfWork, Mono<CommandResponse<T>>> body) {
      Caller.IdempotencyKey key = caller.idempotency().orElseThrow();
      return commands
          .run(caller.user(), unit -> idempotencyStore.find(unit.session(), caller.user(), key))
          .flatMap(
              found ->
                  found.isPresent()
                      ? toResponseEntity(new ApiCommands.CommandOutcome.Stored<T>(found.get()))
                      : commands
                          .run(caller.user(), unit -> runAndStore(caller, key, type, unit, body))
                          .flatMap(ApiCommands::toResponseEntity));
    }
  }

  /** Wrong: between the two commits a repetition finds no answer, and a crash leaves none. */
  private static final class StoringAfterTheCommit extends ApiCommands {
    private final Commands commands;
    private final IdempotencyStore idempotencyStore;

    StoringAfterTheCommit(Commands commands, JsonMapper json) {
      super(commands, json);
      this.commands = commands;
      this.idempotencyStore = new IdempotencyStore(json);
    }

    @Override
    public <T> Mono<ResponseEntity<T>> run(
        Caller caller, Class<T> type, Function<UnitOfWork, Mono<CommandResponse<T>>> body) {
      Caller.IdempotencyKey key = caller.idempotency().orElseThrow();
      return commands
          .run(caller.user(), unit -> runOnce(caller, type, unit, body))
          .flatMap(
              commandOutcome ->
                  commandOutcome
                          instanceof
                          ApiCommands.CommandOutcome.Executed<T>(CommandResponse<T> commandResponse)
                      ? commands
                          .run(
                              caller.user(),
                              unit ->
                                  idempotencyStore.store(
                                      unit.session(), caller.user(), key, commandResponse, type))
                          .then(toResponseEntity(commandOutcome))
                      : toResponseEntity(commandOutcome));
    }

    @Override
    <T> Mono<ApiCommands.CommandOutcome<T>> runAndStore(
        Caller caller,
        Caller.IdempotencyKey key,
        Class<T> type,
        UnitOfWork unit,
        Function<UnitOfWork, Mono<CommandResponse<T>>> body) {
      return body.apply(unit).map(ApiCommands.CommandOutcome.Executed::new);
    }
  }

  @Nested
  class AKey {

    private final String user = "key-" + UUID.randomUUID();

    @Test
    void givesTheFirstAnswerAgain() {
      WriteResponse first = post(user, "k", "{\"text\":\"a\"}");
      WriteResponse second = post(user, "k", "{\"text\":\"a\"}");
      WriteResponse.oneExecutedAndTheOthersReplayed(List.of(first, second));
      assertThat(events(user)).isEqualTo(1);
    }

    @Test
    void recognisesTheSameJsonWrittenOtherwise() {
      WriteResponse first = post(user, "k", "{\"text\":\"é\"}");
      WriteResponse second = post(user, "k", " {\n  \"text\" : \"\\u00e9\" }\n");
      WriteResponse.oneExecutedAndTheOthersReplayed(List.of(first, second));
    }

    @Test
    void isRefusedWithAnotherBody() {
      post(user, "k", "{\"text\":\"a\"}");
      WriteResponse other = post(user, "k", "{\"text\":\"b\"}");
      assertThat(other.status()).isEqualTo(422);
      assertThat(other.body()).contains("urn:florin:problem:idempotency-key-reused");
      assertThat(other.replayed()).isFalse();
      assertThat(events(user)).isEqualTo(1);
    }

    @Test
    void givesBackTheBytesThatAnEarlierVersionStored() {
      byte[] body = "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_8);
      String stored = "{\"gone\":null,\"amount\":null}";
      platform.execute(
          """
          insert into journal.idempotency
            (user_id, method, route, key, body_hash, status, body, headers, created_at)
          values ('%s', 'POST', '/api/notes', 'k', '\\x%s', 201, convert_to('%s', 'UTF8'),
            '{"version":1,"location":"/api/notes/1"}', clock_timestamp())
          """
              .formatted(
                  TestPlatform.user(user),
                  HexFormat.of().formatHex(CanonicalBody.hash(body)),
                  stored));
      assertThat(post(user, "k", "{\"text\":\"a\"}"))
          .isEqualTo(new WriteResponse(201, true, "\"1\"", "/api/notes/1", stored));
      assertThat(events(user)).isZero();
    }

    @Test
    void belongsToOneUser() {
      WriteResponse mine = post(user, "k", "{\"text\":\"a\"}");
      WriteResponse theirs = post("other-" + user, "k", "{\"text\":\"a\"}");
      assertThat(theirs.status()).isEqualTo(201);
      assertThat(theirs.replayed()).isFalse();
      assertThat(theirs.location()).isNotEqualTo(mine.location());
    }

    @Test
    void isFreeAgainAfterARefusal() {
      String tooLong = "{\"text\":\"" + "x".repeat(101) + "\"}";
      assertThat(post(user, "k", tooLong).status()).isEqualTo(422);
      assertThat(
              platform.count(
                  "select count(*) from journal.idempotency where user_id = '"
                      + TestPlatform.user(user)
                      + "'"))
          .isZero();
      WriteResponse repaired = post(user, "k", "{\"text\":\"short\"}");
      assertThat(repaired.status()).isEqualTo(201);
      assertThat(repaired.replayed()).isFalse();
    }
  }
}
