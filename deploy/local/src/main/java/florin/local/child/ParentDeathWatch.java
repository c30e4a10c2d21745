package florin.local.child;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell that starts a child. It leaves a watcher behind and becomes the child by {@code exec},
 * so that the launcher holds the child's own process. The watcher reads a pipe to which nothing is
 * written: end of file means that the launcher or the child has ended, and the watcher stops the
 * child and its descendants. The watcher is forked twice, so that it is not a child of the process
 * (PostgreSQL refuses unknown children).
 */
final class ParentDeathWatch {

  private static final String SCRIPT =
      """
      umask 077
      signal=$1; patience=$2; shift 2
      exec 3<&0 </dev/null
      ( (
        trap '' INT TERM HUP
        read -r _ <&3
        kill -s "$signal" $$
        while [ "$patience" -gt 0 ] && kill -0 $$; do sleep 1; patience=$((patience - 1)); done
        kill -s KILL $$
        kill -s KILL -- -$$
      ) >/dev/null 2>&1 & )
      exec 3<&-
      exec "$@"
      """;

  private static final boolean SETSID = Programs.onPath("setsid");

  private ParentDeathWatch() {}

  static Process start(ChildSpec spec, ChildLog log) throws IOException {
    var builder = new ProcessBuilder(around(spec)).directory(spec.folder().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
    InheritedEnvironment.reduce(builder.environment());
    builder.environment().putAll(spec.environment());
    return builder.start();
  }

  private static List<String> around(ChildSpec spec) {
    var command = new ArrayList<String>();
    if (SETSID) {
      command.add("setsid");
    }
    command.addAll(List.of("/bin/sh", "-c", SCRIPT, "florin-" + spec.name()));
    command.add(spec.stopSignal().name());
    command.add(Long.toString(spec.patience().toSeconds()));
    command.addAll(spec.command());
    return command;
  }
}
