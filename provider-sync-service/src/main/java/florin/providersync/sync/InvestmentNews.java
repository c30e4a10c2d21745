package florin.providersync.sync;

import florin.journal.Session;
import florin.providersync.provider.InvestmentPage;
import florin.providersync.provider.InvestmentTransaction;
import florin.providersync.provider.Owned;
import florin.providersync.provider.Security;
import florin.providersync.sync.ProductNews.Chunk;
import florin.providersync.sync.PublishedInvestments.Saying;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What of the investment transactions was not said before. What was said of the days that were read
 * and is not there any more is taken back, unless it is suspiciously much.
 */
@Component
class InvestmentNews {

  private static final Logger log = LoggerFactory.getLogger(InvestmentNews.class);
  private static final int FEW = 20;
  private static final int SHARE = 5;

  private final PublishedInvestments published;
  private final MeterRegistry meters;

  InvestmentNews(PublishedInvestments published, MeterRegistry meters) {
    this.published = published;
    this.meters = meters;
  }

  private record Difference(List<Saying> sayings, List<Observed<String>> removed) {}

  Mono<List<ProductNews>> of(
      Session session, Claim claim, InvestmentReading reading, ExternalAccounts.Accounts accounts) {
    report(claim, reading);
    return published
        .find(session, claim)
        .map(said -> difference(claim, reading, accounts.ids(), said))
        .flatMap(news -> written(session, claim, reading, news))
        .flatMap(
            news ->
                published
                    .left(session, claim, accounts.adopted(), reading.from())
                    .map(left -> chunks(reading.securities(), news, left)));
  }

  /** Refused, not rounded: an operator sees it in the log, in a metric and in {@code work}. */
  private void report(Claim claim, InvestmentReading reading) {
    for (InvestmentPage.Unfit one : reading.unfit()) {
      meters
          .counter("florin.sync.unfit", "product", Product.INVESTMENT_TRANSACTIONS.wireName())
          .increment();
      log.error("run {} of {}: {}", claim.run(), claim.connection(), one.reason());
    }
  }

  private Difference difference(
      Claim claim,
      InvestmentReading reading,
      Map<String, UUID> accounts,
      Map<String, Contents.Row> said) {
    List<Saying> sayings = new ArrayList<>();
    List<Observed<String>> removed = new ArrayList<>();
    for (Owned<InvestmentTransaction> one : reading.transactions().values()) {
      UUID account = accounts.get(one.externalAccountId());
      if (account == null) {
        throw new IllegalStateException("account " + one.externalAccountId() + " has no id");
      }
      Observed<InvestmentTransaction> observed = new Observed<>(account, one.what());
      String content = News.hash(ProductCodec.transactionBytes(observed));
      Contents.Row before = said.get(one.what().externalId());
      if (before == null || !before.content().equals(content)) {
        sayings.add(new Saying(observed, content, likeness(observed)));
      }
      if (before != null && !before.accountId().equals(account)) {
        removed.add(new Observed<>(before.accountId(), before.externalId()));
      }
    }
    List<Contents.Row> missing = missing(reading, said);
    List<Contents.Row> renamed = renamed(missing, sayings, said);
    missing.removeAll(renamed);
    renamed.forEach(one -> removed.add(new Observed<>(one.accountId(), one.externalId())));
    removed.addAll(believed(claim, missing, said.size()));
    return new Difference(sayings, removed);
  }

  /** What has come under another id is gone under the one it had, however much that is. */
  private static List<Contents.Row> renamed(
      List<Contents.Row> missing, List<Saying> sayings, Map<String, Contents.Row> said) {
    Map<String, Integer> fresh = new HashMap<>();
    sayings.stream()
        .filter(one -> !said.containsKey(one.observed().what().externalId()))
        .forEach(one -> fresh.merge(one.likeness(), 1, Integer::sum));
    return missing.stream()
        .filter(one -> fresh.merge(one.likeness(), -1, Integer::sum) >= 0)
        .toList();
  }

