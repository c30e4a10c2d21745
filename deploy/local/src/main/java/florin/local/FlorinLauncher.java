package florin.local;

import florin.local.host.CannotStart;
import florin.local.host.FlorinSettings;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code mvn -Prun}: starts Florin in the foreground and stops it in order on Ctrl-C. */
public final class FlorinLauncher {

  private FlorinLauncher() {}

  /** Exits with 1 and one line on the error stream when Florin cannot start or go on. */
  public static void main(String[] arguments) {
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "florin/local/launcher-logback.xml");
    }
    var consoleProgress = new ConsoleProgress(System.out);
    try {
      var settings = FlorinSettings.read(System.getenv(), properties());
      var localCluster = new LocalCluster(settings, consoleProgress::say);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(localCluster, consoleProgress)));
      if (Boolean.getBoolean("florin.stop-with-parent")) {
        stopWithParent();
      }
      localCluster.open();
      localCluster.enterDemoPlan();
      consoleProgress.welcome(localCluster, settings);
      localCluster.firstPasswordsShown();
      if (settings.extent() != FlorinSettings.Extent.FOUNDATION) {
        Thread.ofPlatform().daemon().start(localCluster::prepareNextStart);
      }
      System.err.println("florin: " + localCluster.failure().join());
    } catch (CannotStart e) {
      System.err.println("florin: " + e.getMessage());
    }
    System.exit(1);
  }

  private static Map<String, String> properties() {
    var properties = System.getProperties();
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  private static void stop(LocalCluster localCluster, ConsoleProgress consoleProgress) {
    consoleProgress.say("stopping");
    localCluster.close();
    consoleProgress.say("stopped");
  }

  /** Maven may be killed without a signal to this process. */
  private static void stopWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
  }
}
