package florin.bench.environment;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Requests to a running service, over connections that are kept. */
public final class BenchClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LONG_RUN = Duration.ofMinutes(20);

  // Of its own: a service that closes ends the threads that all share.
  private final LoopResources loops = LoopResources.create("client", 1, true);
  private final ConnectionProvider connections;
  private final HttpClient http;

  public BenchClient(int port, int connections) {
    this.connections = ConnectionProvider.create("client", connections);
    this.http =
        HttpClient.create(this.connections)
            .runOn(loops)
            .host("127.0.0.1")
            .port(port)
            .headers(headers -> headers.set("Content-Type", "application/json"));
  }

  /**
   * The body of an answer.
   *
   * @throws IllegalStateException if it is neither a 200 nor a 201
   */
  public String get(String token, String path) {
    return Objects.requireNonNull(send(HttpMethod.GET, token, path, "").block(PATIENCE), path);
  }

  /**
   * The body of the response to a POST, which may take minutes.
   *
   * @throws IllegalStateException if it is neither a 200 nor a 201
   */
  public String post(String token, String path, String body) {
    return Objects.requireNonNull(send(HttpMethod.POST, token, path, body).block(LONG_RUN), path);
  }

  /** Edits a transaction. */
  public Mono<String> patch(String token, UUID id, String body) {
    return send(HttpMethod.PATCH, token, "/api/transactions/" + id, body);
  }

  /** The same, waiting for it. */
  public void patchNow(String token, UUID id, String body) {
    patch(token, id, body).block(PATIENCE);
  }

  private Mono<String> send(HttpMethod method, String token, String path, String body) {
    return http.headers(headers -> headers.set("Authorization", "Bearer " + token))
        .request(method)
        .uri(path)
        .send(
            Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))))
        .responseSingle(
            (answer, content) ->
                content
                    .asString()
                    .defaultIfEmpty("")
                    .map(text -> good(answer.status().code(), path, text)));
  }

  private static String good(int status, String path, String text) {
    if (status != 200 && status != 201) {
      throw new IllegalStateException(
          path + ": " + status + " " + text + " (expected: 200 or 201)");
    }
    return text;
  }

  @Override
  public void close() {
    connections.dispose();
    loops.dispose();
  }
}
