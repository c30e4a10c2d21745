package florin.local.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The process that listens on a port, if Linux shows it to this user: {@code java (process 4711)}.
 */
final class PortOwner {

  private static final String LISTENING = "0A";

  private PortOwner() {}

  static Optional<String> of(int port) {
    var sockets =
        Stream.of("/proc/net/tcp", "/proc/net/tcp6")
            .flatMap(table -> lines(Path.of(table)).stream())
            .map(line -> line.strip().split("\\s+", -1))
            .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING))
            .filter(fields -> fields[1].endsWith(":%04X".formatted(port)))
            .map(fields -> "socket:[" + fields[9] + "]")
            .collect(Collectors.toSet());
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), sockets))
        .findFirst()
        .map(process -> name(process) + " (process " + process.pid() + ")");
  }

  private static boolean holds(long pid, Set<String> sockets) {
    try (var descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return descriptors.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException e) {
      return false;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String name(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString())
        .orElse("a process");
  }
}
