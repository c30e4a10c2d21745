package florin.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests that the tool sends, against a server that answers with fixed texts. */
class FileImportsTests {

  private static final String PREVIEW =
      "{\"id\":\"i1\",\"state\":\"%s\",\"accounts\":[{\"name\":\"\",\"origin\":\"needed\"}],"
          + "\"counts\":{\"records\":2},\"result\":{\"added\":2}}";

  @TempDir Path folder;
  private HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private int commitStatus = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path + " " + body);
    boolean commit = path.endsWith("/commit");
    byte[] answer =
        (path.equals("/auth/token")
                ? "{\"accessToken\":\"t\"}"
                : commit && commitStatus != 200
                    ? "{\"title\":\"A setting is needed\",\"detail\":\"dateOrder\"}"
                    : PREVIEW.formatted(
                        commit ? "committed" : path.equals("/api/imports") ? "reading" : "preview"))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(commit ? commitStatus : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private int run(String... arguments) throws InterruptedException {
    return FileImports.run(
        List.of(arguments),
        Map.of(
            "FLORIN_URL", "http://127.0.0.1:" + server.getAddress().getPort(),
            "FLORIN_USER", "ada",
            "FLORIN_PASSWORD", "se\"cret"));
  }

  @Test
  void uploadsWaitsSetsTheAccountAndCommits() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("bank.csv"), "Date,Amount\n2026-01-01,-1.00\n");
    assertThat(run("-a", "a1", file.toString())).isZero();
    assertThat(requests.get(0)).contains("POST /auth/token").contains("se\\\"cret");
    assertThat(requests.get(1))
        .startsWith("POST /api/imports ")
        .contains("filename=\"bank.csv\"")
        .contains("2026-01-01,-1.00");
    assertThat(requests.get(2)).isEqualTo("GET /api/imports/i1 ");
    assertThat(requests.get(3)).isEqualTo("PATCH /api/imports/i1 {\"accountId\":\"a1\"}");
    assertThat(requests.get(4)).isEqualTo("POST /api/imports/i1/commit ");
  }

  @Test
  void failsIfASettingIsNeededOrAFileIsMissing() throws IOException, InterruptedException {
    commitStatus = 422;
    Path file = Files.writeString(folder.resolve("bank.csv"), "x");
    assertThat(run(file.toString())).isEqualTo(1);
    assertThat(run(folder.resolve("none.csv").toString())).isEqualTo(1);
    assertThat(run()).isEqualTo(2);
  }
}
