package florin.local;

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
    var progress = new Progress(System.out);
    try {
      var settings = FlorinSettings.read(System.getenv(), properties());
      var florin = new Florin(settings, progress::say);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(florin, progress)));
      if (Boolean.getBoolean("florin.stop-with-parent")) {
        stopWithParent();
      }
      florin.open();
      progress.welcome(florin, settings);
      florin.firstPasswordsShown();
      if (settings.extent() != FlorinSettings.Extent.FOUNDATION) {
        Thread.ofPlatform().daemon().start(florin::prepareNextStart);
      }
      System.err.println("florin: " + florin.failure().join());
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

  private static void stop(Florin florin, Progress progress) {
    progress.say("stopping");
    florin.close();
    progress.say("stopped");
  }

  /** Maven may be killed without a word to us. */
  private static void stopWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
  }
}
