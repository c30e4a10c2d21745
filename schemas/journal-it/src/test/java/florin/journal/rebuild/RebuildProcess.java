package florin.journal.rebuild;

import florin.journal.sample.SampleApplication;
import florin.journal.setup.RebuildFactory;
import florin.journal.stream.StreamCodecs;
import florin.journal.test.ChildProcess;
import florin.journal.test.RuntimeParts;
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
    ConnectionPool owner = RuntimeParts.pools(settings).owner();
    ConnectionPool worker = RuntimeParts.pools(settings).rebuild();
    return RebuildFactory.of(
        owner,
        worker,
        RuntimeParts.migrations(settings),
        StreamCodecs.of(SampleApplication.NOTES),
        Notes.projections());
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    rebuild(ChildProcess.settings()).start();
    Thread.currentThread().join();
  }

  static Process start(Map<String, Object> settings) throws IOException {
    return ChildProcess.start(RebuildProcess.class, settings);
  }
}
