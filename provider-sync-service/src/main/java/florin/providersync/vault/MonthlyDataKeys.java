package florin.providersync.vault;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The keys of payloads by month. Dropping a key makes its month unreadable. */
@Component
public class MonthlyDataKeys {

  private final DataKeys keys;

  MonthlyDataKeys(DataKeys keys) {
    this.keys = keys;
  }

  /**
   * The key of a month, whose partition is there from now on.
   *
   * @throws KeysUnavailable if it cannot be had at the moment
   */
  public Mono<DataKey> of(YearMonth month) {
    return keys.ofMonth(month);
  }

  /**
   * A key to decrypt payloads of a connection; the access is recorded first. Empty if the month is
   * dropped.
   *
   * @throws KeysUnavailable if the key source does not answer
   */
  public Mono<DataKey> opening(UUID key, UUID user, UUID connection) {
    return keys.openForDecryption(key, user, connection, "payload");
  }

  /** The months that are kept. */
  public Mono<List<YearMonth>> kept() {
    return keys.months();
  }

  /**
   * Drops a month: partition and key.
   *
   * @return whether it was there
   */
  public Mono<Boolean> drop(YearMonth month) {
    return keys.close(month);
  }
}
