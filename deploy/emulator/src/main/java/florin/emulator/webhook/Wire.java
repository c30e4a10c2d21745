package florin.emulator.webhook;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** The way of a letter to a client: one request, no retry. */
public final class Wire {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofHours(4);

  private final HttpClient http = HttpClient.create().responseTimeout(PATIENCE);

  /** The HTTP status, or 0 when no answer came, and how long the client wants to be left alone. */
  public record Answer(int status, Duration retryAfter) {
    private static final Answer NONE = new Answer(0, Duration.ZERO);

    private static Answer of(HttpClientResponse response) {
      var status = response.status().code();
      var header = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
      return new Answer(status, status == 429 ? wait(header) : Duration.ZERO);
    }

    private static Duration wait(@Nullable String seconds) {
      if (seconds == null || !seconds.matches("[0-9]{1,9}")) {
        return Duration.ZERO;
      }
      var wanted = Duration.ofSeconds(Long.parseLong(seconds));
      return wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
    }
  }

  public Mono<Answer> send(String url, Forgery.Letter letter) {
    return http.headers(
            headers ->
                headers
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.USER_AGENT, "plaid-emulator")
                    .set(HttpHeaderNames.CONTENT_LENGTH, letter.body().length)
                    .set("Plaid-Verification", letter.verification()))
        .post()
        .uri(url)
        .send(ByteBufFlux.fromInbound(Mono.just(Unpooled.wrappedBuffer(letter.body()))))
        .response()
        .map(Answer::of)
        .timeout(PATIENCE)
        .onErrorReturn(Answer.NONE);
  }
}
