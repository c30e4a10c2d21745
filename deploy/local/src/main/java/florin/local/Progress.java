package florin.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the person at the terminal sees. */
final class Progress {

  private final PrintStream out;
  private final long begin = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println("[" + seconds() + " s] " + line);
  }

  private String seconds() {
    var elapsed = Duration.ofNanos(System.nanoTime() - begin);
    return String.format(Locale.ROOT, "%5.1f", elapsed.toMillis() / 1_000.0);
  }

  void welcome(Florin florin, FlorinSettings settings) {
    say("ready");
    if (settings.extent() == FlorinSettings.Extent.FOUNDATION) {
      out.println(
          "  Databases   "
              + florin.jdbcUrl(Service.ACCOUNTS)
              + " and three more\n"
              + "  Kafka       "
              + florin.kafkaBootstrap()
              + "\n"
              + "  Data        "
              + florin.home()
              + "\n"
              + "  Stop        Ctrl-C");
      return;
    }
    var first = florin.firstPasswords();
    var name = first.isEmpty() ? "demo" : first.keySet().iterator().next();
    var password = first.getOrDefault(name, "demo");
    out.println(
        """

          Florin      %1$s
          Log in      %3$s
          Data        %2$s  (logs in %2$s/logs)
          Stop        Ctrl-C
        """
            .formatted(florin.gatewayUrl(), florin.home(), logIns(first, settings)));
    if (settings.demoUsers() || !first.isEmpty()) {
      out.println(
          """
            TOKEN=$(curl -s %1$s/auth/token -H 'Content-Type: application/json' \\
              -d '{"username":"%2$s","password":"%3$s"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
            curl -s -H "Authorization: Bearer $TOKEN" '%1$s/api/transactions?limit=5'
          """
              .formatted(florin.gatewayUrl(), name, password));
    }
  }

  private static String logIns(Map<String, String> first, FlorinSettings settings) {
    if (!first.isEmpty()) {
      return first.entrySet().stream()
          .map(each -> each.getKey() + " / " + each.getValue())
          .collect(
              Collectors.joining(
                  "  or  ", "", "  (shown only now; POST /auth/password sets another)"));
    }
    return settings.demoUsers()
        ? "demo / demo  (or guest / guest)"
        : "as a user of FLORIN_HOME/identity/users.properties";
  }
}
