package florin.local.child;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A process, with those it has started, at one moment.
 *
 * @param logBytes size of its log
 * @param cpu processor time used so far by all of them
 * @param processes their ids
 */
public record Activity(long logBytes, Duration cpu, Set<Long> processes) {

  /** Less is the noise of a virtual machine that waits. */
  private static final Duration NOISE = Duration.ofMillis(50);

  public static Activity of(ProcessHandle process, long logBytes) {
    var cpu = Duration.ZERO;
    var ids = new TreeSet<Long>();
    for (var each : Stream.concat(Stream.of(process), process.descendants()).toList()) {
      cpu = cpu.plus(each.info().totalCpuDuration().orElse(Duration.ZERO));
      ids.add(each.pid());
    }
    return new Activity(logBytes, cpu, ids);
  }

  public boolean movedSince(Activity earlier) {
    return logBytes != earlier.logBytes
        || !processes.equals(earlier.processes)
        || cpu.minus(earlier.cpu).compareTo(NOISE) >= 0;
  }
}
