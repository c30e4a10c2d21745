package florin.gateway;

import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP servers in the places of the four services. They say back what reached them, so that a test
 * sees the request as a service would.
 */
public final class Upstreams
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** What reached a service. */
  public record Seen(
      String service, String method, String uri, Map<String, List<String>> headers, String body) {

    public byte[] bytes() {
      return Base64.getDecoder().decode(body);
    }

    public List<String> header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of());
    }
  }

  private static final Map<Upstream, ChannelGroup> CONNECTIONS = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> RESETS = new ConcurrentHashMap<>();

  // Of their own: a gateway that closes takes the shared ones with it.
  public static final LoopResources LOOPS = LoopResources.create("upstream", 2, true);

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<Upstream, DisposableServer> RUNNING = new EnumMap<>(Upstream.class);
  private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();
  private static final Map<String, Integer> STATUSES = new ConcurrentHashMap<>();
  private static final Map<String, String> QUERIES = new ConcurrentHashMap<>();

  static {
    for (var upstream : Upstream.values()) {
      RUNNING.put(upstream, serve(upstream, 0));
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "florin.gateway.services.accounts=" + address(Upstream.ACCOUNTS),
            "florin.gateway.services.transactions=" + address(Upstream.TRANSACTIONS),
            "florin.gateway.services.provider-sync=" + address(Upstream.PROVIDER_SYNC),
            "florin.gateway.services.planning=" + address(Upstream.PLANNING),
            "florin.gateway.bodies.imports=8MB")
        .applyTo(context);
  }

  public static String address(Upstream upstream) {
    return "http://127.0.0.1:" + RUNNING.get(upstream).port();
  }

  /** Lets a service answer a path with this JSON instead of what it saw. */
  public static void answer(Upstream upstream, String path, int status, String json) {
    STATUSES.put(upstream + path, status);
    ANSWERS.put(upstream + path, json);
  }

  /** The query of the last request that got a prepared answer. */
  public static String query(Upstream upstream, String path) {
    return QUERIES.getOrDefault(upstream + path, "");
  }

  /** Lets all services answer with what they saw again. */
  public static void forgetAnswers() {
    STATUSES.clear();
    ANSWERS.clear();
  }

  /** How often a request for a path that ends in {@code /reset} came and was cut off. */
  public static int resets(Upstream upstream, String path) {
    return RESETS.getOrDefault(upstream + path, new AtomicInteger()).get();
  }

  /** Takes a service away with all its connections, as a killed process would. */
  public static void stop(Upstream upstream) {
    RUNNING.get(upstream).disposeNow();
    CONNECTIONS.get(upstream).close().syncUninterruptibly();
  }

  public static void restart(Upstream upstream) {
    RUNNING.put(upstream, serve(upstream, RUNNING.get(upstream).port()));
  }

  private static DisposableServer serve(Upstream upstream, int port) {
    var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    CONNECTIONS.put(upstream, connections);
    return HttpServer.create()
        .runOn(LOOPS)
        .doOnChannelInit((_, channel, _) -> connections.add(channel))
        .host("127.0.0.1")
        .port(port)
        .handle((request, response) -> handle(upstream, request, response))
        .bindNow();
  }

  private static Publisher<Void> handle(
      Upstream upstream, HttpServerRequest request, HttpServerResponse response) {
    var path = "/" + request.path();
    if (path.endsWith("/never") || "never".equals(ANSWERS.get(upstream + path))) {
      return Mono.never();
    }
    if (path.endsWith("/reset")) {
      return request.receive().then(Mono.fromRunnable(() -> reset(upstream + path, request)));
    }
    if (path.startsWith("/api/events/")) {
      return response
          .sse()
          .sendString(Flux.concat(Mono.just("id: 1\ndata: first\n\n"), Mono.never()));
    }
    response.header(HttpHeaderNames.CONTENT_TYPE, "application/json");
    var answer = ANSWERS.get(upstream + path);
    if (answer != null) {
      QUERIES.put(upstream + path, request.uri().replaceFirst("^[^?]*\\??", ""));
      return response.status(STATUSES.get(upstream + path)).sendString(Mono.just(answer));
    }
    response.header("ETag", "\"7\"").header("Cache-Control", "max-age=60");
    return request
        .receive()
        .aggregate()
        .asByteArray()
        .defaultIfEmpty(new byte[0])
        .flatMap(body -> response.sendString(Mono.just(seen(upstream, request, body))).then());
  }

  private static void reset(String path, HttpServerRequest request) {
    RESETS.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
    request.withConnection(
        connection -> {
          connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
          connection.channel().close();
        });
  }

  private static String seen(Upstream upstream, HttpServerRequest request, byte[] body) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    for (var name : request.requestHeaders().names()) {
      headers.put(name.toLowerCase(java.util.Locale.ROOT), request.requestHeaders().getAll(name));
    }
    return JSON.writeValueAsString(
        new Seen(
            upstream.label(),
            request.method().name(),
            request.uri(),
            headers,
            Base64.getEncoder().encodeToString(body)));
  }
}
