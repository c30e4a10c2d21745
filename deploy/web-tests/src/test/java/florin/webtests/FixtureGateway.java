package florin.webtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The packaged gateway as a process of its own, with fixtures in the place of the services: the
 * browser gets the real files, headers and sessions.
 */
final class FixtureGateway {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Path JAR = NodeCommand.ROOT.resolve("deploy/gateway/target/gateway.jar");
  private static final Path LOG = Path.of("target", "gateway.log");

  private static FixtureGateway running;

  private final Fixtures fixtures;
  private final FixtureService service;
  private final URI address;

  private FixtureGateway(Fixtures fixtures, FixtureService service, URI address) {
    this.fixtures = fixtures;
    this.service = service;
    this.address = address;
  }

  /** Started with the first use; it ends with the JVM. */
  static synchronized FixtureGateway get() {
    if (running == null) {
      try {
        running = start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return running;
  }

  URI address() {
    return address;
  }

  Fixtures fixtures() {
    return fixtures;
  }

  FixtureService service() {
    return service;
  }

  private static FixtureGateway start() throws IOException {
    var fixtures = Fixtures.read();
    var service = FixtureService.start(fixtures);
    var port = freePort();
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString())
            .redirectErrorStream(true)
            .redirectOutput(LOG.toFile());
    builder.environment().putAll(environment(port, service.address().toString()));
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
    var address = URI.create("http://" + LOOPBACK + ":" + port);
    Awaitility.await("the gateway")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .failFast("the gateway ended, see " + LOG, () -> !process.isAlive())
        .until(() -> isReady(address));
    return new FixtureGateway(fixtures, service, address);
  }

  private static Map<String, String> environment(int port, String service) throws IOException {
    var home = Files.createTempDirectory("florin-web-tests").toString();
    return Map.of(
        "SERVER_ADDRESS", LOOPBACK,
        "SERVER_PORT", Integer.toString(port),
        "FLORIN_GATEWAY_SERVICES_ACCOUNTS", service,
        "FLORIN_GATEWAY_SERVICES_TRANSACTIONS", service,
        "FLORIN_GATEWAY_SERVICES_PROVIDERSYNC", service,
        "FLORIN_GATEWAY_SERVICES_PLANNING", service,
        "FLORIN_GATEWAY_IDENTITYHOME", home,
        "FLORIN_GATEWAY_DEMOUSERS", "true");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isReady(URI address) {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
