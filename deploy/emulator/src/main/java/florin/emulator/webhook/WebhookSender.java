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
public final class WebhookSender {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofHours(4);

  private final HttpClient http = HttpClient.create().responseTimeout(PATIENCE);

  /** The HTTP status, or 0 when no answer came, and how long the client wants to be left alone. */
  public record WebhookResponse(int status, Duration retryAfter) {
    private static final WebhookResponse NONE = new WebhookResponse(0, Duration.ZERO);

    private static WebhookResponse of(HttpClientResponse response) {
      var status = response.status().code();
      var header = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
      return new WebhookResponse(status, status == 429 ? wait(header) : Duration.ZERO);
    }

    private static Duration wait(@Nullable String seconds) {
      if (seconds == null || !seconds.matches("[0-9]{1,9}")) {
        return Duration.ZERO;
      }
      var wanted = Duration.ofSeconds(Long.parseLong(seconds));
      return wanted.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wanted;
    }
  }

  public Mono<WebhookResponse> send(String url, SignatureForgery.SignedWebhook signedWebhook) {
    return http.headers(
            headers ->
                headers
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.USER_AGENT, "plaid-emulator")
                    .set(HttpHeaderNames.CONTENT_LENGTH, signedWebhook.body().length)
                    .set("Plaid-Verification", signedWebhook.verification()))
        .post()
        .uri(url)
        .send(ByteBufFlux.fromInbound(Mono.just(Unpooled.wrappedBuffer(signedWebhook.body()))))
        .response()
        .map(WebhookResponse::of)
        .timeout(PATIENCE)
        .onErrorReturn(WebhookResponse.NONE);
  }
}
