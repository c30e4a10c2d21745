package florin.local.host;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The Java that runs the children: the one that runs the launcher. */
public final class Jvm {

  /** For many small processes on few cores: quick to start, slow to grow. */
  public static final List<String> LEAN =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Djava.net.preferIPv4Stack=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /**
   * Added to {@link #LEAN} for a process that verifies hundreds of ES256 signatures a second: only
   * the second compiler has the intrinsic for arithmetic on the curve.
   */
  public static final List<String> THOROUGH = List.of("-XX:TieredStopAtLevel=4");

  private Jvm() {}

  public static String program() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The launcher's own, absolute: children run in folders of their own. */
  public static String classpath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
