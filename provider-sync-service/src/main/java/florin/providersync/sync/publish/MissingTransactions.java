package florin.providersync.sync.publish;

import florin.journal.database.Session;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.observation.RemovedTransaction;
import florin.providersync.sync.read.CompleteUpdate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Publishes removals that the provider did not report: after a lost cursor the removals of the
 * meantime are lost with it, and a login that replaces another one does not list the other one's
 * transactions. A published transaction that the complete history of its day does not contain is
 * removed, unless suspiciously many are missing.
 */
@Component
class MissingTransactions {

  private static final Logger log = LoggerFactory.getLogger(MissingTransactions.class);
  private static final int FEW = 20;
  private static final int SHARE = 5;

  /** The history that every link requests; an item keeps it for good. */
  private static final Period HISTORY = Period.ofDays(730);

  private final PublishedTransactions publishedTransactions;
  private final Clock clock;
  private final MeterRegistry meters;

  MissingTransactions(
      PublishedTransactions publishedTransactions, Clock clock, MeterRegistry meters) {
    this.publishedTransactions = publishedTransactions;
    this.clock = clock;
    this.meters = meters;
  }

  /** The transactions that a complete reading shows as removed, or under another id. */
  Mono<List<RemovedTransaction>> notPresent(
      Session session, LeasedJob leasedJob, CompleteUpdate completeUpdate) {
    if (!completeUpdate.fromTheBeginning() || !completeUpdate.historyComplete()) {
      return Mono.just(List.of());
    }
    LocalDate asked = LocalDate.now(clock).minus(HISTORY);
    LocalDate since =
        completeUpdate.present().values().stream()
            .map(presentTransaction -> presentTransaction.transaction().date())
            .filter(asked::isAfter)
            .min(Comparator.naturalOrder())
            .orElse(asked);
    return publishedTransactions.notPresent(
        session, leasedJob, completeUpdate.present().keySet(), since);
  }

  /**
   * The changes with the missing transactions, once all other changes are known to be published.
   *
   * @param absent removed unless the changes contain them under another id
   */
  Mono<TransactionChanges> of(
      Session session,
      LeasedJob leasedJob,
      CompleteUpdate completeUpdate,
      Set<UUID> adopted,
      List<RemovedTransaction> absent,
      TransactionChanges transactionChanges) {
    if (!completeUpdate.historyComplete()) {
      return Mono.just(transactionChanges);
    }
    Set<String> renamed =
        transactionChanges.formerIds().stream()
            .map(RemovedTransaction::externalId)
            .collect(Collectors.toSet());
    List<RemovedTransaction> gone =
        absent.stream().filter(one -> !renamed.contains(one.externalId())).toList();
    return publishedTransactions
        .onMovedAccounts(session, leasedJob, adopted)
        .map(left -> union(gone, left))
        .map(
            missing ->
                missing.stream()
                    .filter(one -> !transactionChanges.removed().contains(one))
                    .toList())
        .flatMap(
            missing ->
                plausibleRemovals(session, leasedJob, missing)
                    .map(transactionChanges::withRemoved));
  }

  private static List<RemovedTransaction> union(
      List<RemovedTransaction> one, List<RemovedTransaction> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private Mono<List<RemovedTransaction>> plausibleRemovals(
      Session session, LeasedJob leasedJob, List<RemovedTransaction> missing) {
    return missing.size() <= FEW
        ? Mono.just(missing)
        : publishedTransactions
            .count(session, leasedJob)
            .map(
                told ->
                    missing.size() <= told / SHARE ? missing : holdBack(leasedJob, missing, told));
  }

  private List<RemovedTransaction> holdBack(
      LeasedJob leasedJob, List<RemovedTransaction> missing, long told) {
    meters.counter("florin.sync.sweeps.held").increment();
    log.error(
        "run {} of {}: {} of {} transactions are missing at the bank; none is taken back"
            + " (expected: at most one in {})",
        leasedJob.run(),
        leasedJob.connection(),
        missing.size(),
        told,
        SHARE);
    return List.of();
  }
}
