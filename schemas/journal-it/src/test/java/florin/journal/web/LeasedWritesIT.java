package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.journal.Commands;
import florin.journal.database.Session;
import florin.journal.sample.Letters;
import florin.journal.sample.PostOffice;
import florin.journal.sample.RunningSample;
import florin.journal.stream.Rejection;
import florin.journal.test.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/** Writes with an effect outside the database, over HTTP; a letter's text tells it apart. */
class LeasedWritesIT extends RunningSample {

  @Autowired private PostOffice office;
  @Autowired private Commands commands;
  @Autowired private JsonMapper json;

  private final String user = "letters-" + UUID.randomUUID();
  private final String text = "letter " + UUID.randomUUID();

  private Mono<ResponseEntity<String>> request() {
    return WebClient.create("http://127.0.0.1:" + port)
        .post()
        .uri("/api/letters")
        .headers(headers -> headers.setBearerAuth(platform.identity().token(user)))
        .header("Idempotency-Key", "k")
        .bodyValue(Map.of("text", text))
        .exchangeToMono(response -> response.toEntity(String.class));
  }

  private ResponseEntity<String> post() {
    return Objects.requireNonNull(request().block(SOON));
  }

  private static void assertRunning(ResponseEntity<String> answer) {
    assertThat(answer.getStatusCode().value()).isEqualTo(409);
    assertThat(answer.getBody()).contains("urn:florin:problem:request-running");
    assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("2");
  }

  private static void assertExecuted(ResponseEntity<String> answer) {
    assertThat(answer.getStatusCode().value()).isEqualTo(201);
    assertThat(answer.getHeaders().getFirst("Idempotency-Replayed")).isNull();
  }

