package florin.providersync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An address for webhooks that is known before the service has a port; requests are sent on to the
 * service.
 */
final class WebhookForwarding {

  private static final String SIGNATURE = "Plaid-Verification";

  private final AtomicReference<String> target = new AtomicReference<>("");
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;

  WebhookForwarding() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::forward);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks/plaid";
  }

  void to(String url) {
    target.set(url);
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request =
          HttpRequest.newBuilder(URI.create(target.get()))
              .header(SIGNATURE, exchange.getRequestHeaders().getFirst(SIGNATURE))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
              .build();
      var status =
          client
              .sendAsync(request, HttpResponse.BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode)
              .join();
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
