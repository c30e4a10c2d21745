package florin.journal.change;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.sample.SampleRuntime;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.StreamId;
import florin.journal.stream.StreamType;
import florin.journal.stream.StreamTypes;
import florin.journal.test.ChildProcess;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A change of thousands of streams whose events are larger than the heap: made and undone. */
class LargeUndoIT {

  private static final int HEAP = 96;
  private static final int LARGE_EVENTS = 3;
  private static final int EVENT_BYTES = 20_000;
  private static final int STREAMS = TestScale.of(2_000, 5_000);

  private static final StreamType<String, String, Optional<String>> TEXTS =
      StreamType.<String, String, Optional<String>>of(
              "text",
              Optional.empty(),
              (text, _) -> List.of(text),
              (_, text) -> Optional.of(text),
              new SampleRuntime.TextCodec())
          .undoneBy(
              text -> text.<Map<String, Object>>map(now -> Map.of("text", now)).orElse(Map.of()),
              (_, _, wanted, _) -> List.of(wanted.get("text").orElseThrow().toString()));

  private static StreamId stream(UUID user, int number) {
    return TEXTS.id(user, new UUID(user.getMostSignificantBits(), number));
  }

  /** A process that edits all streams of the user whose id is its argument, and takes it back. */
  static final class EditAndUndo {

    private EditAndUndo() {}

    public static void main(String[] arguments) throws IOException {
      UUID user = UUID.fromString(arguments[0]);
      int streams = Integer.parseInt(arguments[1]);
      try (SampleRuntime runtime = SampleRuntime.attached(ChildProcess.settings())) {
        Commands commands = runtime.workerCommands(runtime.sessions("app"));
        Change change = Change.by(Actor.USER, user, Instant.now());
        commands.run(user, unit -> edit(unit, change, streams)).block(Duration.ofMinutes(3));
        Undo undo = new Undo(new UndoableTypes(StreamTypes.of("texts", TEXTS), List.of()));
        commands
            .run(user, unit -> undo.undo(unit, user, change.id(), Instant.now()))
            .block(Duration.ofMinutes(3));
      }
      System.exit(0);
    }

    private static Mono<Integer> edit(UnitOfWork unit, Change change, int streams) {
      return unit.loadAll(
              TEXTS, IntStream.range(0, streams).mapToObj(i -> stream(change.user(), i)).toList())
          .map(
              loaded -> {
                loaded.values().forEach(one -> unit.decide(TEXTS, one, "edited", change));
                return loaded.size();
              });
    }
  }

  @Test
  void areEditedAndUndoneInASmallHeap() throws IOException, InterruptedException {
    TestPlatform platform = TestPlatform.of("transactions");
    UUID user = UUID.randomUUID();
    try (SampleRuntime runtime = new SampleRuntime(platform)) {
      runtime.append(user, List.of("x".repeat(EVENT_BYTES), "before"));
    }
    platform.execute(
        """
        insert into journal.event (stream_id, stream_type, version, event_id, type, fingerprint, payload, user_id,
            change_id, actor, caused_by, recorded_at)
        select ('%s' || lpad(to_hex(stream), 16, '0'))::uuid, stream_type, version.after, gen_random_uuid(), type,
            fingerprint, payload, user_id, gen_random_uuid(), actor, caused_by, recorded_at
        from generate_series(0, %d) stream
        cross join generate_series(1, %d) version (after)
        join journal.event e on e.version = case when version.after = %d then 2 else 1 end
        """
            .formatted(
                user.toString().substring(0, 18).replace("-", ""),
                STREAMS - 1,
                LARGE_EVENTS + 1,
                LARGE_EVENTS + 1));
    Process process =
        ChildProcess.start(
            HEAP,
            EditAndUndo.class,
            platform.settings(),
            user.toString(),
            Integer.toString(STREAMS));
    assertThat(process.waitFor(6, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(
            platform.count(
                "select count(*) from journal.event where caused_by is not null and version = "
                    + (LARGE_EVENTS + 3)))
        .isEqualTo(STREAMS);
  }
}
