package florin.emulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import florin.emulator.api.Accounts;
import florin.emulator.api.Audits;
import florin.emulator.api.Categories;
import florin.emulator.api.Institutions;
import florin.emulator.api.Investments;
import florin.emulator.api.Items;
import florin.emulator.api.Links;
import florin.emulator.api.Logins;
import florin.emulator.api.Readiness;
import florin.emulator.api.Recurring;
import florin.emulator.api.Sandbox;
import florin.emulator.api.Transactions;
import florin.emulator.api.VerificationKeys;
import florin.emulator.bank.Agenda;
import florin.emulator.bank.Bank;
import florin.emulator.control.ControlPlane;
import florin.emulator.household.Household;
import florin.emulator.http.Counter;
import florin.emulator.http.Endpoint;
import florin.emulator.http.RateLimits;
import florin.emulator.http.RequestJournal;
import florin.emulator.webhook.Notices;
import florin.emulator.webhook.Postman;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A running emulator on 127.0.0.1, and nowhere else. One thread owns the bank; an answer leaves
 * once what it changed is on the disk.
 */
public final class PlaidEmulator implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  // Reactor Netty 1.3.6 and 1.3.7 may stop reading a kept-alive connection (its issue 4361).
  static {
    System.getProperties().putIfAbsent("reactor.netty.http.server.lastFlushWhenNoRead", "true");
  }

  private final DisposableServer server;
  private final Postman postman;
  private final Scheduler thread;
  private final Bank bank;

  private PlaidEmulator(DisposableServer server, Postman postman, Scheduler thread, Bank bank) {
    this.server = server;
    this.postman = postman;
    this.thread = thread;
    this.bank = bank;
  }

  /**
   * @throws IllegalStateException if the port or the state folder is in use; the message says which
   */
  public static PlaidEmulator start(EmulatorSettings settings) {
    var system = InstantSource.system();
    var today = LocalDate.ofInstant(system.instant(), ZoneOffset.UTC);
    var anchor = settings.anchor().orElse(today);
    var bank = Bank.open(settings.home(), settings.seed(), anchor, system);
    var thread = Schedulers.fromExecutorService(bankThread());
    try {
      return start(settings, bank, thread);
    } catch (RuntimeException failure) {
      thread.dispose();
      bank.close();
      throw failure;
    }
  }

  private static PlaidEmulator start(EmulatorSettings settings, Bank bank, Scheduler thread) {
    var household = Household.of(bank.seed(), bank.anchor());
    var notices = new Notices(bank.clock());
    var agenda = new Agenda(bank, thread);
    var postman = new Postman(bank, thread, agenda, settings.webhookRetry());
    var readiness =
        new Readiness(
            bank, household, agenda, notices, settings.initialDelay(), settings.historicalDelay());
    var journal = new RequestJournal();
    var credentials = new Counter.Credentials(settings.clientId(), settings.secret());
    var limits = new RateLimits(bank, settings.limits());
    var counter = new Counter(bank, credentials, journal, limits);
    var control = new ControlPlane(bank, journal, notices, postman);
    var routes = new Routes(counter, endpoints(bank, household, notices), control, thread);
    on(
        thread,
        () -> {
          postman.start();
          readiness.start();
          settings.loginLife().ifPresent(life -> new Logins(bank, agenda, notices, life).start());
        });
    var server = bind(settings.port(), routes);
    return new PlaidEmulator(server, postman, thread, bank);
  }

  /** An ordinary thread, for it waits for the disk. */
  private static ScheduledExecutorService bankThread() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("plaid-emulator").daemon().factory());
  }

  private static List<Endpoint> endpoints(Bank bank, Household household, Notices notices) {
    var clock = bank.clock();
    return Stream.of(
            new Links(bank, household, clock).endpoints(),
            new Items(notices).endpoints(),
            new Accounts().endpoints(),
            new Transactions().endpoints(),
            new Audits(notices).endpoints(),
            new Investments(notices).endpoints(),
            new Recurring().endpoints(),
            new Categories().endpoints(),
            new Institutions().endpoints(),
            new VerificationKeys().endpoints(),
            new Sandbox(notices, clock).endpoints())
        .flatMap(List::stream)
        .toList();
  }

  private static DisposableServer bind(int port, Routes routes) {
    try {
      return HttpServer.create().host(LOOPBACK).port(port).route(routes::register).bindNow();
    } catch (ChannelBindException taken) {
      throw new IllegalStateException(
          "port in use: " + port + " (change FLORIN_EMULATOR_PORT)", taken);
    }
  }

  private static void on(Scheduler thread, Runnable work) {
    Mono.fromRunnable(work).subscribeOn(thread).block(PATIENCE);
  }

  public int port() {
    return server.port();
  }

  public URI baseUrl() {
    return URI.create("http://" + LOOPBACK + ":" + port());
  }

  /** What is not delivered or not yet due stays owed in the state folder. */
  @Override
  public void close() {
    server.disposeNow(PATIENCE);
    postman.dispose();
    on(thread, bank::close);
    thread.dispose();
  }

  /** Runs until the process is told to stop. */
  public static void main(String[] arguments) {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
    PlaidEmulator emulator;
    try {
      emulator = start(EmulatorSettings.from(System.getenv()));
    } catch (IllegalArgumentException | IllegalStateException unusable) {
      System.err.println("plaid-emulator: " + unusable.getMessage());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "plaid-emulator-stop"));
    LoggerFactory.getLogger(PlaidEmulator.class).info("Plaid emulator at {}", emulator.baseUrl());
    emulator.server.onDispose().block();
  }
}
