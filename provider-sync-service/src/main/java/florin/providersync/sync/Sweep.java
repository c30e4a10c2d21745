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

  /** The news with what is missing, once everything else of them is known to be said. */
  Mono<News> of(Session session, Claim claim, Update update, Set<UUID> adopted, News news) {
    if (!update.historyComplete()) {
      return Mono.just(news);
    }
    return absent(session, claim, update)
        .zipWith(Mono.defer(() -> published.left(session, claim, adopted)), Sweep::both)
        .map(missing -> missing.stream().filter(one -> !news.removed().contains(one)).toList())
        .flatMap(missing -> believed(session, claim, missing).map(news::without));
  }

  private Mono<List<RemovedTransaction>> absent(Session session, Claim claim, Update update) {
    if (!update.fromTheBeginning()) {
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
