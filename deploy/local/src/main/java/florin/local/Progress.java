package florin.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

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
    var url = florin.gatewayUrl();
    out.println(
        """

          Florin      %1$s
          Log in      demo / demo  (or guest / guest)
          Data        %2$s  (logs in %2$s/logs)
          Stop        Ctrl-C

          TOKEN=$(curl -s %1$s/auth/token -H 'Content-Type: application/json' \\
            -d '{"username":"demo","password":"demo"}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
          curl -s -H "Authorization: Bearer $TOKEN" '%1$s/api/transactions?limit=5'
        """
            .formatted(url, florin.home()));
  }
}
