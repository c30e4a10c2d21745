package florin.bench.feed;

import florin.bench.environment.BenchSettings;
import florin.bench.environment.KafkaProcess;
import florin.bench.environment.PostgresProcess;
import florin.bench.environment.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two services that answer, one over all rows and one over a tenth of them; made when needed. Each
 * has a broker of its own: a relay refuses a topic with events of another database.
 */
public final class FilledApplications implements AutoCloseable {

  private final PostgresProcess postgresProcess;
  private final KafkaProcess kafkaProcess;
  private final BenchSettings benchSettings;
  private final TokenIssuer tokenIssuer = new TokenIssuer();
  private List<FilledApplication> both = List.of();
  private @Nullable KafkaProcess kafkaOfFew;

  public FilledApplications(
      PostgresProcess postgresProcess, KafkaProcess kafkaProcess, BenchSettings benchSettings) {
    this.postgresProcess = postgresProcess;
    this.kafkaProcess = kafkaProcess;
    this.benchSettings = benchSettings;
  }

  /** The number of rows of each of {@link #both} has. */
  public List<Integer> sizes() {
    return List.of(benchSettings.rows() / 10 / 2 * 2, benchSettings.rows() / 2 * 2);
  }

  /** The small one first. */
  public List<FilledApplication> both() throws SQLException {
    if (both.isEmpty()) {
      kafkaOfFew = secondKafka();
      FilledApplication few =
          new FilledApplication(
              postgresProcess, kafkaOfFew, tokenIssuer, benchSettings, sizes().getFirst());
      FilledApplication many =
          new FilledApplication(
              postgresProcess, kafkaProcess, tokenIssuer, benchSettings, sizes().getLast());
      both = List.of(few, many);
      both.forEach(FilledApplication::open);
    }
    return both;
  }

  private KafkaProcess secondKafka() {
    try {
      return new KafkaProcess(Files.createTempDirectory(benchSettings.target(), "kafka"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    both.forEach(FilledApplication::close);
    if (kafkaOfFew != null) {
      kafkaOfFew.close();
    }
    tokenIssuer.close();
  }
}
