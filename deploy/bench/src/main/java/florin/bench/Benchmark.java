package florin.bench;

import florin.bench.environment.FlightRecording;
import java.sql.SQLException;
import java.util.List;

/** Something to measure beside its limit. */
interface Benchmark {

  /**
   * One round on fresh databases and topics.
   *
   * @param florinFirst which side begins; rounds alternate
   * @return one round for each of {@link #rounds}
   */
  List<BenchmarkRounds.Round> round(boolean florinFirst, FlightRecording flightRecording)
      throws SQLException;

  /** The measurements of the rounds after the warm-up. */
  List<BenchmarkRounds> rounds();
}
