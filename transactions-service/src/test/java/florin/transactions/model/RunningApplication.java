package florin.transactions.model;

import static org.awaitility.Awaitility.await;

import florin.events.Topic;
import florin.journal.Commands;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import florin.journal.rebuild.Rebuild;
import florin.journal.rebuild.RebuildState;
import florin.journal.test.TestPlatform;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The real service over its database, until it is stopped. */
final class RunningApplication implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final TypeReference<Map<String, Object>> JSON = new TypeReference<>() {};
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TestPlatform platform;
  private final ConfigurableApplicationContext context;
  private final URI base;
  private final Commands commands;
  private final Inbox facts;

  /** An answer: its status and its body, if that is an object. */
  record Answer(int status, Map<String, Object> body) {}

  private RunningApplication(TestPlatform platform, ConfigurableApplicationContext context) {
    this.platform = platform;
    this.context = context;
    this.base =
        URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    this.commands = context.getBean(Commands.class);
    this.facts =
        context.getBeansOfType(Inbox.class).values().stream()
            .filter(inbox -> inbox.topic().equals(Topic.PROVIDER_SYNC_EVENTS))
            .findFirst()
            .orElseThrow();
  }

  /** Starts it; facts come from the test, not from a topic. */
  static RunningApplication start(TestPlatform platform) throws ClassNotFoundException {
    Map<String, Object> settings = new LinkedHashMap<>(platform.settings());
    settings.put("server.port", 0);
    String binding = "spring.cloud.stream.bindings.%s-in-0.consumer.auto-startup";
    settings.put(binding.formatted("providerSyncEvents"), false);
    settings.put(binding.formatted("accountsEvents"), false);
    SpringApplication service =
        new SpringApplication(Class.forName("florin.transactions.TransactionsApplication"));
    service.setDefaultProperties(settings);
    service.addInitializers(
        context ->
            ((GenericApplicationContext) context)
                .registerBean(ReactorResourceFactory.class, RunningApplication::ownLoops));
    return new RunningApplication(platform, service.run());
  }

  /** With Netty's global threads the end of one service would be the end of the next one's too. */
  private static ReactorResourceFactory ownLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    return resources;
  }

  /** Applies facts as the inbox does, in one transaction of the user's household. */
  void apply(UUID user, List<InboundEvent> events) {
    commands.run(user, unit -> facts.apply(unit, events)).block(PATIENCE);
  }

  Answer get(String user, String path) {
    return exchange(HttpMethod.GET, user, path, null, null);
  }

  Answer exchange(
      HttpMethod method,
      String user,
      String path,
      @Nullable Integer ifMatch,
      @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + platform.identity().token(user))
            .method(
                method.name(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (ifMatch != null) {
      request.header("If-Match", "\"" + ifMatch + "\"");
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.body().isEmpty() ? Map.of() : MAPPER.readValue(answer.body(), JSON));
    } catch (IOException silent) {
      throw new AssertionError(method + " " + path + ": no answer\n" + state(), silent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** Where an answer may be stuck: at the service's door, in its pools or in the database. */
  private String state() {
    StringBuilder state = new StringBuilder();
    context.getBean(MeterRegistry.class).getMeters().stream()
        .filter(
            meter ->
                meter.getId().getName().contains("pool")
                    || meter.getId().getName().contains("active"))
        .forEach(
            meter -> state.append(meter.getId()).append(' ').append(meter.measure()).append('\n'));
    platform
        .query(
            "select pid, usename, state, wait_event_type, wait_event, xact_start, state_change,"
                + " left(query, 200) as query from pg_stat_activity where datname ="
                + " current_database()")
        .forEach(row -> state.append(row).append('\n'));
    return state.toString();
  }

  /** A list to its end, page by page. */
  List<Map<String, Object>> pages(String user, String query) {
    List<Map<String, Object>> items = new ArrayList<>();
    Object cursor = null;
    do {
      Answer page =
          get(user, "/api/transactions?" + query + (cursor == null ? "" : "&cursor=" + cursor));
      if (page.status != 200) {
        throw new AssertionError(query + ": " + page);
      }
      for (Object item : (List<?>) Objects.requireNonNull(page.body.get("items"))) {
        @SuppressWarnings("unchecked")
        Map<String, Object> row = (Map<String, Object>) item;
        items.add(compared(row));
      }
      cursor = page.body.get("next");
    } while (cursor != null);
    return items;
  }

  /** An item of the wire as the model writes it: amounts without trailing zeros, no nulls. */
  static Map<String, Object> compared(Map<String, Object> row) {
    Map<String, Object> item = new LinkedHashMap<>(ListQuestion.present(row));
    Map<?, ?> amount = (Map<?, ?>) Objects.requireNonNull(item.get("amount"));
    item.put(
        "amount",
        new BigDecimal(String.valueOf(amount.get("amount"))).stripTrailingZeros().toPlainString());
    item.put("currency", Objects.requireNonNull(amount.get("currency")));
    if (item.get("runningBalance") instanceof Map<?, ?> balance) {
      item.put(
          "runningBalance",
          new BigDecimal(String.valueOf(balance.get("amount")))
              .stripTrailingZeros()
              .toPlainString());
    }
    // Whom an entry names has tests of its own.
    item.keySet().removeAll(List.of("merchantId", "merchant", "merchantSource", "display"));
    return Map.copyOf(item);
  }

  /** Makes the views again from the journal and takes them into use. */
  void rebuild() {
    Rebuild rebuild = context.getBean(Rebuild.class);
    rebuild.begin(false).block(PATIENCE);
    RebuildState state =
        await()
            .atMost(PATIENCE)
            .until(
                () -> Objects.requireNonNull(rebuild.state().block(PATIENCE)),
                found -> found.endedAt() != null);
    if (state.phase() != RebuildState.Phase.DONE) {
      throw new AssertionError(state.toString());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
