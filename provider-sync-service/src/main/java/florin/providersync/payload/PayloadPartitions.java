package florin.providersync.payload;

import florin.journal.PeriodicTask;
import florin.providersync.vault.MonthlyDataKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates the partitions of this month and the next, and drops those past their retention. */
@Component
class PayloadPartitions {

  private static final Logger log = LoggerFactory.getLogger(PayloadPartitions.class);

  private final MonthlyDataKeys keys;
  private final PayloadProperties properties;
  private final Clock clock;

  PayloadPartitions(MonthlyDataKeys keys, PayloadProperties properties, Clock clock) {
    this.keys = keys;
    this.properties = properties;
    this.clock = clock;
  }

  @Bean
  PeriodicTask payloadPartitionUpkeep() {
    return new PeriodicTask(
        "payload partitions are created and dropped", properties.upkeep(), this::run);
  }

  private Mono<Void> run() {
    return keys.kept().flatMap(this::drop).then(Mono.defer(this::ahead));
  }

  private Mono<Void> ahead() {
    YearMonth month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    return properties.keep().isZero()
        ? Mono.empty()
        : Flux.fromStream(() -> Stream.of(month, month.plusMonths(1))).concatMap(keys::of).then();
  }

  private Mono<Void> drop(List<YearMonth> kept) {
    Instant limit = clock.instant().minus(properties.keep());
    return Flux.fromIterable(kept)
        .filter(month -> !end(month).isAfter(limit))
        .concatMap(this::drop)
        .then();
  }

  private static Instant end(YearMonth month) {
    return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private Mono<Boolean> drop(YearMonth month) {
    return keys.drop(month)
        .doOnNext(dropped -> log.info("payloads of {}: {}", month, dropped ? "dropped" : "gone"));
  }
}
