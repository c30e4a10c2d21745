package florin.providersync.sync;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
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
class ProductReader {

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

  Mono<List<ProductReading>> read(Claim claim, Provider provider, AccessToken token) {
    return states
        .due(claim)
        .flatMapMany(Flux::fromIterable)
        .concatMap(due -> read(claim, due, provider, token))
        .collectList();
  }

  private Mono<ProductReading> read(
      Claim claim, ProductStates.Due due, Provider provider, AccessToken token) {
    return of(due.product(), provider, token)
        .timeout(patience(due.attempts()))
        .onErrorMap(TimeoutException.class, _ -> slow())
        .onErrorResume(ProviderFailure.class, failure -> Mono.just(missed(claim, due, failure)));
  }

  private Mono<ProductReading> of(Product product, Provider provider, AccessToken token) {
    return switch (product) {
      case HOLDINGS -> provider.holdings(token).map(ProductReading.OfHoldings::new);
      case INVESTMENT_TRANSACTIONS -> investments(provider, token);
      case LIABILITIES -> provider.liabilities(token).map(ProductReading.OfLiabilities::new);
      case RECURRING -> provider.recurring(token).map(ProductReading.OfRecurring::new);
    };
  }

  /** Days of banks may be a day ahead of ours. */
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

  private static ProviderFailure slow() {
    return new ProviderFailure(Kind.RETRY, "SLOW", "no answer in time; the next run waits longer");
  }

  private ProductReading missed(Claim claim, ProductStates.Due due, ProviderFailure failure) {
    switch (failure.kind()) {
      case OPERATOR, UNFIT ->
          log.error(
              "run {} of {}: {}: {}",
              claim.run(),
              claim.connection(),
              due.product().wireName(),
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
              claim.run(),
              claim.connection(),
              due.product().wireName(),
              failure.getMessage());
    }
    return new ProductReading.Missed(
        due.product(), failure, next(failure, due.attempts()), holds(failure.kind()));
  }

  private Duration next(ProviderFailure failure, int attempts) {
    if (failure.code().equals(NOT_READY)) {
      return backoff.settling(attempts);
    }
    return failure.is(Kind.SKIP) ? ABSENT : backoff.after(failure, attempts);
  }

  private static boolean holds(Kind kind) {
    return switch (kind) {
      case RATE_LIMITED, INSTITUTION_DOWN, OPERATOR, REFUSED, UNFIT -> true;
      case RETRY, RESTART, RESYNC, NEEDS_USER, GONE, SKIP -> false;
    };
  }
}
