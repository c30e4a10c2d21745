package florin.local.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Small programs of the system: looked up on {@code PATH}, run to their end. */
public final class Programs {

  private Programs() {}

  public static boolean onPath(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Arrays.stream(path.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Prefix of a command that runs with low priority. */
  public static List<String> lowPriorityPrefix() {
    return onPath("nice") ? List.of("nice", "-n", "19") : List.of();
  }

  /** Whether the program ended with 0 within ten seconds; its output is dropped. */
  public static boolean succeeds(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static boolean signal(String signal, long pid) {
    return succeeds(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid)));
  }
}
