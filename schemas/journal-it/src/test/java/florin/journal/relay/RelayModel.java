package florin.journal.relay;

import florin.events.Topic;
import florin.journal.CommitSignal;
import florin.journal.database.Sessions;
import florin.journal.interleaving.ControlledThreads;
import florin.journal.kafka.EventRecords;
import florin.journal.relay.incarnation.Incarnation;
import florin.journal.relay.incarnation.JournalIncarnations;
import florin.journal.relay.incarnation.RestoreCheck;
import florin.journal.stream.Actor;
import florin.journal.stream.RecordedEvent;
import florin.journal.stream.StreamId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A journal with its checkpoint, in memory: each statement is atomic, takes some time, and may fail
 * before or after its effect. Everything that a relay must not do is collected as a complaint.
 */
final class RelayModel {

  static final Topic TOPIC = new Topic("model.events", 3, Duration.ofDays(1));
  static final Duration POLL = Duration.ofSeconds(1);
  static final Duration RENEWAL = Duration.ofSeconds(3);
  static final int BATCH = 3;
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final List<UUID> USERS =
      List.of(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3), new UUID(0, 4));

  final ControlledThreads threads;
  final Random random;
  final TopicModel topic;
  final List<String> complaints = new ArrayList<>();
  private final List<RecordedEvent> journal = new ArrayList<>();

  /** Per position, the length of the topic from which on the event must be sent. */
  private final Map<Long, Integer> demanded = new HashMap<>();

  private final boolean slow;
  private int faults;
  private String owner = "";
  private long epoch;
  private Duration until = Duration.ZERO;
  private long checkpoint;
  private long[] last = {};

  /**
   * @param slow whether a statement may take seconds
   */
  RelayModel(ControlledThreads threads, boolean slow, int faults) {
    this.slow = slow;
    this.threads = threads;
    this.random = threads.random();
    this.faults = faults;
    this.topic = new TopicModel(this);
  }

  /** Whether the next step fails; there are only so many failures. */
  boolean fails() {
    if (faults == 0 || random.nextInt(12) > 0) {
      return false;
    }
    faults--;
    return true;
  }

  <T> Mono<T> statement(Supplier<T> effect) {
    Mono<T> executed =
        Mono.fromCallable(
                () -> {
                  boolean failing = fails();
                  if (failing && random.nextBoolean()) {
                    throw new DataAccessResourceFailureException("not executed");
                  }
                  T result = effect.get();
                  if (failing) {
                    throw new DataAccessResourceFailureException("no answer");
                  }
                  return result;
                })
            .subscribeOn(Schedulers.parallel());
    return slow && random.nextInt(40) == 0
        ? executed.delaySubscription(Duration.ofSeconds(random.nextInt(15)))
        : executed;
  }

  void append(CommitSignal signal) {
    UUID user = USERS.get(random.nextInt(USERS.size()));
    journal.add(
        new RecordedEvent(
            journal.size() + 1L,
            new StreamId(user, "note", user),
            1,
            new UUID(1, journal.size()),
            "florin.Note",
            0,
            new byte[0],
            new UUID(2, 0),
            new Actor("user"),
            Optional.empty(),
            Instant.EPOCH));
    signal.signal();
  }

  boolean isRelayed() {
    return checkpoint == journal.size();
  }

  Relay relay(CommitSignal signal) {
    return new ModelRelay(this, signal, new ModelCheckpoints(this));
  }

  /** A relay over the model. */
  static class ModelRelay extends Relay {
    ModelRelay(RelayModel model, CommitSignal signal, RelayCheckpoints checkpoints) {
      super(TOPIC, checkpoints, model.topic.producers(), signal, BATCH, POLL, RENEWAL);
    }

    /** The journal is never restored. */
    @Override
    RestoreCheck restoreCheck(Topic checked, String bootstrap, JournalIncarnations incarnations) {
      Incarnation only =
          new Incarnation(new UUID(3, 0), java.util.Set.of(), List.of(), Optional.empty());
      return new RestoreCheck(checked, bootstrap, incarnations) {
        @Override
        public Mono<Incarnation> verify(long epoch, reactor.core.scheduler.Scheduler thread) {
          return Mono.just(only).publishOn(thread);
        }
      };
    }
  }

  /** The row of the checkpoint as one process uses it. */
  static class ModelCheckpoints extends RelayCheckpoints {
    private final RelayModel model;
    private final String own;

    ModelCheckpoints(RelayModel model) {
      super(new Sessions(NO_DATABASE), LEASE);
      this.model = model;
      this.own = "process " + model.random.nextLong();
    }

    private boolean holds(long held) {
      return model.epoch == held && model.owner.equals(own);
    }

    @Override
    Mono<Lease> acquire() {
      return model.statement(
          () -> {
            boolean free = model.until.compareTo(model.threads.elapsed()) <= 0;
            if (!free && !model.owner.equals(own)) {
              return null;
            }
            model.owner = own;
            model.epoch++;
            model.until = model.threads.elapsed().plus(LEASE);
            return new Lease(model.epoch, model.checkpoint, model.last);
          });
    }

    @Override
    Mono<Boolean> renew(long held) {
      return model.statement(
          () -> {
            if (holds(held)) {
              model.until = model.threads.elapsed().plus(LEASE);
            }
            return holds(held);
          });
    }

    @Override
    Mono<Boolean> advance(long held, long position, long[] lastPositions) {
      return model.statement(
          () -> {
            boolean right = holds(held) && model.checkpoint <= position;
            if (right) {
              model.until = model.threads.elapsed().plus(LEASE);
              model.moveTo(position, lastPositions);
            }
            return right;
          });
    }

    @Override
    Mono<Boolean> release(long held) {
      return model.statement(
          () -> {
            model.until = holds(held) ? Duration.ZERO : model.until;
            return true;
          });
    }

    @Override
    Mono<Boolean> rewind(long position) {
      return model.statement(
          () -> {
            boolean far = model.checkpoint >= position;
            if (far) {
              model.rewindTo(position);
            }
            return far;
          });
    }

    @Override
    Mono<List<RecordedEvent>> eventsAfter(long after, int limit) {
      return model.statement(() -> model.journal.stream().skip(after).limit(limit).toList());
    }

    @Override
    Mono<List<LastEvent>> lastEventsUpTo(long position) {
      return model.statement(
          () ->
              model.journal.stream()
                  .limit(position)
                  .map(event -> new LastEvent(event.position(), event.stream().user()))
                  .toList());
    }
  }

  void moveTo(long position, long[] lastPositions) {
    if (position < checkpoint) {
      complaints.add("checkpoint: " + checkpoint + " to " + position);
    }
    for (long sent = 1; sent <= position; sent++) {
      if (!topic.has(sent, demanded.getOrDefault(sent, 0))) {
        complaints.add("checkpoint: " + position + ", not sent: " + sent);
      }
    }
    checkpoint = position;
    last = lastPositions;
  }

  private void rewindTo(long position) {
    for (long again = position + 1; again <= journal.size(); again++) {
      demanded.put(again, topic.size());
    }
    checkpoint = position;
    last = new long[0];
    owner = "";
    epoch++;
    until = Duration.ZERO;
  }

  /** The first occurrences are in order, and each names the one before it in its partition. */
  List<String> complaints() {
    List<String> all = new ArrayList<>(complaints);
    for (int partition = 0; partition < TOPIC.partitions(); partition++) {
      List<TopicModel.Sent> first = topic.firstOccurrences(partition);
      long previous = 0;
      for (TopicModel.Sent sent : first) {
        if (sent.previous() != previous) {
          all.add("chain: " + sent + " (expected: after " + previous + ")");
        }
        previous = sent.position();
      }
    }
    for (RecordedEvent event : journal) {
      int partition = EventRecords.partition(event.stream().user(), TOPIC.partitions());
      if (topic.firstOccurrences(partition).stream()
          .noneMatch(sent -> sent.position() == event.position())) {
        all.add("lost: " + event.position());
      }
    }
    return all;
  }

  private static final ConnectionFactory NO_DATABASE =
      new ConnectionFactory() {
        @Override
        public Publisher<? extends Connection> create() {
          return Mono.error(new UnsupportedOperationException("no database"));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
          return () -> "none";
        }
      };
}
