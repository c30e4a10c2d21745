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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** A whole Florin with the demo household, started once for all tests that need one. */
final class RunningFlorin {

  private static final int TRANSACTIONS = 2_400;
  private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

  private static final JsonMapper JSON = JsonMapper.shared();

  private static LocalCluster cluster;

  private RunningFlorin() {}

  /** The address of the gateway; {@code florin.web-tests.address} is that of one that runs. */
  static synchronized URI address() {
    var running = System.getProperty("florin.web-tests.address", "");
    return running.isEmpty() ? cluster().gatewayUrl() : URI.create(running);
  }

  private static URI emulator() {
    var running = System.getProperty("florin.web-tests.emulator", "");
    return running.isEmpty() ? cluster().emulatorUrl() : URI.create(running);
  }

  /** The bank asks for the password again. */
  static void expireLogin(String institution) {
    var client = HttpClient.newHttpClient();
    var items =
        text(client, HttpRequest.newBuilder(emulator().resolve("/_emulator/items")).build());
    JSON.readTree(items)
        .path("items")
        .valueStream()
        .filter(item -> item.path("institution_id").asString("").equals(institution))
        .forEach(
            item ->
                send(
                    client,
                    HttpRequest.newBuilder(
                        emulator()
                            .resolve(
                                "/_emulator/items/" + item.path("item_id").asString() + "/expire")),
                    "{}"));
  }

  /** Two transactions entered by hand that may be a transfer, which is not matched by itself. */
  static void suggestATransfer() {
    var client = HttpClient.newHttpClient();
    var token = token(client, address());
    var settings = request(token, "/api/transfers/settings");
    text(
        client,
        settings
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"mode\":\"suggest\",\"windowDays\":4,\"threshold\":70}"))
            .build());
    for (var amount : List.of("-77.31", "77.31")) {
      var account =
          JSON.readTree(
              send(
                  client,
                  request(token, "/api/accounts"),
                  "{\"name\":\"Purse %s\",\"type\":\"depository\",\"currency\":\"USD\"}"
                      .formatted(amount)));
      send(
          client,
          request(token, "/api/transactions"),
          """
          {"accountId":"%s","date":"%s","amount":{"amount":"%s","currency":"USD"},"description":"From hand to hand"}\
          """
              .formatted(account.path("id").asString(), LocalDate.now(ZoneOffset.UTC), amount));
    }
  }

  private static HttpRequest.Builder request(String token, String path) {
    return HttpRequest.newBuilder(address().resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private static String send(HttpClient client, HttpRequest.Builder request, String body) {
    return text(
        client,
        request
            .setHeader("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
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
        started.enterDemoPlan();
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
    var token = token(client, gateway);
    var totals =
        HttpRequest.newBuilder(gateway.resolve("/api/transactions?limit=1&include=totals"))
            .header("Authorization", "Bearer " + token)
            .build();
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> Integer.parseInt(found(COUNT, text(client, totals))) >= TRANSACTIONS);
  }

  private static String token(HttpClient client, URI gateway) {
    var login = HttpRequest.newBuilder(gateway.resolve("/auth/token"));
    return found(TOKEN, send(client, login, "{\"username\":\"demo\",\"password\":\"demo\"}"));
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
