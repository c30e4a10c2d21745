package florin.emulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import florin.emulator.api.AccountEndpoints;
import florin.emulator.api.CategoryEndpoints;
import florin.emulator.api.InstitutionEndpoints;
import florin.emulator.api.InvestmentEndpoints;
import florin.emulator.api.ItemEndpoints;
import florin.emulator.api.LinkEndpoints;
import florin.emulator.api.RecurringEndpoints;
import florin.emulator.api.SandboxEndpoints;
import florin.emulator.api.TransactionGetEndpoints;
import florin.emulator.api.TransactionSyncEndpoint;
import florin.emulator.api.VerificationKeyEndpoint;
import florin.emulator.control.ControlPlane;
import florin.emulator.household.Household;
import florin.emulator.http.Endpoint;
import florin.emulator.http.PlaidRequestHandler;
import florin.emulator.http.RateLimits;
import florin.emulator.http.RequestLog;
import florin.emulator.item.HistoryReadiness;
import florin.emulator.item.ItemHistory;
import florin.emulator.item.LoginExpiry;
import florin.emulator.link.HostedLink;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.TaskSchedule;
import florin.emulator.webhook.WebhookDelivery;
import florin.emulator.webhook.WebhookNotices;
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
 * A running emulator on 127.0.0.1 only. One thread owns the state; a response is sent once its
 * changes are on disk.
 */
public final class PlaidEmulator implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  // Reactor Netty 1.3.6 and 1.3.7 may stop reading a kept-alive connection (its issue 4361).
  static {
    System.getProperties().putIfAbsent("reactor.netty.http.server.lastFlushWhenNoRead", "true");
  }

  private final DisposableServer server;
  private final WebhookDelivery webhookDelivery;
  private final Scheduler thread;
  private final EmulatorState emulatorState;

  private PlaidEmulator(
      DisposableServer server,
      WebhookDelivery webhookDelivery,
      Scheduler thread,
      EmulatorState emulatorState) {
    this.server = server;
    this.webhookDelivery = webhookDelivery;
    this.thread = thread;
    this.emulatorState = emulatorState;
  }

  /**
   * @throws IllegalStateException if the port or the state folder is in use; the message names it
   */
  public static PlaidEmulator start(EmulatorSettings settings) {
    var system = InstantSource.system();
    var today = LocalDate.ofInstant(system.instant(), ZoneOffset.UTC);
    var anchor = settings.anchor().orElse(today);
    var emulatorState = EmulatorState.open(settings.home(), settings.seed(), anchor, system);
    var thread = Schedulers.fromExecutorService(bankThread());
    try {
      return start(settings, emulatorState, thread);
    } catch (RuntimeException failure) {
      thread.dispose();
      emulatorState.close();
      throw failure;
    }
  }

  private static PlaidEmulator start(
      EmulatorSettings settings, EmulatorState emulatorState, Scheduler thread) {
    var household = Household.of(emulatorState.seed(), emulatorState.anchor());
    var webhookNotices = new WebhookNotices(emulatorState.clock());
    var taskSchedule = new TaskSchedule(emulatorState, thread);
    var webhookDelivery =
        new WebhookDelivery(emulatorState, thread, taskSchedule, settings.webhookRetry());
    var historyReadiness =
        new HistoryReadiness(
            emulatorState,
            household,
            taskSchedule,
            webhookNotices,
            settings.initialDelay(),
            settings.historicalDelay());
    var journal = new RequestLog();
    var clientCredentials =
        new PlaidRequestHandler.ClientCredentials(settings.clientId(), settings.secret());
    var limits = new RateLimits(emulatorState, settings.limits());
    var plaidRequestHandler =
        new PlaidRequestHandler(emulatorState, clientCredentials, journal, limits);
    var control =
        new ControlPlane(
            emulatorState,
            journal,
            webhookNotices,
            webhookDelivery,
            new ItemHistory(emulatorState, household));
    var hostedLink = new HostedLink(emulatorState, webhookNotices);
    var httpRoutes =
        new HttpRoutes(
            plaidRequestHandler,
            endpoints(emulatorState, household, hostedLink, webhookNotices),
            control,
            hostedLink,
            thread);
    on(
        thread,
        () -> {
          webhookDelivery.start();
          historyReadiness.start();
          settings
              .loginLife()
              .ifPresent(
                  life ->
                      new LoginExpiry(emulatorState, taskSchedule, webhookNotices, life).start());
        });
    var server = bind(settings.port(), httpRoutes);
    var emulator = new PlaidEmulator(server, webhookDelivery, thread, emulatorState);
    hostedLink.servedAt(emulator.baseUrl());
    return emulator;
  }

  /** An ordinary thread, for it waits for the disk. */
  private static ScheduledExecutorService bankThread() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("plaid-emulator").daemon().factory());
  }

  private static List<Endpoint> endpoints(
      EmulatorState emulatorState,
      Household household,
      HostedLink hostedLink,
      WebhookNotices webhookNotices) {
    var emulatorClock = emulatorState.clock();
    return Stream.of(
            new LinkEndpoints(emulatorState, household, hostedLink, emulatorClock).endpoints(),
            new ItemEndpoints(webhookNotices).endpoints(),
            new AccountEndpoints().endpoints(),
            new TransactionSyncEndpoint().endpoints(),
            new TransactionGetEndpoints(webhookNotices).endpoints(),
            new InvestmentEndpoints(webhookNotices).endpoints(),
            new RecurringEndpoints().endpoints(),
            new CategoryEndpoints().endpoints(),
            new InstitutionEndpoints().endpoints(),
            new VerificationKeyEndpoint().endpoints(),
            new SandboxEndpoints(webhookNotices, emulatorClock).endpoints())
        .flatMap(List::stream)
        .toList();
  }

  private static DisposableServer bind(int port, HttpRoutes httpRoutes) {
    try {
      return HttpServer.create().host(LOOPBACK).port(port).route(httpRoutes::register).bindNow();
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

  /** Webhooks that are not delivered or not yet due stay in the state folder. */
  @Override
  public void close() {
    server.disposeNow(PATIENCE);
    webhookDelivery.dispose();
    on(thread, emulatorState::close);
    thread.dispose();
  }

  /** Runs until the process is stopped. */
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
