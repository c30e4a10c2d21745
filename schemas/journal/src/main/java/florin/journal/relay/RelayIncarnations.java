package florin.journal.relay;

import florin.journal.CommitSignal;
import florin.journal.relay.incarnation.Incarnation;
import florin.journal.relay.incarnation.RestoreCheck;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The histories of a journal, for operators and health. */
public final class RelayIncarnations {

  private static final Logger log = LoggerFactory.getLogger(RelayIncarnations.class);

  private final RelayCheckpoints relayCheckpoints;
  private final RestoreCheck restoreCheck;
  private final CommitSignal commitSignal;

  RelayIncarnations(
      RelayCheckpoints relayCheckpoints, RestoreCheck restoreCheck, CommitSignal commitSignal) {
    this.relayCheckpoints = relayCheckpoints;
    this.restoreCheck = restoreCheck;
    this.commitSignal = commitSignal;
  }

  /**
   * Begins a new history of a journal whose database was restored to an earlier point, and sends it
   * from where it parts from the one before it. Mirrors fill themselves again; inboxes that decide
   * go back to the fork.
   *
   * @return how many records of events that the journal does not have are in Kafka
   */
  public Mono<Long> begin() {
    return relayCheckpoints
        .lag()
        .flatMap(lag -> restoreCheck.begin(lag.done()))
        .doOnNext(
            begun ->
                log.warn(
                    "incarnation {} begins: {} records in Kafka are not in the journal",
                    begun.incarnation().id(),
                    begun.orphans()))
        .doOnNext(_ -> commitSignal.signal())
        .map(RestoreCheck.NewHistory::orphans);
  }

  /** The reason why the relay is paused, if Kafka has events that the journal lacks. */
  public Mono<Optional<String>> divergence() {
    return relayCheckpoints.incarnations().read().map(Incarnation::diverged);
  }
}
