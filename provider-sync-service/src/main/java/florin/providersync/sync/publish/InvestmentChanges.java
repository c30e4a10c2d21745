package florin.providersync.sync.publish;

import florin.journal.database.Session;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.provider.data.Security;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.observation.AccountScoped;
import florin.providersync.sync.observation.ProductObservation;
import florin.providersync.sync.observation.ProductObservation.Chunk;
import florin.providersync.sync.publish.PublishedInvestments.PublishableInvestment;
import florin.providersync.sync.read.InvestmentReading;
import florin.providersync.sync.read.Product;
import florin.providersync.sync.run.ProductCodec;
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
 * The investment transactions of a reading that were not published before. Published ones of the
 * days read that are missing are published as removed, unless they are suspiciously many.
 */
@Component
class InvestmentChanges {

  private static final Logger log = LoggerFactory.getLogger(InvestmentChanges.class);
  private static final int FEW = 20;
  private static final int SHARE = 5;

  private final PublishedInvestments published;
  private final MeterRegistry meters;

  InvestmentChanges(PublishedInvestments published, MeterRegistry meters) {
    this.published = published;
    this.meters = meters;
  }

  private record Difference(
      List<PublishableInvestment> sayings, List<AccountScoped<String>> removed) {}

  Mono<List<ProductObservation>> of(
      Session session,
      LeasedJob leasedJob,
      InvestmentReading reading,
      ExternalAccounts.RecognisedAccounts recognisedAccounts) {
    reportRejected(leasedJob, reading);
    return published
        .find(session, leasedJob)
        .map(said -> difference(leasedJob, reading, recognisedAccounts.ids(), said))
        .flatMap(news -> store(session, leasedJob, reading, news))
        .flatMap(
            news ->
                published
                    .onMovedAccounts(
                        session, leasedJob, recognisedAccounts.adopted(), reading.from())
                    .map(left -> chunks(reading.securities(), news, left)));
  }

  /** Refused, not rounded: an operator sees it in the log, in a metric and in {@code work}. */
  private void reportRejected(LeasedJob leasedJob, InvestmentReading reading) {
    for (InvestmentPage.RejectedTransaction one : reading.unfit()) {
      meters
          .counter("florin.sync.unfit", "product", Product.INVESTMENT_TRANSACTIONS.wireName())
          .increment();
      log.error("run {} of {}: {}", leasedJob.run(), leasedJob.connection(), one.reason());
    }
  }

  private Difference difference(
      LeasedJob leasedJob,
      InvestmentReading reading,
      Map<String, UUID> accounts,
      Map<String, PublishedContentWriter.Row> said) {
    List<PublishableInvestment> sayings = new ArrayList<>();
    List<AccountScoped<String>> removed = new ArrayList<>();
    for (ExternalAccountScoped<InvestmentTransaction> one : reading.transactions().values()) {
      UUID account = accounts.get(one.externalAccountId());
      if (account == null) {
        throw new IllegalStateException("account " + one.externalAccountId() + " has no id");
      }
      AccountScoped<InvestmentTransaction> accountScoped = new AccountScoped<>(account, one.what());
      String content = TransactionChanges.hash(ProductCodec.transactionBytes(accountScoped));
      PublishedContentWriter.Row before = said.get(one.what().externalId());
      if (before == null || !before.content().equals(content)) {
        sayings.add(
            new PublishableInvestment(accountScoped, content, similarityKey(accountScoped)));
      }
      if (before != null && !before.accountId().equals(account)) {
        removed.add(new AccountScoped<>(before.accountId(), before.externalId()));
      }
    }
    List<PublishedContentWriter.Row> missing = missing(reading, said);
    List<PublishedContentWriter.Row> renamed = matchRenamed(missing, sayings, said);
    missing.removeAll(renamed);
    renamed.forEach(one -> removed.add(new AccountScoped<>(one.accountId(), one.externalId())));
    removed.addAll(plausibleRemovals(leasedJob, missing, said.size()));
    return new Difference(sayings, removed);
  }

