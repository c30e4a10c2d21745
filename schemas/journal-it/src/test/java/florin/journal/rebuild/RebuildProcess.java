package florin.journal.rebuild;

import florin.journal.Streams;
import florin.journal.sample.SampleApplication;
import florin.journal.test.Child;
import florin.journal.test.Services;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.util.Map;

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
    rebuild(Child.settings()).start();
    Thread.currentThread().join();
  }

  static Process start(Map<String, Object> settings) throws IOException {
    return Child.start(RebuildProcess.class, settings);
  }
}
