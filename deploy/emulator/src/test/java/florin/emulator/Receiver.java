package florin.emulator;

import florin.emulator.data.Json;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;

/** A webhook endpoint which answers the n-th request (from 0) with a chosen status. */
final class Receiver implements AutoCloseable {
  record Letter(byte[] body, String verification) {
    JsonNode json() {
      return Json.MAPPER.readTree(body);
    }

    String code() {
      return json().path("webhook_code").stringValue();
    }
  }

  private final List<Letter> letters = new CopyOnWriteArrayList<>();
  private final DisposableServer server;

  private Receiver(IntUnaryOperator status, String retryAfter) {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) ->
                    request
                        .receive()
                        .aggregate()
                        .asByteArray()
                        .flatMap(
                            body -> {
                              var jwt = request.requestHeaders().get("Plaid-Verification");
                              var ordinal = add(new Letter(body, jwt));
                              return response
                                  .status(status.applyAsInt(ordinal))
                                  .header("Retry-After", retryAfter)
                                  .send()
                                  .then();
                            }))
            .bindNow();
  }

  /** Its place among all, from 0. */
  private synchronized int add(Letter letter) {
    letters.add(letter);
    return letters.size() - 1;
  }

  static Receiver accepting() {
    return new Receiver(ordinal -> 200, "0");
  }

  static Receiver answering(IntUnaryOperator status) {
    return new Receiver(status, "0");
  }

  static Receiver answering(IntUnaryOperator status, String retryAfter) {
    return new Receiver(status, retryAfter);
  }

  String url() {
    return "http://127.0.0.1:" + server.port() + "/webhooks/plaid";
  }

  List<Letter> letters() {
    return letters;
  }

  List<String> codes() {
    return letters.stream().map(Letter::code).toList();
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
