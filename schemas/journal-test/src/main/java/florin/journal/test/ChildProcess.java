package florin.journal.test;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A process with this one's classes, to be killed. It gets its settings on standard input. */
public final class ChildProcess {

  private ChildProcess() {}

  public static Process start(Class<?> main, Map<String, Object> settings, String... arguments)
      throws IOException {
    return start(256, main, settings, arguments);
  }

  /**
   * @param heap of the process, in MiB; it exits when that is not enough
   */
  public static Process start(
      int heap, Class<?> main, Map<String, Object> settings, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Properties given = new Properties();
    settings.forEach((name, value) -> given.setProperty(name, value.toString()));
    try (OutputStream input = process.getOutputStream()) {
      given.store(input, null);
    }
    return process;
  }

  /** The values from the parent. */
  public static Map<String, Object> settings() throws IOException {
    Properties given = new Properties();
    given.load(System.in);
    Map<String, Object> settings = new LinkedHashMap<>();
    given.forEach((name, value) -> settings.put(name.toString(), value));
    return settings;
  }
}
