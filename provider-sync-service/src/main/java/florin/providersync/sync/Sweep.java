package florin.providersync.sync;

import florin.journal.Session;
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
class Sweep {

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);
  private static final int FEW = 20;
  private static final int SHARE = 5;

  /** As much history as every link asks for; what an item has of it, it has for good. */
  private static final Period HISTORY = Period.ofDays(730);

  private final Published published;
  private final Clock clock;
  private final MeterRegistry meters;

  Sweep(Published published, Clock clock, MeterRegistry meters) {
    this.published = published;
    this.clock = clock;
    this.meters = meters;
  }

  /** What a complete reading shows to be gone, or to have another name now. */
  Mono<List<RemovedTransaction>> absent(Session session, Claim claim, Update update) {
    if (!update.fromTheBeginning() || !update.historyComplete()) {
      return Mono.just(List.of());
    }
    LocalDate asked = LocalDate.now(clock).minus(HISTORY);
    LocalDate since =
        update.present().values().stream()
            .map(entry -> entry.transaction().date())
            .filter(asked::isAfter)
            .min(Comparator.naturalOrder())
            .orElse(asked);
    return published.absent(session, claim, update.present().keySet(), since);
  }

  /**
   * The news with what is missing, once everything else of them is known to be said.
   *
   * @param absent what is gone unless the news have it under another name
   */
  Mono<News> of(
      Session session,
      Claim claim,
      Update update,
      Set<UUID> adopted,
      List<RemovedTransaction> absent,
      News news) {
    if (!update.historyComplete()) {
      return Mono.just(news);
    }
    Set<String> renamed =
        news.formerNames().stream().map(RemovedTransaction::externalId).collect(Collectors.toSet());
    List<RemovedTransaction> gone =
        absent.stream().filter(one -> !renamed.contains(one.externalId())).toList();
    return published
        .left(session, claim, adopted)
        .map(left -> both(gone, left))
        .map(missing -> missing.stream().filter(one -> !news.removed().contains(one)).toList())
        .flatMap(missing -> believed(session, claim, missing).map(news::without));
  }

  private static List<RemovedTransaction> both(
      List<RemovedTransaction> one, List<RemovedTransaction> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private Mono<List<RemovedTransaction>> believed(
      Session session, Claim claim, List<RemovedTransaction> missing) {
    return missing.size() <= FEW
        ? Mono.just(missing)
        : published
            .count(session, claim)
            .map(told -> missing.size() <= told / SHARE ? missing : held(claim, missing, told));
  }

  private List<RemovedTransaction> held(Claim claim, List<RemovedTransaction> missing, long told) {
    meters.counter("florin.sync.sweeps.held").increment();
    log.error(
        "run {} of {}: {} of {} transactions are missing at the bank; none is taken back"
            + " (expected: at most one in {})",
        claim.run(),
        claim.connection(),
        missing.size(),
        told,
        SHARE);
    return List.of();
  }
}
