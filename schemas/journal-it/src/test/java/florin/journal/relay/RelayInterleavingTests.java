package florin.journal.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.CommitSignal;
import florin.journal.interleaving.ControlledThreads;
import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * Two processes that relay one journal under random interleavings of commits, failures of database
 * and broker, stops, take-overs and rewinds.
 */
class RelayInterleavingTests {

  private static void demandEverythingInOrder(
      BiFunction<RelayModel, CommitSignal, Relay> relays, Random random) {
    try (ControlledThreads threads = new ControlledThreads(random)) {
      RelayModel model = new RelayModel(threads, true, random.nextInt(6));
      AtomicInteger open = new AtomicInteger();
      List<Relay> running = new ArrayList<>();
      for (int process = 0; process < 2; process++) {
        CommitSignal signal = new CommitSignal();
        Relay relay = relays.apply(model, signal);
        running.add(relay);
        threads.start(relay::start);
        open.incrementAndGet();
        threads.start(() -> write(model, signal, open));
      }
      if (random.nextBoolean()) {
        open.incrementAndGet();
        threads.start(() -> rewind(running.getFirst(), random.nextInt(5), open));
      }
      threads.runUntil(() -> !model.complaints.isEmpty() || open.get() == 0 && model.isRelayed());
      List<String> complaints = model.complaints();
      running.forEach(Relay::stop);
      assertThat(complaints).isEmpty();
    }
  }

  private static void write(RelayModel model, CommitSignal signal, AtomicInteger open) {
    Mono.fromRunnable(() -> model.append(signal))
        .delaySubscription(Duration.ofMillis(model.random.nextInt(50)))
        .repeat(2 + model.random.nextInt(10))
        .doFinally(_ -> open.decrementAndGet())
        .subscribe();
  }

  private static void rewind(Relay relay, long position, AtomicInteger open) {
    Mono.defer(() -> relay.rewind(position))
        .delaySubscription(Duration.ofMillis(30))
        .doFinally(_ -> open.decrementAndGet())
        .subscribe(_ -> {}, _ -> {}); // it may fail, or the checkpoint is not that far
  }

  @Test
  void loseNothingAndKeepTheOrder() {
    SeededRuns.forEachSeed(
        TestScale.of(400, 20_000), random -> demandEverythingInOrder(RelayModel::relay, random));
  }

  private static void demandCaught(BiFunction<RelayModel, CommitSignal, Relay> mutant) {
    assertThatThrownBy(
            () -> SeededRuns.untilOneFails(random -> demandEverythingInOrder(mutant, random)))
        .hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void areCaughtWhenTheCheckpointComesBeforeTheAcknowledgements() {
    demandCaught(
        (model, signal) ->
            new RelayModel.ModelRelay(model, signal, new RelayModel.ModelCheckpoints(model)) {
              @Override
              Mono<Boolean> deliverThenAdvance(Mono<Void> delivered, Mono<Boolean> advanced) {
                return advanced.flatMap(held -> delivered.thenReturn(held));
              }
            });
  }

  @Test
  void areCaughtWhenACheckpointPassesTheBatchesBeforeIt() {
    demandCaught(
        (model, signal) ->
            new RelayModel.ModelRelay(model, signal, new RelayModel.ModelCheckpoints(model)) {
              @Override
              Mono<Void> batchesBefore(RelayBatch sent) {
                return Mono.empty();
              }
            });
  }

  @Test
  void areCaughtWhenTheEpochIsNotDemanded() {
    demandCaught(
        (model, signal) ->
            new RelayModel.ModelRelay(
                model,
                signal,
                new RelayModel.ModelCheckpoints(model) {
                  @Override
                  Mono<Boolean> advance(long epoch, long position, long[] lastPositions) {
                    return model.statement(
                        () -> {
                          model.moveTo(position, lastPositions);
                          return true;
                        });
                  }
                }));
  }

  /** One process without failures: no commit waits for the poll interval. */
  private static void demandNoWait(
      BiFunction<RelayModel, CommitSignal, Relay> relays, Random random) {
    try (ControlledThreads threads = new ControlledThreads(random).withoutEarlyTimers()) {
      RelayModel model = new RelayModel(threads, false, 0);
      CommitSignal signal = new CommitSignal();
      Relay relay = relays.apply(model, signal);
      threads.start(relay::start);
      threads.runWithoutTime();
      for (int commit = 0; commit < 3; commit++) {
        threads.start(() -> model.append(signal));
      }
      threads.runWithoutTime();
      boolean relayed = model.isRelayed();
      relay.stop();
      assertThat(relayed).isTrue();
    }
  }

  @Test
  void relayACommitWithoutWaitingForThePoll() {
    SeededRuns.forEachSeed(
        TestScale.of(200, 10_000), random -> demandNoWait(RelayModel::relay, random));
  }

  @Test
  void areCaughtWhenACommitBetweenPageAndWaitIsMissed() {
    assertThatThrownBy(
            () ->
                SeededRuns.untilOneFails(
                    random ->
                        demandNoWait(
                            (model, signal) ->
                                new RelayModel.ModelRelay(
                                    model, signal, new RelayModel.ModelCheckpoints(model)) {
                                  @Override
                                  Mono<Void> nextCommit(CommitSignal next, long seen) {
                                    return next.signals().next().then();
                                  }
                                },
                            random)))
        .hasCauseInstanceOf(AssertionError.class);
  }
}
