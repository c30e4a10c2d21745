package florin.journal.test.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentTests {

  private static final OpenApiDocument THINGS =
      OpenApiDocument.of(
          JsonMapper.shared()
              .readTree(
                  """
                  {"paths":{"/api/things/{id}":{"get":{"responses":{"200":{"content":{"application/json":{
                    "schema":{"type":"object","required":["name"],"properties":{"name":{"type":"string"}}}}}}}}}}}
                  """));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /api/things/7 | 200 | application/json | {"name":"a"} |
          /api/things/7 | 200 | application/json | {}           | name
          /api/things/7 | 200 | application/json | {"name":1}   | name
          /api/things/7 | 200 | text/html        | a            | content type 'text/html' is not declared
          /api/things/7 | 500 | application/json | {}           | status 500 is not declared
          /api/others   | 200 | application/json | {}           | no operation GET /api/others
          """)
  void namesWhatAResponseHasOtherThanTheDocument(
      String path, int status, String type, String body, @Nullable String fault)
      throws IOException, InterruptedException {
    List<String> faults = THINGS.faults("GET", path, response(status, type, body));
    if (fault == null) {
      assertThat(faults).isEmpty();
    } else {
      assertThat(faults).singleElement().asString().contains(fault);
    }
  }

  private static HttpResponse<byte[]> response(int status, String type, String body)
      throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      return client.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    } finally {
      server.stop(0);
    }
  }
}