  /** A transaction with a new id is removed under its old one, however many there are. */
  private static List<PublishedContentWriter.Row> matchRenamed(
      List<PublishedContentWriter.Row> missing,
      List<PublishableInvestment> sayings,
      Map<String, PublishedContentWriter.Row> said) {
    Map<String, Integer> fresh = new HashMap<>();
    sayings.stream()
        .filter(one -> !said.containsKey(one.observed().what().externalId()))
        .forEach(one -> fresh.merge(one.likeness(), 1, Integer::sum));
    return missing.stream()
        .filter(one -> fresh.merge(one.likeness(), -1, Integer::sum) >= 0)
        .toList();
  }

  /** The common attributes of two ids of one transaction. */
  private static String similarityKey(AccountScoped<InvestmentTransaction> accountScoped) {
    InvestmentTransaction one = accountScoped.what();
    String text =
        "%s|%s|%s|%s|%s|%s|%s"
            .formatted(
                accountScoped.accountId(),
                one.date(),
                one.securityExternalId(),
                one.quantity(),
                one.amount(),
                one.type(),
                one.name());
    return TransactionChanges.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<PublishedContentWriter.Row> missing(
      InvestmentReading reading, Map<String, PublishedContentWriter.Row> said) {
    Set<String> present = new HashSet<>(reading.transactions().keySet());
    reading.unfit().forEach(one -> present.add(one.externalId()));
    return said.values().stream()
        .filter(one -> !present.contains(one.externalId()))
        .filter(one -> !one.bookedOn().isBefore(reading.from()))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<AccountScoped<String>> plausibleRemovals(
      LeasedJob leasedJob, List<PublishedContentWriter.Row> missing, int told) {
    if (missing.size() <= FEW || missing.size() <= told / SHARE) {
      return missing.stream()
          .map(one -> new AccountScoped<>(one.accountId(), one.externalId()))
          .toList();
    }
    meters.counter("florin.sync.sweeps.held").increment();
    log.error(
        "run {} of {}: {} of {} investment transactions are missing at the bank; none is taken back"
            + " (expected: at most one in {})",
        leasedJob.run(),
        leasedJob.connection(),
        missing.size(),
        told,
        SHARE);
    return List.of();
  }

  private Mono<Difference> store(
      Session session, LeasedJob leasedJob, InvestmentReading reading, Difference news) {
    Set<String> again = new HashSet<>();
    news.sayings().forEach(one -> again.add(one.observed().what().externalId()));
    List<String> gone =
        news.removed().stream().map(AccountScoped::what).filter(id -> !again.contains(id)).toList();
    return published
        .remove(session, leasedJob, gone)
        .then(Mono.defer(() -> published.store(session, leasedJob, news.sayings())))
        .then(Mono.defer(() -> published.storeRejected(session, leasedJob, reading.unfit())))
        .thenReturn(news);
  }

  private static List<ProductObservation> chunks(
      List<Security> known, Difference news, List<AccountScoped<String>> left) {
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
    List<List<Object>> cuts = ListChunks.of(all, InvestmentChanges::size);
    List<ProductObservation> chunks = new ArrayList<>();
    for (int i = 0; i < cuts.size(); i++) {
      chunks.add(chunk(new Chunk(i, i == cuts.size() - 1), cuts.get(i)));
    }
    return chunks;
  }

  private record Removal(AccountScoped<String> what) {}

  private static int size(Object entry) {
    return switch (entry) {
      case Security security -> ProductCodec.bytes(security).length;
      case AccountScoped<?> accountScoped ->
          ProductCodec.transactionBytes(transaction(accountScoped)).length;
      case Removal removal -> 64 + removal.what().what().length();
      default -> throw new IllegalArgumentException("entry: " + entry.getClass());
    };
  }

  private static ProductObservation chunk(Chunk chunk, List<Object> entries) {
    List<Security> securities = new ArrayList<>();
    List<AccountScoped<InvestmentTransaction>> observed = new ArrayList<>();
    List<AccountScoped<String>> removed = new ArrayList<>();
    for (Object entry : entries) {
      switch (entry) {
        case Security security -> securities.add(security);
        case AccountScoped<?> one -> observed.add(transaction(one));
        case Removal removal -> removed.add(removal.what());
        default -> throw new IllegalArgumentException("entry: " + entry.getClass());
      }
    }
    return new ProductObservation.InvestmentTransactions(chunk, securities, observed, removed);
  }

  private static AccountScoped<InvestmentTransaction> transaction(AccountScoped<?> accountScoped) {
    return new AccountScoped<>(
        accountScoped.accountId(), (InvestmentTransaction) accountScoped.what());
  }
}
