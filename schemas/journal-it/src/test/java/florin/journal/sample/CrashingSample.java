package florin.journal.sample;

import florin.journal.test.TestPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample as a process of its own that is there to be killed: it never answers, and its letters
 * are never answered.
 */
public final class CrashingSample {

  private static final String PORT = "listening on ";

  private CrashingSample() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(SampleApplication.class);
    application.addInitializers(
        context -> {
          ApplicationListener<WebServerInitializedEvent> announcing =
              event -> System.out.println(PORT + event.getWebServer().getPort());
          context.addApplicationListener(announcing);
          context
              .getBeanFactory()
              .registerSingleton(
                  "silence",
                  (WebFilter)
                      (exchange, chain) -> {
                        exchange.getResponse().beforeCommit(Mono::never);
                        return chain.filter(exchange);
                      });
        });
    PostOffice office = application.run(arguments).getBean(PostOffice.class);
    office.answer("a", Mono.never());
  }

  /** Starts it over a database. */
  public static Process start(TestPlatform platform) throws IOException {
    Map<String, Object> settings = new HashMap<>(platform.settings());
    settings.put("server.port", 0);
    // Out of the consumer group: a killed member would keep its partitions for a while.
    settings.put("spring.cloud.stream.bindings.planningEvents-in-0.consumer.auto-startup", false);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashingSample.class.getName());
    builder
        .environment()
        .put("SPRING_APPLICATION_JSON", JsonMapper.shared().writeValueAsString(settings));
    return builder.redirectErrorStream(true).start();
  }

  /** Waits until it listens. */
  public static int port(Process process) throws IOException {
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(PORT)) {
        return Integer.parseInt(line.substring(PORT.length()));
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("The child ended: " + said);
  }
}
