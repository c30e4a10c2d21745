package florin.bench;

import java.sql.SQLException;
import java.util.List;

/** Two services that answer, one over all rows and one over a tenth of them; made when needed. */
final class Ledgers implements AutoCloseable {

  private final Postgres postgres;
  private final Kafka kafka;
  private final Settings settings;
  private final Issuer issuer = new Issuer();
  private List<Ledger> both = List.of();

  Ledgers(Postgres postgres, Kafka kafka, Settings settings) {
    this.postgres = postgres;
    this.kafka = kafka;
    this.settings = settings;
  }

  /** How many rows each of {@link #both} has. */
  List<Integer> sizes() {
    return List.of(settings.rows() / 10 / 2 * 2, settings.rows() / 2 * 2);
  }

  /** The small one first. */
  List<Ledger> both() throws SQLException {
    if (both.isEmpty()) {
      Ledger few = new Ledger(postgres, kafka, issuer, settings, sizes().getFirst());
      Ledger many = new Ledger(postgres, kafka, issuer, settings, sizes().getLast());
      both = List.of(few, many);
      both.forEach(Ledger::open);
    }
    return both;
  }

  @Override
  public void close() {
    both.forEach(Ledger::close);
    issuer.close();
  }
}
