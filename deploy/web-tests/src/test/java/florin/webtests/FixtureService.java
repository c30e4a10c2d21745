package florin.webtests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Answers the requests that the gateway forwards with the responses of {@link Fixtures}. It stands
 * in for all services at once.
 */
final class FixtureService {

  private static final String UP = "{\"status\":\"UP\"}";

  private final Fixtures fixtures;
  private final List<String> unknown = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private FixtureService(Fixtures fixtures, HttpServer server) {
    this.fixtures = fixtures;
    this.server = server;
  }

  static FixtureService start(Fixtures fixtures) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var service = new FixtureService(fixtures, server);
    server.createContext("/", service::answer);
    server.setExecutor(Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory()));
    server.start();
    return service;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The requests that no fixture answers. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    if (exchange.getRequestURI().getPath().equals("/actuator/health")) {
      send(exchange, 200, "application/json", UP);
      return;
    }
    var body = fixtures.response(request);
    if (body.isPresent()) {
      send(exchange, 200, "application/json", body.get());
    } else {
      unknown.add(request);
      send(
          exchange,
          404,
          "application/problem+json",
          "{\"type\":\"urn:florin:problem:not-found\",\"title\":\"No fixture\",\"status\":404}");
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
