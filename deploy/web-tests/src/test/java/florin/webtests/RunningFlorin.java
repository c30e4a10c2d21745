package florin.webtests;

import florin.local.LocalCluster;
import florin.local.host.FlorinSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A whole Florin with the demo household, started once for all tests that need one. */
final class RunningFlorin {

  private static final int TRANSACTIONS = 2_400;
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

  private static LocalCluster cluster;

  private RunningFlorin() {}

  /** The address of the gateway; {@code florin.web-tests.address} is that of one that runs. */
  static synchronized URI address() {
    var running = System.getProperty("florin.web-tests.address", "");
    return running.isEmpty() ? cluster().gatewayUrl() : URI.create(running);
  }

  private static LocalCluster cluster() {
    if (cluster == null) {
      try {
        var home = Files.createTempDirectory("florin-web-tests").resolve("florin");
        var settings =
            FlorinSettings.isolated(NodeCommand.ROOT, home)
                .with(FlorinSettings.Extent.DEMO_HOUSEHOLD);
        var started = LocalCluster.start(settings, System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
        awaitTransactions(started.gatewayUrl());
        cluster = started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return cluster;
  }

  /** The transactions of the demo household arrive while Florin already answers. */
  private static void awaitTransactions(URI gateway) {
    var client = HttpClient.newHttpClient();
    var login =
        HttpRequest.newBuilder(gateway.resolve("/auth/token"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"username\":\"demo\",\"password\":\"demo\"}"))
            .build();
    var token = found(TOKEN, text(client, login));
    var totals =
        HttpRequest.newBuilder(gateway.resolve("/api/transactions?limit=1&include=totals"))
            .header("Authorization", "Bearer " + token)
            .build();
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> Integer.parseInt(found(COUNT, text(client, totals))) >= TRANSACTIONS);
  }

  private static String text(HttpClient client, HttpRequest request) {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body)
        .join();
  }

  private static String found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(text));
  }
}
