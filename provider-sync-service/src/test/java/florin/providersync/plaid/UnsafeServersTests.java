package florin.providersync.plaid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.data.UpdatePage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Servers that no honest Plaid is: what they send ends soon, and in a word of ours. */
class UnsafeServersTests {

  private static final AccessToken TOKEN = AccessToken.of("access-sandbox-1");

  private final FakePlaidServer plaid =
      new FakePlaidServer("timeout", "2s", "largest-answer", "8MB");

  @AfterEach
  void close() {
    plaid.close();
  }

  private Mono<UpdatePage> sync() {
    return plaid.provider.transactions(TOKEN, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aRedirectionIsNotFollowed(int status) {
    try (FakePlaidServer elsewhere = new FakePlaidServer()) {
      elsewhere.answers(200, "{}");
      plaid.does(
          (_, response) ->
              response
                  .status(status)
                  .header("Location", elsewhere.base() + "/transactions/sync")
                  .send());

      assertThat(FakePlaidServer.failure(sync()).kind()).isEqualTo(FailureType.OPERATOR);
      assertThat(elsewhere.requests).isEmpty();
    }
  }

  @Test
  void bytesWithoutEndAreCutOff() {
    AtomicLong sent = new AtomicLong();
    AtomicBoolean ended = new AtomicBoolean();
    byte[] chunk = "a".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
    plaid.does(
        (_, response) ->
            response.send(
                Flux.<ByteBuf>generate(
                        sink -> {
                          sent.addAndGet(chunk.length);
                          sink.next(Unpooled.wrappedBuffer(chunk));
                        })
                    .doFinally(_ -> ended.set(true)),
                _ -> true));

    ProviderFailure failure = FakePlaidServer.failure(sync());

    assertThat(failure.kind()).isEqualTo(FailureType.UNFIT);
    assertThat(failure.code()).isEqualTo("ANSWER_TOO_LARGE");
    await().atMost(FakePlaidServer.SOON).untilTrue(ended);
    assertThat(sent).hasValueLessThan(64 * 1024 * 1024);
  }

  @Test
  void bytesThatDripForEverAreCutOff() {
    AtomicBoolean ended = new AtomicBoolean();
    plaid.does(
        (_, response) ->
            response.sendString(
                Flux.interval(Duration.ofMillis(100))
                    .map(_ -> " ")
                    .doFinally(_ -> ended.set(true))));

    assertThat(FakePlaidServer.failure(sync()).code()).isEqualTo("TIMEOUT");
    await().atMost(FakePlaidServer.SOON).untilTrue(ended);
  }

  @Test
  void silenceIsCutOff() {
    plaid.does((_, _) -> Mono.never());

    assertThat(FakePlaidServer.failure(sync()).code()).isEqualTo("TIMEOUT");
  }

  @Test
  void aBombIsNotUnpacked() {
    byte[] bomb = zipped(512);
    plaid.does(
        (_, response) ->
            response.header("Content-Encoding", "gzip").sendByteArray(Mono.just(bomb)));

    assertThat(bomb).hasSizeLessThan(1024 * 1024);
    assertThat(FakePlaidServer.failure(sync()).code()).isEqualTo("ANSWER_TOO_LARGE");
  }

  private static byte[] zipped(int megabytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      byte[] spaces = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < megabytes; i++) {
        zip.write(spaces);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  @Test
  void damagedCompressionIsUnreachable() {
    plaid.does(
        (_, response) ->
            response.header("Content-Encoding", "gzip").sendString(Mono.just("no gzip at all")));

    assertThat(FakePlaidServer.failure(sync()).kind()).isEqualTo(FailureType.RETRY);
  }

  @Test
  void headersWithoutEndAreCutOff() {
    plaid.does((_, response) -> response.header("X-Long", "x".repeat(1_000_000)).send());

    assertThat(FakePlaidServer.failure(sync()).code()).isEqualTo("UNREACHABLE");
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() {
    plaid.close();

    assertThat(FakePlaidServer.failure(sync()).code()).isEqualTo("UNREACHABLE");
  }

  @Test
  void anAnswerThatBreaksOffIsUnreachable() {
    plaid.does(
        (_, response) ->
            response
                .header("Content-Length", "1000")
                .sendString(Mono.just("{\"added\": ["))
                .then()
                .doFinally(
                    _ -> response.withConnection(connection -> connection.channel().close())));

    assertThat(FakePlaidServer.failure(sync()).kind()).isEqualTo(FailureType.RETRY);
  }
}
