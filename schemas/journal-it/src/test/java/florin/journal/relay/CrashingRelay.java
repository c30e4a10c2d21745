package florin.journal.relay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A relay whose process ends at a named point of one of its batches: nothing after it happens. */
class CrashingRelay extends Relay {

  enum Point {
    BEFORE_SEND,
    AMID_SEND,
    AFTER_ACKS,
    AFTER_CHECKPOINT
  }

  private final Point point;
  private final CompletableFuture<Producer<byte[], byte[]>> crashed = new CompletableFuture<>();
  private int batches;
  private Producer<byte[], byte[]> open;

  CrashingRelay(RelayLab lab, Point point, int batches) {
    super(
        lab.topic(),
        lab.checkpoints(),
        lab.producers(),
        lab.runtime().bell(),
        RelayLab.BATCH,
        RelayLab.POLL,
        RelayLab.POLL);
    this.point = point;
    this.batches = batches;
  }

  @Override
  Mono<Void> deliver(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records) {
    open = producer;
    batches--;
    if (batches > 0) {
      return super.deliver(producer, records);
    }
    if (batches < 0) {
      return Mono.never(); // the process has ended
    }
    return switch (point) {
      case BEFORE_SEND -> crash();
      case AMID_SEND ->
          super.deliver(producer, records.subList(0, (records.size() + 1) / 2))
              .then(Mono.defer(this::crash));
      case AFTER_ACKS -> super.deliver(producer, records).then(Mono.defer(this::crash));
      case AFTER_CHECKPOINT -> super.deliver(producer, records);
    };
  }

  @Override
  Mono<Boolean> deliverThenAdvance(Mono<Void> delivered, Mono<Boolean> advanced) {
    Mono<Boolean> whole =
        untilTheCrash(super.deliverThenAdvance(delivered, beforeTheCrash(advanced)));
    return point == Point.AFTER_CHECKPOINT && batches <= 0
        ? whole.then(Mono.defer(this::crash))
        : whole;
  }

  /** Nothing that would begin after the crash. */
  final Mono<Boolean> beforeTheCrash(Mono<Boolean> work) {
    return Mono.defer(() -> crashed.isDone() ? Mono.never() : work);
  }

  /** No result after the crash: other batches of the same relay were on their way. */
  final Mono<Boolean> untilTheCrash(Mono<Boolean> work) {
    return work.onErrorResume(_ -> crashed.isDone(), _ -> Mono.never())
        .flatMap(held -> crashed.isDone() ? Mono.never() : Mono.just(held));
  }

  <T> Mono<T> crash() {
    stopRenewingLease();
    crashed.complete(open);
    return Mono.never();
  }

  /** Runs to its end and takes its sockets with it, as a kill would. */
  void runToItsEnd() throws Exception {
    start();
    crashed.get(60, TimeUnit.SECONDS).close(Duration.ZERO);
  }

  /** The wrong order: what was sent after the checkpoint is gone with a crash before it. */
  static final class CheckpointFirst extends CrashingRelay {
    CheckpointFirst(RelayLab lab, int batches) {
      super(lab, Point.BEFORE_SEND, batches);
    }

    @Override
    Mono<Boolean> deliverThenAdvance(Mono<Void> delivered, Mono<Boolean> advanced) {
      return untilTheCrash(
          advanced
              .publishOn(Schedulers.boundedElastic()) // the producer may block
              .flatMap(held -> delivered.thenReturn(held)));
    }
  }
}
