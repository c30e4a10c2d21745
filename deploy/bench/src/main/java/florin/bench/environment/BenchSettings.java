package florin.bench.environment;

import java.nio.file.Path;
import java.util.Set;

/**
 * The settings of a run, from system properties {@code bench.*}.
 *
 * @param rows transactions of a feed and events of a journal
 * @param rounds measured ones
 * @param warmups rounds before them that do not count
 * @param warmupCommands commands of S5 before its first round, as a server that has run for a while
 * @param only names of the benchmarks to run: S1 (with S2 and S3), S4, S6, S8-list, S5, or
 *     S9-net-worth with the classes of accounts-service
 * @param relay whether the relay works beside the intake, as it does in a running service
 * @param profile whether Florin's side of the last round is recorded by JFR
 * @param target folder of the report
 */
public record BenchSettings(
    int rows,
    int rounds,
    int warmups,
    int warmupCommands,
    long seed,
    Set<String> only,
    boolean relay,
    boolean profile,
    Path target) {

  public static BenchSettings read() {
    return new BenchSettings(
        Integer.getInteger("bench.rows", 100_000),
        Integer.getInteger("bench.rounds", 5),
        Integer.getInteger("bench.warmups", 1),
        Integer.getInteger("bench.warmup-commands", 20_000),
        Long.getLong("bench.seed", 1),
        Set.of(System.getProperty("bench.only", "S1,S4,S6").split(",", -1)),
        Boolean.parseBoolean(System.getProperty("bench.relay", "true")),
        Boolean.getBoolean("bench.profile"),
        Path.of(System.getProperty("bench.target", "target")));
  }
}
