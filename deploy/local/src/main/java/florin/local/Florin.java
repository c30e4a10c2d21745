package florin.local;

import florin.local.child.ChildSpec;
import florin.local.child.Children;
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
 * A whole Florin on this machine, running until it is closed. Processes are named {@code postgres},
 * {@code kafka}, {@code emulator}, {@code gateway} and as {@link Service#process()} says.
 */
public final class Florin implements AutoCloseable {

  private static final Duration PROBE_PAUSE = Duration.ofMillis(50);

  private final FlorinSettings settings;
  private final Consumer<String> say;
  private final Home home;
  private final Children children;
  private final Postgres postgres;
  private final Kafka kafka;
  private final Databases databases;
  private final Layout layout;
  private final Http http = new Http();
  private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();

  /**
   * Takes the home and its ports; nothing runs yet.
   *
   * @throws CannotStart when a setting has to change first
   */
  Florin(FlorinSettings settings, Consumer<String> say) {
    this.settings = settings;
    this.say = say;
    this.home = Home.open(settings.home());
    try {
      this.children = new Children(home.run(), home.logs(), say);
      children.stopLeftovers();
      var ports = new Ports();
      var loopback = FlorinSettings.LOOPBACK;
      this.layout = new Layout(settings, home, ports);
      this.postgres =
          Postgres.in(
              home,
              settings.cache(),
              ports.claim("FLORIN_POSTGRES_PORT", loopback, settings.ports().postgres()));
      this.kafka =
          new Kafka(
              home,
              ports.claim("FLORIN_KAFKA_PORT", loopback, settings.ports().kafka()),
              ports.free());
      this.databases = new Databases(postgres, new Secrets(home.resolve("secrets")));
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  /**
   * Starts everything and returns when it answers.
   *
   * @throws CannotStart when a setting has to change first
   */
  public static Florin start(FlorinSettings settings) {
    return start(settings, line -> {});
  }

  public static Florin start(FlorinSettings settings, Consumer<String> say) {
    var florin = new Florin(settings, say);
    try {
      florin.open();
      return florin;
    } catch (RuntimeException e) {
      florin.close();
      throw e;
    }
  }

  void open() {
    say.accept("starting in " + home.folder());
    if (settings.extent() == FlorinSettings.Extent.FOUNDATION) {
      together(this::startPostgres, this::startKafka, this::startEmulator);
      return;
    }
    together(this::startPostgres, this::startKafka, this::startEmulator, layout::unpack);
    together(() -> Arrays.stream(Service.values()).forEach(this::startService), this::startGateway);
    together(
        Arrays.stream(Service.values())
            .<Runnable>map(service -> () -> awaitService(service))
            .toArray(Runnable[]::new));
    await(Layout.GATEWAY, () -> http.isUp(gatewayUrl().resolve("/health")));
    if (settings.extent() == FlorinSettings.Extent.DEMO_HOUSEHOLD) {
      new DemoHousehold(http, gatewayUrl(), layout.plaid(), layout.webhookUrl(), say).move();
    }
  }

  /**
   * Lets every service start once more, gently and without serving, and keeps what Java learned:
   * the next start takes a third of the time. Returns at once when that was done for this build.
   */
  public void prepareNextStart() {
    for (var service : Service.values()) {
      train(layout.service(service, databases, kafka));
    }
    train(layout.gateway());
  }

  private void train(ChildSpec served) {
    var jar = layout.jar(served.name());
    if (jar.isTrained()) {
      return;
    }
    var draft = jar.draft();
    try {
      if (children.runToEnd(layout.training(served, draft))) {
        jar.keep(draft);
      }
      jar.drop(draft);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startPostgres() {
    children.start(postgres.prepare());
    await(Postgres.NAME, postgres::isReady);
    databases.create();
  }

  private void startKafka() {
    children.start(kafka.prepare());
    await(Kafka.NAME, kafka::isReady);
    new OperatorTools(home, postgres.port(), kafka.bootstrap(), layout).write();
  }

  private void startEmulator() {
    if (settings.plaid().isEmpty()) {
      children.start(layout.emulator());
      await(Layout.EMULATOR, () -> http.isUp(emulatorUrl().resolve("/_emulator/health")));
    }
  }

  private void startService(Service service) {
    children.start(layout.service(service, databases, kafka));
  }

  private void awaitService(Service service) {
    var readiness = layout.serviceUrl(service).resolve("/actuator/health/readiness");
    await(service.process(), () -> http.isUp(readiness));
  }

  private void startGateway() {
    children.start(layout.gateway());
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
                + home.logs().resolve(name + ".log"));
      }
      try {
        Thread.sleep(PROBE_PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CannotStart("interrupted while waiting for " + name);
      }
    }
    children.prove(name);
    say.accept(name + " is ready");
  }

  /** Runs all at once; the first fault ends the waiting of all, and is thrown. */
  private void together(Runnable... steps) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          Arrays.stream(steps)
              .map(step -> CompletableFuture.runAsync(() -> noting(step), threads))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(running).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void noting(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      fault.compareAndSet(null, e);
      throw e;
    }
  }

  /** The log-ins that the gateway made with random passwords, by name, until they are shown. */
  Map<String, String> firstPasswords() {
    return new FirstPasswords(home.resolve("identity")).read();
  }

  void firstPasswordsShown() {
    new FirstPasswords(home.resolve("identity")).delete();
  }

  public URI gatewayUrl() {
    return layout.gatewayUrl();
  }

  public URI serviceUrl(Service service) {
    return layout.serviceUrl(service);
  }

  /** The emulator's address, or that of the Plaid used in its place. */
  public URI emulatorUrl() {
    return layout.plaid().baseUrl();
  }

  public FlorinSettings.Plaid plaid() {
    return layout.plaid();
  }

  public String jdbcUrl(Service service) {
    return postgres.jdbcUrl(service.database());
  }

  public String user(Service service, Role role) {
    return service.role() + "_" + role.key();
  }

  public String password(Service service, Role role) {
    return databases.password(service, role);
  }

  public String superuserPassword() {
    return postgres.superuserPassword();
  }

  public String kafkaBootstrap() {
    return kafka.bootstrap();
  }

  public Path home() {
    return home.folder();
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
    home.close();
  }
}