  /** What two ids of one transaction have in common. */
  private static String likeness(Observed<InvestmentTransaction> observed) {
    InvestmentTransaction one = observed.what();
    String text =
        "%s|%s|%s|%s|%s|%s|%s"
            .formatted(
                observed.accountId(),
                one.date(),
                one.securityExternalId(),
                one.quantity(),
                one.amount(),
                one.type(),
                one.name());
    return News.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Contents.Row> missing(
      InvestmentReading reading, Map<String, Contents.Row> said) {
    Set<String> present = new HashSet<>(reading.transactions().keySet());
    reading.unfit().forEach(one -> present.add(one.externalId()));
    return said.values().stream()
        .filter(one -> !present.contains(one.externalId()))
        .filter(one -> !one.bookedOn().isBefore(reading.from()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<Observed<String>> believed(Claim claim, List<Contents.Row> missing, int told) {
    if (missing.size() <= FEW || missing.size() <= told / SHARE) {
      return missing.stream()
          .map(one -> new Observed<>(one.accountId(), one.externalId()))
          .toList();
    }
    meters.counter("florin.sync.sweeps.held").increment();
    log.error(
        "run {} of {}: {} of {} investment transactions are missing at the bank; none is taken back"
            + " (expected: at most one in {})",
        claim.run(),
        claim.connection(),
        missing.size(),
        told,
        SHARE);
    return List.of();
  }

  private Mono<Difference> written(
      Session session, Claim claim, InvestmentReading reading, Difference news) {
    Set<String> again = new HashSet<>();
    news.sayings().forEach(one -> again.add(one.observed().what().externalId()));
    List<String> gone =
        news.removed().stream().map(Observed::what).filter(id -> !again.contains(id)).toList();
    return published
        .remove(session, claim, gone)
        .then(Mono.defer(() -> published.put(session, claim, news.sayings())))
        .then(Mono.defer(() -> published.unfit(session, claim, reading.unfit())))
        .thenReturn(news);
  }

  private static List<ProductNews> chunks(
      List<Security> known, Difference news, List<Observed<String>> left) {
    Set<String> referred = new HashSet<>();
    news.sayings()
        .forEach(one -> one.observed().what().securityExternalId().ifPresent(referred::add));
    List<Object> all = new ArrayList<>();
    known.stream().filter(one -> referred.contains(one.externalId())).forEach(all::add);
    news.sayings().forEach(one -> all.add(one.observed()));
    List<Object> removed = new ArrayList<>();
    news.removed().forEach(one -> removed.add(new Removal(one)));
    left.forEach(one -> removed.add(new Removal(one)));
    all.addAll(removed);
    if (news.sayings().isEmpty() && removed.isEmpty()) {
      return List.of();
    }
    List<List<Object>> cuts = Cuts.of(all, InvestmentNews::size);
    List<ProductNews> chunks = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      chunks.add(chunk(new Chunk(i, i == cuts.size() - 1), cuts.get(i)));
    }
    return chunks;
  }

  private record Removal(Observed<String> what) {}

  private static int size(Object entry) {
    return switch (entry) {
      case Security security -> ProductCodec.bytes(security).length;
      case Observed<?> observed -> ProductCodec.transactionBytes(transaction(observed)).length;
      case Removal removal -> 64 + removal.what().what().length();
      default -> throw new IllegalArgumentException("entry: " + entry.getClass());
    };
  }

  private static ProductNews chunk(Chunk chunk, List<Object> entries) {
    List<Security> securities = new ArrayList<>();
    List<Observed<InvestmentTransaction>> observed = new ArrayList<>();
    List<Observed<String>> removed = new ArrayList<>();
    for (Object entry : entries) {
      switch (entry) {
        case Security security -> securities.add(security);
        case Observed<?> one -> observed.add(transaction(one));
        case Removal removal -> removed.add(removal.what());
        default -> throw new IllegalArgumentException("entry: " + entry.getClass());
      }
    }
    return new ProductNews.InvestmentTransactions(chunk, securities, observed, removed);
  }

  private static Observed<InvestmentTransaction> transaction(Observed<?> observed) {
    return new Observed<>(observed.accountId(), (InvestmentTransaction) observed.what());
  }
}
