package florin.emulator;

import florin.emulator.bank.Json;
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

  private Receiver(IntUnaryOperator status) {
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
                              var ordinal = letters.size();
                              letters.add(new Letter(body, jwt));
                              return response.status(status.applyAsInt(ordinal)).send().then();
                            }))
            .bindNow();
  }

  static Receiver accepting() {
    return new Receiver(ordinal -> 200);
  }

  static Receiver answering(IntUnaryOperator status) {
    return new Receiver(status);
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
