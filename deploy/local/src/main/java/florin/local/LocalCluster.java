package florin.local;

import florin.local.child.ChildSpec;
import florin.local.child.Children;
import florin.local.host.CannotStart;
import florin.local.host.FlorinHome;
import florin.local.host.FlorinSettings;
import florin.local.host.LocalHttp;
import florin.local.host.Patience;
import florin.local.host.Ports;
import florin.local.host.SecretFiles;
import florin.local.storage.DatabaseRole;
import florin.local.storage.Databases;
import florin.local.storage.KafkaNode;
import florin.local.storage.PostgresServer;
import florin.local.storage.ServiceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A complete Florin on this machine, running until it is closed. Processes are named {@code
 * postgres}, {@code kafka}, {@code emulator}, {@code gateway}; services as in {@link
 * ServiceName#process()}.
 */
public final class LocalCluster implements AutoCloseable {

  private static final Duration PROBE_PAUSE = Duration.ofMillis(50);

  private final FlorinSettings settings;
  private final Consumer<String> say;
  private final FlorinHome florinHome;
  private final Children children;
  private final PostgresServer postgresServer;
  private final KafkaNode kafkaNode;
  private final Databases databases;
  private final ProcessSpecs processSpecs;
  private final LocalHttp localHttp = new LocalHttp();
  private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();

  /**
   * Takes the home and its ports; nothing runs yet.
   *
   * @throws CannotStart when a setting has to change first
   */
  LocalCluster(FlorinSettings settings, Consumer<String> say) {
    this.settings = settings;
    this.say = say;
    this.florinHome = FlorinHome.open(settings.home());
    try {
      this.children = new Children(florinHome.run(), florinHome.logs(), say);
      children.stopLeftovers();
      var ports = new Ports();
      var loopback = FlorinSettings.LOOPBACK;
      this.processSpecs = new ProcessSpecs(settings, florinHome, ports);
      this.postgresServer =
          PostgresServer.in(
              florinHome,
              settings.cache(),
              ports.claim("FLORIN_POSTGRES_PORT", loopback, settings.ports().postgres()));
      this.kafkaNode =
          new KafkaNode(
              florinHome,
              ports.claim("FLORIN_KAFKA_PORT", loopback, settings.ports().kafka()),
              ports.free());
      this.databases =
          new Databases(postgresServer, new SecretFiles(florinHome.resolve("secrets")));
    } catch (RuntimeException e) {
      florinHome.close();
      throw e;
    }
  }

  /**
   * Starts everything and returns when it answers.
   *
   * @throws CannotStart when a setting has to change first
   */
  public static LocalCluster start(FlorinSettings settings) {
    return start(settings, line -> {});
  }

  public static LocalCluster start(FlorinSettings settings, Consumer<String> say) {
    var localCluster = new LocalCluster(settings, say);
    try {
      localCluster.open();
      return localCluster;
    } catch (RuntimeException e) {
      localCluster.close();
      throw e;
    }
  }

  void open() {
    say.accept("starting in " + florinHome.folder());
    if (settings.extent() == FlorinSettings.Extent.FOUNDATION) {
      runInParallel(this::startPostgres, this::startKafka, this::startEmulator);
      return;
    }
    runInParallel(this::startPostgres, this::startKafka, this::startEmulator, processSpecs::unpack);
    runInParallel(
        () -> Arrays.stream(ServiceName.values()).forEach(this::startService), this::startGateway);
    runInParallel(
        Arrays.stream(ServiceName.values())
            .<Runnable>map(serviceName -> () -> awaitService(serviceName))
            .toArray(Runnable[]::new));
    await(ProcessSpecs.GATEWAY, () -> localHttp.isUp(gatewayUrl().resolve("/health")));
    if (settings.extent() == FlorinSettings.Extent.DEMO_HOUSEHOLD) {
      demoHousehold().move();
    }
  }

  /** Adds the demo user's own data to the household: plans, goals, a rule, an account by hand. */
  public void enterDemoPlan() {
    if (settings.extent() == FlorinSettings.Extent.DEMO_HOUSEHOLD) {
      demoHousehold().enterPlan();
    }
  }

  private DemoHousehold demoHousehold() {
    return new DemoHousehold(
        localHttp, gatewayUrl(), processSpecs.plaid(), processSpecs.webhookUrl(), say);
  }

  /**
   * Starts every service once more without serving, to record Java's ahead-of-time cache: the next
   * start takes a third of the time. Returns at once if the cache of this build exists.
   */
  public void prepareNextStart() {
    for (var serviceName : ServiceName.values()) {
      train(processSpecs.service(serviceName, databases, kafkaNode));
    }
    train(processSpecs.gateway());
  }

  private void train(ChildSpec served) {
    var jar = processSpecs.jar(served.name());
    if (jar.isTrained()) {
      return;
    }
    var draft = jar.draft();
    try {
      if (children.runToEnd(processSpecs.trainingSpec(served, draft))) {
        jar.keep(draft);
      }
      jar.drop(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startPostgres() {
    children.start(postgresServer.prepare());
    await(PostgresServer.NAME, postgresServer::isReady);
    databases.create();
  }

  private void startKafka() {
    children.start(kafkaNode.prepare());
    await(KafkaNode.NAME, kafkaNode::isReady);
    new OperatorTools(florinHome, postgresServer.port(), kafkaNode.bootstrap(), processSpecs)
        .write();
  }

  private void startEmulator() {
    if (settings.plaid().isEmpty()) {
      children.start(processSpecs.emulator());
      await(
          ProcessSpecs.EMULATOR, () -> localHttp.isUp(emulatorUrl().resolve("/_emulator/health")));
    }
  }

  private void startService(ServiceName serviceName) {
    children.start(processSpecs.service(serviceName, databases, kafkaNode));
  }

  private void awaitService(ServiceName serviceName) {
    var readiness = processSpecs.serviceUrl(serviceName).resolve("/actuator/health/readiness");
    await(serviceName.process(), () -> localHttp.isUp(readiness));
  }

  private void startGateway() {
    children.start(processSpecs.gateway());
  }

  private void await(String name, BooleanSupplier ready) {
    var patience =
        new Patience(
            name, settings.patience(), () -> children.activity(name), System::nanoTime, say);
    while (!ready.getAsBoolean()) {
      if (children.failure().isDone()) {
        throw new CannotStart(children.failure().join());
      }
      var elsewhere = fault.get();
      if (elsewhere != null) {
        throw elsewhere;
      }
      if (!patience.lasts()) {
        throw new CannotStart(
            name
                + " did not answer, log or use the processor for "
                + settings.patience().toSeconds()
                + " s, see "
                + florinHome.logs().resolve(name + ".log"));
      }
      try {
        Thread.sleep(PROBE_PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CannotStart("interrupted while waiting for " + name);
      }
    }
    children.markHealthy(name);
    say.accept(name + " is ready");
  }

  /** Runs all at once; the first fault ends the waiting of all, and is thrown. */
  private void runInParallel(Runnable... steps) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          Arrays.stream(steps)
              .map(step -> CompletableFuture.runAsync(() -> reportFailure(step), threads))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(running).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void reportFailure(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fault.compareAndSet(null, e);
      throw e;
    }
  }

  /** The log-ins that the gateway made with random passwords, by name, until they are shown. */
  Map<String, String> firstPasswords() {
    return new FirstPasswords(florinHome.resolve("identity")).read();
  }

  void firstPasswordsShown() {
    new FirstPasswords(florinHome.resolve("identity")).delete();
  }

  public URI gatewayUrl() {
    return processSpecs.gatewayUrl();
  }

  public URI serviceUrl(ServiceName serviceName) {
    return processSpecs.serviceUrl(serviceName);
  }

  /** The emulator's address, or that of the Plaid used in its place. */
  public URI emulatorUrl() {
    return processSpecs.plaid().baseUrl();
  }

  public FlorinSettings.Plaid plaid() {
    return processSpecs.plaid();
  }

  public String jdbcUrl(ServiceName serviceName) {
    return postgresServer.jdbcUrl(serviceName.database());
  }

  public String user(ServiceName serviceName, DatabaseRole databaseRole) {
    return serviceName.role() + "_" + databaseRole.key();
  }

  public String password(ServiceName serviceName, DatabaseRole databaseRole) {
    return databases.password(serviceName, databaseRole);
  }

  public String superuserPassword() {
    return postgresServer.superuserPassword();
  }

  public String kafkaBootstrap() {
    return kafkaNode.bootstrap();
  }

  public Path home() {
    return florinHome.folder();
  }

  public List<String> processes() {
    return List.copyOf(children.names());
  }

  public long pid(String process) {
    return children
        .pid(process)
        .orElseThrow(() -> new IllegalStateException(process + " does not run"));
  }

  /** {@code kill -9}; the supervision starts it again. */
  public void kill(String process) {
    children.signal(process, "KILL");
  }

  /** Sends any signal: {@code STOP} and {@code CONT} freeze and thaw. */
  public void signal(String process, String signal) {
    children.signal(process, signal);
  }

  /** Stops one process in order; it stays down until {@link #resume}. */
  public void stop(String process) {
    children.stop(process);
  }

  public void resume(String process) {
    children.resume(process);
  }

  /** Completes with one line when a child died too often to be started again. */
  public CompletableFuture<String> failure() {
    return children.failure();
  }

  @Override
  public void close() {
    children.close();
    florinHome.close();
  }
}
