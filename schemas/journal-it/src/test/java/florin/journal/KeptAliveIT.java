package florin.journal;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.sample.RunningSample;
import florin.journal.test.TestScale;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Clients that ask again on the same connection as soon as they have an answer. One whose request
 * is never read fails by its timeout; with {@code
 * -Dreactor.netty.http.server.lastFlushWhenNoRead=false} that happens once in some ten thousand.
 */
class KeptAliveIT extends RunningSample {

  private static final int CLIENTS = 6;

  @Test
  void haveEveryRequestAnswered() throws Exception {
    int each = TestScale.of(400, 100_000);
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(() -> answered(each));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<Integer> client : threads.invokeAll(clients)) {
        assertThat(client.get()).isEqualTo(each);
      }
    }
  }

  private int answered(int requests) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/notes"))
            .header("Authorization", "Bearer " + platform.identity().token("kept-alive"))
            .timeout(Duration.ofSeconds(30))
            .build();
    int answered = 0;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < requests; i++) {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          answered++;
        }
      }
    }
    return answered;
  }
}
