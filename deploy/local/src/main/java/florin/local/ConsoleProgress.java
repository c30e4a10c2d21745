package florin.local;

import florin.local.host.FlorinSettings;
import florin.local.storage.ServiceName;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the progress of the start on the terminal. */
final class ConsoleProgress {

  private final PrintStream out;
  private final long begin = System.nanoTime();

  ConsoleProgress(PrintStream out) {
    this.out = out;
  }

  void say(String line) {
    out.println("[" + seconds() + " s] " + line);
  }

  private String seconds() {
    var elapsed = Duration.ofNanos(System.nanoTime() - begin);
    return String.format(Locale.ROOT, "%5.1f", elapsed.toMillis() / 1_000.0);
  }

  void welcome(LocalCluster localCluster, FlorinSettings settings) {
    say("ready");
    if (settings.extent() == FlorinSettings.Extent.FOUNDATION) {
      out.println(
          "  Databases   "
              + localCluster.jdbcUrl(ServiceName.ACCOUNTS)
              + " and three more\n"
              + "  Kafka       "
              + localCluster.kafkaBootstrap()
              + "\n"
              + "  Data        "
              + localCluster.home()
              + "\n"
              + "  Stop        Ctrl-C");
      return;
    }
    var first = localCluster.firstPasswords();
    var name = first.isEmpty() ? "demo" : first.keySet().iterator().next();
    var password = first.getOrDefault(name, "demo");
    out.println(
        """

          Florin      %1$s
          Log in      %3$s
          Data        %2$s  (logs in %2$s/logs)
          Stop        Ctrl-C
        """
            .formatted(localCluster.gatewayUrl(), localCluster.home(), logIns(first, settings)));
    if (!first.isEmpty()) {
      out.println(
          """
            curl -s %1$s/auth/password -H 'Content-Type: application/json' \\
              -d '{"username":"%2$s","password":"%3$s","newPassword":"…"}'
          """
              .formatted(localCluster.gatewayUrl(), name, password));
      return;
    }
    if (settings.demoUsers()) {
      out.println(
          """
            TOKEN=$(curl -s %1$s/auth/token -H 'Content-Type: application/json' \\
              -d '{"username":"%2$s","password":"%3$s"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
            curl -s -H "Authorization: Bearer $TOKEN" '%1$s/api/transactions?limit=5'
          """
              .formatted(localCluster.gatewayUrl(), name, password));
    }
  }

  private static String logIns(Map<String, String> first, FlorinSettings settings) {
    if (!first.isEmpty()) {
      return first.entrySet().stream()
          .map(each -> each.getKey() + " / " + each.getValue())
          .collect(
              Collectors.joining(
                  "  or  ", "", "  (shown only now; it must be changed before the first log-in)"));
    }
    return settings.demoUsers()
        ? "demo / demo  (or guest / guest)"
        : "as a user of FLORIN_HOME/identity/users.properties";
  }
}
