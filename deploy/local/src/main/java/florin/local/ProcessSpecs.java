package florin.local;

import static java.util.Objects.requireNonNull;

import florin.local.child.ChildSpec;
import florin.local.child.Programs;
import florin.local.child.Stage;
import florin.local.child.StopSignal;
import florin.local.host.FlorinHome;
import florin.local.host.FlorinSettings;
import florin.local.host.Jvm;
import florin.local.host.Ports;
import florin.local.host.SecretFiles;
import florin.local.host.UnpackedJar;
import florin.local.storage.Databases;
import florin.local.storage.KafkaNode;
import florin.local.storage.ServiceName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The ports of all processes, and the environment of each Java child. */
final class ProcessSpecs {

  static final String EMULATOR = "emulator";
  static final String GATEWAY = "gateway";
  private static final String ISSUER = "urn:florin:local";
  private static final String AUDIENCE = "florin";
  private static final String SERVED_HEAP = "-Xmx256m";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A webhook passes through both. */
  private static final Set<String> WEBHOOKS = Set.of(GATEWAY, ServiceName.PROVIDER_SYNC.process());

  private final FlorinSettings settings;
  private final FlorinHome florinHome;
  private final SecretFiles secretFiles;
  private final String operatorPassword;
  private final int gatewayPort;
  private final int emulatorPort;
  private final Map<ServiceName, Integer> servicePorts = new EnumMap<>(ServiceName.class);
  private final Map<String, UnpackedJar> jars = new ConcurrentHashMap<>();
  private final FlorinSettings.Plaid plaid;

  ProcessSpecs(FlorinSettings settings, FlorinHome florinHome, Ports ports) {
    this.settings = settings;
    this.florinHome = florinHome;
    this.secretFiles = new SecretFiles(florinHome.resolve("secrets"));
    this.operatorPassword = secretFiles.once("operator", SecretFiles::password);
    this.gatewayPort = ports.claim("FLORIN_PORT", settings.bind(), settings.ports().gateway());
    this.emulatorPort =
        settings.plaid().isPresent()
            ? 0
            : ports.claim(
                "FLORIN_EMULATOR_PORT", FlorinSettings.LOOPBACK, settings.ports().emulator());
    for (var serviceName : ServiceName.values()) {
      servicePorts.put(serviceName, ports.free());
    }
    this.plaid = settings.plaid().orElseGet(this::emulatorCredentials);
  }

  private FlorinSettings.Plaid emulatorCredentials() {
    var secret = secretFiles.once("emulator-secret", SecretFiles::password);
    return new FlorinSettings.Plaid(url(emulatorPort), "florin-local", secret);
  }

  static URI url(int port) {
    return URI.create("http://" + FlorinSettings.LOOPBACK + ":" + port);
  }

  URI gatewayUrl() {
    var everywhere = settings.bind().equals("0.0.0.0") || settings.bind().equals("::");
    return everywhere
        ? url(gatewayPort)
        : URI.create("http://" + settings.bind() + ":" + gatewayPort);
  }

  URI serviceUrl(ServiceName serviceName) {
    return url(servicePorts.getOrDefault(serviceName, 0));
  }

  URI webhookUrl() {
    return settings.webhookUrl().orElseGet(() -> gatewayUrl().resolve("/webhooks/plaid"));
  }

  FlorinSettings.Plaid plaid() {
    return plaid;
  }

  ChildSpec emulator() {
    var environment =
        Map.of(
            "FLORIN_EMULATOR_PORT", Integer.toString(emulatorPort),
            "FLORIN_EMULATOR_HOME", florinHome.resolve("emulator").toString(),
            "PLAID_CLIENT_ID", plaid.clientId(),
            "PLAID_SECRET", plaid.secret());
    var command = java("-Xmx192m", "-cp", Jvm.classpath(), "florin.emulator.PlaidEmulator");
    return spec(EMULATOR, Stage.PROVIDER, command, environment);
  }

  ChildSpec service(ServiceName serviceName, Databases databases, KafkaNode kafkaNode) {
    var environment = new HashMap<>(listenOn(servicePorts.getOrDefault(serviceName, 0)));
    environment.put("FLORIN_JOURNAL_DATABASE_HOST", FlorinSettings.LOOPBACK);
    environment.put("FLORIN_JOURNAL_DATABASE_PORT", Integer.toString(databases.postgres().port()));
    environment.put("FLORIN_JOURNAL_DATABASE_NAME", serviceName.database());
    databases
        .passwords(serviceName)
        .forEach(
            (role, password) ->
                environment.put(
                    "FLORIN_JOURNAL_DATABASE_" + role.toUpperCase(Locale.ROOT) + "PASSWORD",
                    password));
    environment.put("FLORIN_JOURNAL_OPERATORPASSWORD", operatorPassword);
    environment.put("FLORIN_JOURNAL_KAFKA_BOOTSTRAP", kafkaNode.bootstrap());
    environment.put("FLORIN_JOURNAL_IDENTITY_ISSUER", ISSUER);
    environment.put("FLORIN_JOURNAL_IDENTITY_AUDIENCE", AUDIENCE);
    environment.put(
        "FLORIN_JOURNAL_IDENTITY_JWKSETURI", gatewayUrl().resolve("/auth/jwks").toString());
    if (serviceName == ServiceName.PROVIDER_SYNC) {
      environment.putAll(provider());
    }
    if (serviceName == ServiceName.TRANSACTIONS) {
      environment.put("FLORIN_IMPORTS_MASTERKEY", key("imports.key"));
    }
    return runningSpec(serviceName.process(), Stage.SERVICES, environment);
  }

