package florin.bench.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.function.LongSupplier;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * Records Florin's side of a round with JFR, or nothing.
 *
 * @param folder of the recordings, null for none
 */
public record FlightRecording(@Nullable Path folder) {

  public static final FlightRecording NONE = new FlightRecording(null);

  /** Runs work that returns its nanoseconds, recorded as {@code <name>.jfr}. */
  public long of(String name, LongSupplier work) {
    if (folder == null) {
      return work.getAsLong();
    }
    try (Recording recording = new Recording(Configuration.getConfiguration("profile"))) {
      recording.start();
      long nanos = work.getAsLong();
      recording.stop();
      recording.dump(folder.resolve(name + ".jfr"));
      return nanos;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