  private void assertReplayed(ResponseEntity<String> first) {
    ResponseEntity<String> again = post();
    assertThat(again.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
    assertThat(again.getBody()).isEqualTo(first.getBody());
    assertThat(again.getHeaders().getETag()).isEqualTo(first.getHeaders().getETag());
    assertThat(again.getHeaders().getLocation()).isEqualTo(first.getHeaders().getLocation());
    assertThat(again.getHeaders().getFirst("Change-Id"))
        .isEqualTo(first.getHeaders().getFirst("Change-Id"))
        .isNotNull();
  }

  /** A request whose effect has begun and goes on until the test answers it. */
  private CompletableFuture<ResponseEntity<String>> begun(Sinks.One<String> answer) {
    int before = office.sent(text);
    office.answer(text, answer.asMono());
    CompletableFuture<ResponseEntity<String>> running = request().toFuture();
    await().atMost(SOON).until(() -> office.sent(text) == before + 1);
    return running;
  }

  private void lapse(UUID household) {
    platform.execute(
        "update journal.idempotency set lease_until = clock_timestamp() - interval '1 second'"
            + " where user_id = '"
            + household
            + "' and status is null");
  }

  private long events(UUID household) {
    return platform.count("select count(*) from journal.event where user_id = '" + household + "'");
  }

  @Nested
  class ALiveLease {

    @Test
    void turnsRepetitionsAwayUntilTheEffectIsDone() {
      Sinks.One<String> answer = Sinks.one();
      CompletableFuture<ResponseEntity<String>> first = begun(answer);
      assertRunning(post());
      answer.tryEmitValue(text);
      assertExecuted(first.join());
      assertReplayed(first.join());
      assertThat(office.sent(text)).isEqualTo(1);
      assertThat(events(TestPlatform.user(user))).isEqualTo(1);
    }

    @Test
    void isGivenBackWhenTheEffectFails() {
      office.answer(text, Mono.error(new IllegalStateException("the letter came back")));
      assertThat(post().getStatusCode().value()).isEqualTo(500);
      assertExecuted(post());
    }

    @Test
    void isGivenBackWhenTheCommandIsRefused() {
      office.answer(text, Mono.just("x".repeat(101)));
      assertThat(post().getStatusCode().value()).isEqualTo(422);
      ResponseEntity<String> executed = post();
      assertExecuted(executed);
      assertReplayed(executed);
    }

    @Test
    void outlivesTheClientThatLeaves() {
      Sinks.One<String> answer = Sinks.one();
      office.answer(text, answer.asMono());
      Disposable client = request().subscribe();
      await().atMost(SOON).until(() -> office.sent(text) == 1);
      client.dispose();
      answer.tryEmitValue(text);
      await().atMost(SOON).until(() -> events(TestPlatform.user(user)) == 1);
      ResponseEntity<String> repeated = post();
      assertThat(repeated.getStatusCode().value()).isEqualTo(201);
      assertThat(repeated.getHeaders().getFirst("Idempotency-Replayed")).isEqualTo("true");
      assertThat(office.sent(text)).isEqualTo(1);
    }
  }

  @Nested
  class ALapsedLease {

    @Test
    void isTakenOverOnce() {
      CompletableFuture<ResponseEntity<String>> dead = begun(Sinks.one());
      lapse(TestPlatform.user(user));
      Sinks.One<String> answer = Sinks.one();
      office.answer(text, answer.asMono());
      List<ResponseEntity<String>> answers =
          Objects.requireNonNull(
              Flux.range(0, 10)
                  .flatMap(_ -> request(), 10)
                  .doOnNext(LeasedWritesIT::assertRunning)
                  .take(9)
                  .collectList()
                  .block(SOON));
      assertThat(answers).hasSize(9);
      assertThat(office.sent(text)).isEqualTo(2);
      answer.tryEmitValue(text);
      await().atMost(SOON).until(() -> events(TestPlatform.user(user)) == 1);
      assertThat(dead).isNotDone();
    }

    @Test
    void letsWhoLostItCommitNothing() {
      Sinks.One<String> slow = Sinks.one();
      CompletableFuture<ResponseEntity<String>> first = begun(slow);
      lapse(TestPlatform.user(user));
      ResponseEntity<String> second = post();
      assertExecuted(second);
      slow.tryEmitValue(text);
      assertRunning(first.join());
      assertReplayed(second);
      assertThat(events(TestPlatform.user(user))).isEqualTo(1);
    }

    @Test
    void isStillHeldWhenNobodyWantedIt() {
      Sinks.One<String> slow = Sinks.one();
      CompletableFuture<ResponseEntity<String>> first = begun(slow);
      lapse(TestPlatform.user(user));
      slow.tryEmitValue(text);
      assertExecuted(first.join());
      assertReplayed(first.join());
    }

    @Test
    void isNotGivenBackByWhoLostIt() {
      assertThat(thirdIsTurnedAway(new ApiCommands(commands, json))).isTrue();
    }

    @Test
    void isGivenBackByWhoLostItIfAnyoneMayGiveItBack() {
      assertThat(thirdIsTurnedAway(new ApiCommands(commands, new ReleasingAny(json)))).isFalse();
    }

    @Test
    void commitsTwiceWithoutTheFence() {
      assertThat(commitsAfterALostLease(new ApiCommands(commands, json))).isEqualTo(1);
      assertThat(commitsAfterALostLease(new ApiCommands(commands, new Unfenced(json))))
          .isEqualTo(2);
    }

    /** A's lease lapses, B takes over and is done, then A's effect is done too. */
    private long commitsAfterALostLease(ApiCommands api) {
      Caller caller = IdempotencyStoreIT.caller(UUID.randomUUID());
      Sinks.One<String> slow = Sinks.one();
      CompletableFuture<?> first = started(api, caller, slow);
      lapse(caller.user());
      Letters.post(api, caller, Mono.just("second")).block(SOON);
      slow.tryEmitValue("first");
      await().atMost(SOON).until(first::isDone);
      return events(caller.user());
    }

    /** A's lease lapses, B takes over and works on, A's effect fails, C comes. */
    private boolean thirdIsTurnedAway(ApiCommands api) {
      Caller caller = IdempotencyStoreIT.caller(UUID.randomUUID());
      Sinks.One<String> failing = Sinks.one();
      Sinks.One<String> slow = Sinks.one();
      CompletableFuture<?> first = started(api, caller, failing);
      lapse(caller.user());
      CompletableFuture<?> second = started(api, caller, slow);
      failing.tryEmitError(new IllegalStateException("the letter came back"));
      await().atMost(SOON).until(first::isDone);
      boolean turnedAway =
          Boolean.TRUE.equals(
              Letters.post(api, caller, Mono.just("third"))
                  .thenReturn(false)
                  .onErrorReturn(Rejection.class, true)
                  .block(SOON));
      slow.tryEmitValue("second");
      await().atMost(SOON).until(second::isDone);
      return turnedAway;
    }

    private CompletableFuture<?> started(ApiCommands api, Caller caller, Sinks.One<String> answer) {
      CompletableFuture<Boolean> sent = new CompletableFuture<>();
      Mono<String> effect = answer.asMono().doOnSubscribe(_ -> sent.complete(true));
      CompletableFuture<?> running = Letters.post(api, caller, effect).toFuture();
      await().atMost(SOON).until(sent::isDone);
      return running;
    }
  }

  /** Wrong: does not ask whether somebody else holds the lease by now. */
  private static final class Unfenced extends IdempotencyStore {
    Unfenced(JsonMapper json) {
      super(json);
    }

    @Override
    Mono<Boolean> holdsLease(Session session, UUID user, Caller.IdempotencyKey key, UUID lease) {
      return Mono.just(true);
    }
  }

  /** Wrong: gives back whatever lease there is. */
  private static final class ReleasingAny extends IdempotencyStore {
    ReleasingAny(JsonMapper json) {
      super(json);
    }

    @Override
    Mono<Void> release(Session session, UUID user, Caller.IdempotencyKey key, UUID lease) {
      return session
          .sql("delete from journal.idempotency where user_id = :user and status is null")
          .bind("user", user)
          .then();
    }
  }
}
