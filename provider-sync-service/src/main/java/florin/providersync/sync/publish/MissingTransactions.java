package florin.providersync.sync.publish;

import florin.journal.database.Session;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.read.CompleteUpdate;
import florin.providersync.sync.run.RemovedTransaction;
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
 * Takes back what nobody took back: after a lost cursor the removals of the meantime are lost with
 * it, and a login that replaces another one knows nothing of the other one's transactions. What the
 * complete history of a day has not, is gone. A bank that suddenly lacks much of what it told
 * before is not believed.
 */
@Component
class MissingTransactions {

  private static final Logger log = LoggerFactory.getLogger(MissingTransactions.class);
  private static final int FEW = 20;
  private static final int SHARE = 5;

  /** As much history as every link asks for; what an item has of it, it has for good. */
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

  /** What a complete reading shows to be gone, or to have another name now. */
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
   * The news with what is missing, once everything else of them is known to be said.
   *
   * @param absent what is gone unless the news have it under another name
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
