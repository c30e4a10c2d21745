package florin.journal;

import florin.journal.database.Session;
import florin.journal.stream.PendingEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The real journal with something between its numbers and its commit, and two wrong ones. */
final class Journals {

  private Journals() {}

  /** How a journal is made from what happens between the numbers and the commit. */
  enum JournalVariant {
    REAL,
    INSERT_FIRST,
    UNLOCKED;

    Journal with(Supplier<Mono<Void>> between) {
      return switch (this) {
        case REAL -> new Real(between);
        case INSERT_FIRST -> new InsertFirst(between);
        case UNLOCKED -> new Unlocked(between);
      };
    }
  }

  private static class Real extends Journal {
    private final Supplier<Mono<Void>> between;

    Real(Supplier<Mono<Void>> between) {
      super(new SimpleMeterRegistry());
      this.between = between;
    }

    /** Something between the numbers and the commit needs a commit of its own. */
    @Override
    Mono<Void> appendWithCommit(Session session, List<PendingEvent> events) {
      return append(session, events);
    }

    @Override
    Mono<Void> insert(Session session, Rows rows) {
      return super.insert(session, rows).then(Mono.defer(between));
    }
  }

  /**
   * The real journal, which the server lets wait or fail between the numbers and the commit of the
   * same message.
   */
  static final class OneMessage extends Journal {

    private static final String BETWEEN =
        """
        select case when r < 0.2 then 1 / (r * 0)::int
          when r < 0.3 then length(pg_sleep(0.003)::text) else 0 end
        from (select random() as r) x
        """;

    OneMessage() {
      super(new SimpleMeterRegistry());
    }

    @Override
    Mono<Void> insert(Session session, Rows rows) {
      return Flux.mergeSequential(super.insert(session, rows), session.sql(BETWEEN).then())
          .then()
          .onErrorMap(_ -> new JournalRound.RolledBack());
    }
  }

  /** Wrong: takes its numbers before the lock. */
  private static final class InsertFirst extends Real {
    InsertFirst(Supplier<Mono<Void>> between) {
      super(between);
    }

    @Override
    Mono<Void> lock(Session session) {
      return Mono.empty();
    }

    @Override
    Mono<Void> insert(Session session, Rows rows) {
      return super.insert(session, rows).then(Mono.defer(() -> super.lock(session)));
    }
  }

  /** Wrong: a naive outbox over an unlocked sequence. */
  private static final class Unlocked extends Real {
    Unlocked(Supplier<Mono<Void>> between) {
      super(between);
    }

    @Override
    Mono<Void> lock(Session session) {
      return Mono.empty();
    }
  }
}
