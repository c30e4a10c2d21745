package florin.local.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The command, environment and limits of one child process. The environment is all the child sees
 * beside {@code PATH} and the like, and may hold secrets; the command never does.
 *
 * @param patience how long a stop may take before the child is killed
 */
public record ChildSpec(
    String name,
    Stage stage,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    StopSignal stopSignal,
    Duration patience) {

  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  @Override
  public String toString() {
    return name;
  }
}
