package florin.local.host;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of one Florin.
 *
 * @param root the folder of the repository, where the jars of the services were built
 * @param cache where PostgreSQL and the services are unpacked, once per version
 * @param bind the address the gateway listens on; everything else listens on 127.0.0.1
 * @param masterKey base64 of 32 bytes; without it a key is generated once and stored in the home
 * @param plaid a Plaid to use instead of the emulator
 * @param patience how long an awaited process may neither log nor use the processor
 */
public record FlorinSettings(
    Path root,
    Path home,
    Path cache,
    String bind,
    ChosenPorts ports,
    Optional<String> masterKey,
    Optional<Plaid> plaid,
    Optional<URI> webhookUrl,
    Edge edge,
    Duration patience,
    Extent extent) {

  public static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int MASTER_KEY_BYTES = 32;

  /** The parts to start; each value includes the one before. */
  public enum Extent {
    FOUNDATION,
    SERVICES,
    DEMO_HOUSEHOLD
  }

  /**
   * The address of the gateway.
   *
   * @param hosts names it is called by, beside loopback names, plain addresses and the webhook's
   * @param trustedProxies addresses or networks whose {@code X-Forwarded-For} is believed
   * @param web folder whose files replace those of the packaged web UI
   */
  public record Edge(
      List<String> hosts, List<String> trustedProxies, boolean accessLog, Optional<Path> web) {
    static final Edge PLAIN = new Edge(List.of(), List.of(), false, Optional.empty());
  }

  /** The configured ports; 0 means a free one. */
  public record ChosenPorts(int gateway, int postgres, int kafka, int emulator) {

    public static final ChosenPorts FREE = new ChosenPorts(0, 0, 0, 0);
  }

  /** The keys and address of a Plaid environment. */
  public record Plaid(URI baseUrl, String clientId, String secret) {

    @Override
    public String toString() {
      return "Plaid[" + baseUrl + "]";
    }
  }

  public FlorinSettings {
    root = root.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
    masterKey.ifPresent(FlorinSettings::requireMasterKey);
  }

  /** A Florin beside any other: all ports free, no demo household. */
  public static FlorinSettings isolated(Path root, Path home) {
    return new FlorinSettings(
        root,
        home,
        root.resolve("deploy/local/target/cache"),
        LOOPBACK,
        ChosenPorts.FREE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Edge.PLAIN,
        PATIENCE,
        Extent.SERVICES);
  }

  public FlorinSettings with(Extent other) {
    return with(ports, plaid, other);
  }

  public FlorinSettings with(ChosenPorts other) {
    return with(other, plaid, extent);
  }

  public FlorinSettings with(Plaid other) {
    return with(ports, Optional.of(other), extent);
  }

  private FlorinSettings with(ChosenPorts ports, Optional<Plaid> plaid, Extent extent) {
    return new FlorinSettings(
        root, home, cache, bind, ports, masterKey, plaid, webhookUrl, edge, patience, extent);
  }

  /**
   * Whether {@code demo} and {@code guest} may log in with their names as passwords: only before
   * the emulator, on loopback and behind no proxy.
   */
  public boolean demoUsers() {
    return plaid.isEmpty() && edge.trustedProxies().isEmpty() && isLoopback(bind);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Reads {@code FLORIN_*} and {@code PLAID_*} from the environment and {@code florin.root}, {@code
   * florin.demo}, {@code florin.services} and {@code florin.web} from the system properties.
   *
   * @throws CannotStart for a value that cannot be used
   */
  public static FlorinSettings read(
      Map<String, String> environment, Map<String, String> properties) {
    var plaid = plaid(environment);
    var home = home(environment, properties);
    return new FlorinSettings(
        Path.of(properties.getOrDefault("florin.root", ".")),
        home,
        home.resolve("cache"),
        text(environment, "FLORIN_BIND").orElse(LOOPBACK),
        new ChosenPorts(
            port(environment, "FLORIN_PORT", 8080),
            port(environment, "FLORIN_POSTGRES_PORT", 15432),
            port(environment, "FLORIN_KAFKA_PORT", 19092),
            port(environment, "FLORIN_EMULATOR_PORT", 18090)),
        text(environment, "FLORIN_MASTER_KEY"),
        plaid,
        text(environment, "PLAID_WEBHOOK_URL").map(url -> url("PLAID_WEBHOOK_URL", url)),
        new Edge(
            list(environment, "FLORIN_HOSTS"),
            list(environment, "FLORIN_TRUSTED_PROXIES"),
            flag(environment, "FLORIN_ACCESS_LOG", "false", "FLORIN_ACCESS_LOG"),
            text(properties, "florin.web").map(FlorinSettings::folder)),
        patience(environment),
        extent(properties, plaid.isPresent()));
  }

  private static Extent extent(Map<String, String> properties, boolean realPlaid) {
    if (!flag(properties, "florin.services")) {
      return Extent.FOUNDATION;
    }
    return flag(properties, "florin.demo") && !realPlaid ? Extent.DEMO_HOUSEHOLD : Extent.SERVICES;
  }

  private static Path home(Map<String, String> environment, Map<String, String> properties) {
    return text(environment, "FLORIN_HOME")
        .map(Path::of)
        .orElseGet(() -> Path.of(properties.getOrDefault("user.home", "."), ".florin"));
  }

  private static Optional<Plaid> plaid(Map<String, String> environment) {
    return text(environment, "PLAID_BASE_URL")
        .map(
            baseUrl ->
                new Plaid(
                    url("PLAID_BASE_URL", baseUrl),
                    needed(environment, "PLAID_CLIENT_ID"),
                    needed(environment, "PLAID_SECRET")));
  }

  private static String needed(Map<String, String> environment, String name) {
    return text(environment, name)
        .orElseThrow(() -> new CannotStart(name + " is missing: PLAID_BASE_URL needs it"));
  }

  private static Optional<String> text(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private static int port(Map<String, String> environment, String name, int standard) {
    var text = text(environment, name).orElse(Integer.toString(standard));
    try {
      var port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // falls through to the one line below
    }
    throw new CannotStart(name + ": " + text + " (expected: a port from 0 to 65535, 0 = any free)");
  }

  private static URI url(String name, String text) {
    try {
      var url = URI.create(text);
      if (url.getHost() != null && url.getScheme() != null && url.getScheme().startsWith("http")) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // falls through to the one line below
    }
    throw new CannotStart(name + ": " + text + " (expected: an http or https address)");
  }

  private static Path folder(String text) {
    var folder = Path.of(text).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new CannotStart("-Dflorin.web=" + text + " (expected: a folder)");
    }
    return folder;
  }

  private static List<String> list(Map<String, String> environment, String name) {
    return text(environment, name).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private static Duration patience(Map<String, String> environment) {
    var text = text(environment, "FLORIN_PATIENCE").orElse(PATIENCE.toString());
    try {
      var patience = Duration.parse(text);
      if (patience.isPositive()) {
        return patience;
      }
    } catch (DateTimeParseException e) {
      // falls through to the one line below
    }
    throw new CannotStart("FLORIN_PATIENCE: " + text + " (expected: a duration such as PT5M)");
  }

  private static boolean flag(Map<String, String> properties, String name) {
    return flag(properties, name, "true", "-D" + name);
  }

  private static boolean flag(
      Map<String, String> values, String name, String standard, String shown) {
    var text = values.getOrDefault(name, standard);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new CannotStart(shown + "=" + text + " (expected: true or false)");
    };
  }

  private static void requireMasterKey(String key) {
    try {
      if (Base64.getDecoder().decode(key).length == MASTER_KEY_BYTES) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // falls through: the key itself must not be printed
    }
    throw new CannotStart("FLORIN_MASTER_KEY is not base64 of 32 bytes");
  }

  @Override
  public String toString() {
    return "FlorinSettings[home=" + home + ", ports=" + ports + "]";
  }
}
