package florin.providersync.sync.run;

import florin.journal.stream.Decider;
import florin.journal.stream.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One reading of one connection. A stream of its own, so that a connection's stream stays as short
 * as its life is eventful. A run publishes once.
 */
public sealed interface SyncRun {

  /** Nothing is published yet. */
  record NotCompleted() implements SyncRun {}

  /** Has published. */
  record Completed() implements SyncRun {}

  String STREAM_TYPE = "sync-run";

  Decider<SyncRunCommand, SyncRunEvent, SyncRun> DECIDER =
      new Decider<>(
          STREAM_TYPE, new NotCompleted(), SyncRun::decide, SyncRun::evolve, new SyncRunCodec());

  static StreamId stream(UUID user, UUID run) {
    return new StreamId(user, STREAM_TYPE, run);
  }

  static List<SyncRunEvent> decide(SyncRunCommand command, SyncRun state) {
    if (state instanceof Completed) {
      return List.of();
    }
    return switch (command) {
      case SyncRunCommand.Complete c -> complete(c);
      case SyncRunCommand.Fail c ->
          List.of(new SyncRunEvent.Failed(c.connection(), c.run(), c.errorClass(), c.at()));
    };
  }

  private static List<SyncRunEvent> complete(SyncRunCommand.Complete c) {
    List<SyncRunEvent> events = new ArrayList<>();
    c.accounts()
        .ifPresent(
            accounts ->
                events.add(
                    new SyncRunEvent.AccountsObserved(
                        c.connection(),
                        c.run(),
                        c.provider(),
                        c.institutionId(),
                        c.institutionName(),
                        accounts,
                        c.unlisted(),
                        c.at())));
    for (int i = 0; i < c.chunks().size(); i++) {
      boolean last = i == c.chunks().size() - 1;
      events.add(
          new SyncRunEvent.TransactionsObserved(
              c.connection(), c.run(), i, last, c.chunks().get(i), c.at()));
    }
    c.products()
        .forEach(
            news ->
                events.add(
                    new SyncRunEvent.ProductObserved(
                        c.connection(), c.run(), c.provider(), news, c.at())));
    if (c.telling() || !events.isEmpty()) {
      events.add(completed(c));
    }
    return events;
  }

  private static SyncRunEvent completed(SyncRunCommand.Complete c) {
    return new SyncRunEvent.Completed(
        c.connection(),
        c.run(),
        c.trigger(),
        c.chunks().stream().mapToInt(chunk -> chunk.added().size()).sum(),
        c.chunks().stream().mapToInt(chunk -> chunk.modified().size()).sum(),
        c.chunks().stream().mapToInt(chunk -> chunk.removed().size()).sum(),
        c.historyComplete(),
        c.at());
  }

  static SyncRun evolve(SyncRun state, SyncRunEvent event) {
    return switch (event) {
      case SyncRunEvent.AccountsObserved _,
          SyncRunEvent.TransactionsObserved _,
          SyncRunEvent.ProductObserved _,
          SyncRunEvent.Completed _,
          SyncRunEvent.Failed _ ->
          new Completed();
    };
  }
}
