package florin.journal.rebuild;

import florin.journal.Streams;
import florin.journal.sample.SampleApplication;
import florin.journal.test.Services;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A process that does nothing but rebuild: goes on with the one it finds. Its settings come on
 * standard input; it ends when it is killed.
 */
final class RebuildProcess {

  private RebuildProcess() {}

  static Rebuild rebuild(Map<String, Object> settings) {
    ConnectionPool owner = Services.pools(settings).owner();
    ConnectionPool worker = Services.pools(settings).rebuild();
    return Rebuilds.of(
        owner,
        worker,
        Services.migrations(settings),
        Streams.of(SampleApplication.NOTES),
        Notes.projections());
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Properties given = new Properties();
    given.load(System.in);
    Map<String, Object> settings = new LinkedHashMap<>();
    given.forEach((name, value) -> settings.put(name.toString(), value));
    rebuild(settings).start();
    Thread.currentThread().join();
  }

  static Process start(Map<String, Object> settings) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RebuildProcess.class.getName()))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Properties given = new Properties();
    settings.forEach((name, value) -> given.setProperty(name, value.toString()));
    try (var input = process.getOutputStream()) {
      given.store(input, null);
    }
    return process;
  }
}
