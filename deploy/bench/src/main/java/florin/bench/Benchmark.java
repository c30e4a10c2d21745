package florin.bench;

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
  List<Rounds.Round> round(boolean florinFirst, Profile profile) throws SQLException;

  /** Where the rounds that count are kept. */
  List<Rounds> rounds();
}
