package florin.bench.feed;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.TokenIssuer;
import java.sql.SQLException;
import java.util.List;

/** Two services that answer, one over all rows and one over a tenth of them; made when needed. */
public final class FilledApplications implements AutoCloseable {

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final BenchSettings benchSettings;
  private final TokenIssuer tokenIssuer = new TokenIssuer();
  private List<FilledApplication> both = List.of();

  public FilledApplications(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    this.benchSettings = benchSettings;
  }

  /** How many rows each of {@link #both} has. */
  public List<Integer> sizes() {
    return List.of(benchSettings.rows() / 10 / 2 * 2, benchSettings.rows() / 2 * 2);
  }

  /** The small one first. */
  public List<FilledApplication> both() throws SQLException {
    if (both.isEmpty()) {
      FilledApplication few =
          new FilledApplication(
              postgresProcess, kafkaProcess, tokenIssuer, benchSettings, sizes().getFirst());
      FilledApplication many =
          new FilledApplication(
              postgresProcess, kafkaProcess, tokenIssuer, benchSettings, sizes().getLast());
      both = List.of(few, many);
      both.forEach(FilledApplication::open);
    }
    return both;
  }

  @Override
  public void close() {
    both.forEach(FilledApplication::close);
    tokenIssuer.close();
  }
}
