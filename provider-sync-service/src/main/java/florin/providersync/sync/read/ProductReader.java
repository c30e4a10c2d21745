package florin.providersync.sync.read;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.sync.job.Backoff;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.job.SyncProperties;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the products besides transactions, as many as a connection has. None of them stops the
 * others or the transactions: one that is not there is left out, one that takes its time is left
 * for the next run, which waits longer.
 */
@Component
public class ProductReader {

  private static final Logger log = LoggerFactory.getLogger(ProductReader.class);

  /** As far back as Plaid goes (Plaid documentation, {@code /investments/transactions/get}). */
  private static final Period HISTORY = Period.ofMonths(24);

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration ABSENT = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 8;
  private static final String NOT_READY = "PRODUCT_NOT_READY";

  private final ProductStates states;
  private final Backoff backoff;
  private final Duration patience;
  private final Clock clock;

  ProductReader(ProductStates states, SyncProperties properties, Clock clock) {
    this.states = states;
    this.backoff = new Backoff(properties, new SecureRandom());
    this.patience = properties.patience();
    this.clock = clock;
  }

  public Mono<List<ProductReading>> read(
      LeasedJob leasedJob, Provider provider, AccessToken token) {
    return states
        .due(leasedJob)
        .flatMapMany(Flux::fromIterable)
        .concatMap(dueProduct -> read(leasedJob, dueProduct, provider, token))
        .collectList();
  }

  private Mono<ProductReading> read(
      LeasedJob leasedJob,
      ProductStates.DueProduct dueProduct,
      Provider provider,
      AccessToken token) {
    return of(dueProduct.product(), provider, token)
        .timeout(patience(dueProduct.attempts()))
        .onErrorMap(TimeoutException.class, _ -> timeoutFailure())
        .onErrorResume(
            ProviderFailure.class, failure -> Mono.just(notRead(leasedJob, dueProduct, failure)));
  }

  private Mono<ProductReading> of(Product product, Provider provider, AccessToken token) {
    return switch (product) {
      case HOLDINGS -> provider.holdings(token).map(ProductReading.OfHoldings::new);
      case INVESTMENT_TRANSACTIONS -> investments(provider, token);
      case LIABILITIES -> provider.liabilities(token).map(ProductReading.OfLiabilities::new);
      case RECURRING -> provider.recurring(token).map(ProductReading.OfRecurring::new);
    };
  }

  /** The bank's day may be one ahead of the server's. */
  private Mono<ProductReading> investments(Provider provider, AccessToken token) {
    LocalDate today = LocalDate.now(clock);
    return InvestmentReading.between(
            provider, token, today.minus(HISTORY).plusDays(1), today.plusDays(1))
        .map(ProductReading.OfInvestments::new);
  }

  private Duration patience(int attempts) {
    Duration grown = patience.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
    return grown.compareTo(LONGEST) > 0 ? LONGEST : grown;
  }

  private static ProviderFailure timeoutFailure() {
    return new ProviderFailure(
        FailureType.RETRY, "SLOW", "no answer in time; the next run waits longer");
  }

  private ProductReading notRead(
      LeasedJob leasedJob, ProductStates.DueProduct dueProduct, ProviderFailure failure) {
    switch (failure.kind()) {
      case OPERATOR, UNFIT ->
          log.error(
              "run {} of {}: {}: {}",
              leasedJob.run(),
              leasedJob.connection(),
              dueProduct.product().wireName(),
              failure.getMessage());
      case RETRY,
          RATE_LIMITED,
          INSTITUTION_DOWN,
          RESTART,
          RESYNC,
          NEEDS_USER,
          GONE,
          SKIP,
          REFUSED ->
          log.info(
              "run {} of {}: {}: {}",
              leasedJob.run(),
              leasedJob.connection(),
              dueProduct.product().wireName(),
              failure.getMessage());
    }
    return new ProductReading.NotRead(
        dueProduct.product(),
        failure,
        nextAttempt(failure, dueProduct.attempts()),
        isRetriedLater(failure.kind()));
  }

  private Duration nextAttempt(ProviderFailure failure, int attempts) {
    if (failure.code().equals(NOT_READY)) {
      return backoff.settling(attempts);
    }
    return failure.is(FailureType.SKIP) ? ABSENT : backoff.after(failure, attempts);
  }

  private static boolean isRetriedLater(FailureType failureType) {
    return switch (failureType) {
      case RATE_LIMITED, INSTITUTION_DOWN, OPERATOR, REFUSED, UNFIT -> true;
      case RETRY, RESTART, RESYNC, NEEDS_USER, GONE, SKIP -> false;
    };
  }
}