  private Map<String, String> provider() {
    return Map.of(
        "FLORIN_PLAID_BASEURL", plaid.baseUrl().toString(),
        "FLORIN_PLAID_CLIENTID", plaid.clientId(),
        "FLORIN_PLAID_SECRET", plaid.secret(),
        "FLORIN_PLAID_WEBHOOKURL", webhookUrl().toString(),
        "FLORIN_VAULT_MASTERKEY", settings.masterKey().orElseGet(this::ownMasterKey));
  }

  private String ownMasterKey() {
    return key("master.key");
  }

  /** A key of 32 bytes in base64 that is made once. */
  private String key(String name) {
    return new SecretFiles(florinHome.folder())
        .once(name, () -> Base64.getEncoder().encodeToString(SecretFiles.random(32)));
  }

  ChildSpec gateway() {
    var environment = new HashMap<>(listenOn(gatewayPort));
    environment.put("SERVER_ADDRESS", settings.bind());
    servicePorts.forEach(
        (serviceName, port) ->
            environment.put(
                "FLORIN_GATEWAY_SERVICES_" + serviceName.setting(), url(port).toString()));
    environment.put("FLORIN_GATEWAY_IDENTITYHOME", florinHome.resolve("identity").toString());
    environment.put("FLORIN_GATEWAY_ISSUER", ISSUER);
    environment.put("FLORIN_GATEWAY_DEMOUSERS", Boolean.toString(settings.demoUsers()));
    environment.put("FLORIN_GATEWAY_OPERATORPASSWORD", operatorPassword);
    environment.put("FLORIN_GATEWAY_HOSTS", String.join(",", hosts()));
    environment.put(
        "FLORIN_GATEWAY_TRUSTEDPROXIES", String.join(",", settings.edge().trustedProxies()));
    environment.put("FLORIN_GATEWAY_ACCESSLOG", Boolean.toString(settings.edge().accessLog()));
    settings
        .edge()
        .web()
        .ifPresent(folder -> environment.put("FLORIN_GATEWAY_WEB", folder.toString()));
    return runningSpec(GATEWAY, Stage.GATEWAY, environment);
  }

  /** Those of the settings, and the names that the services and the provider use themselves. */
  private Set<String> hosts() {
    var hosts = new TreeSet<>(settings.edge().hosts());
    hosts.add(webhookUrl().getHost());
    hosts.add(settings.bind());
    return hosts;
  }

  private static Map<String, String> listenOn(int port) {
    return Map.of("SERVER_ADDRESS", FlorinSettings.LOOPBACK, "SERVER_PORT", Integer.toString(port));
  }

  /** Unpacks the jars of the services and the gateway where that was not done yet. */
  void unpack() {
    for (var serviceName : ServiceName.values()) {
      unpack(serviceName.process(), serviceName.jar(settings.root()));
    }
    unpack(GATEWAY, settings.root().resolve("deploy/gateway/target/gateway.jar"));
  }

  private void unpack(String name, Path jar) {
    jars.put(name, UnpackedJar.of(jar, settings.cache()));
  }

  UnpackedJar jar(String name) {
    return requireNonNull(jars.get(name), name);
  }

  private ChildSpec runningSpec(String name, Stage stage, Map<String, String> environment) {
    var jar = jar(name);
    var options = new ArrayList<>(jar.options());
    options.addAll(compilerOptions(name));
    options.addAll(List.of(SERVED_HEAP, "-jar", jar.jar().toString()));
    return spec(name, stage, java(options.toArray(String[]::new)), environment);
  }

  /** The same process on a free port, ending when it would start to serve. */
  ChildSpec trainingSpec(ChildSpec served, Path draft) {
    var jar = jar(served.name());
    var options = new ArrayList<>(UnpackedJar.training(draft));
    options.addAll(compilerOptions(served.name()));
    options.addAll(List.of(SERVED_HEAP, "-jar", jar.jar().toString()));
    var environment = new HashMap<>(served.environment());
    environment.put("SERVER_PORT", "0");
    var command = new ArrayList<>(Programs.lowPriorityPrefix());
    command.addAll(java(options.toArray(String[]::new)));
    return spec(served.name() + "-training", served.stage(), command, environment);
  }

  private static List<String> compilerOptions(String name) {
    return WEBHOOKS.contains(name) ? Jvm.THOROUGH : List.of();
  }

  private static List<String> java(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Jvm.program());
    command.addAll(Jvm.LEAN);
    command.addAll(List.of(arguments));
    return command;
  }

  private ChildSpec spec(
      String name, Stage stage, List<String> command, Map<String, String> environment) {
    return new ChildSpec(
        name, stage, command, environment, florinHome.folder(), StopSignal.TERM, PATIENCE);
  }
}
