package florin.journal.erasure;

import florin.journal.stream.Decider;
import florin.journal.stream.StreamCodecs;
import florin.journal.stream.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The state of a user's erasure in a journal: requested, and done. A user who returns afterwards
 * can be erased again.
 *
 * @param asked whether the request is in this journal and the erasure is not done yet
 */
public record Erasure(boolean asked) {

  public static final String STREAM = StreamCodecs.ERASURE;

  public static final Decider<Command, Event, Erasure> DECIDER =
      new Decider<>(
          STREAM, new Erasure(false), Erasure::decide, Erasure::evolve, new ErasureCodec());

  /** The commands. */
  public sealed interface Command {
    record Ask(UUID user, Instant at) implements Command {}

    /** Comes with every deletion, once: the mark of the user is closed in the same transaction. */
    record Finish(UUID user, String service, Instant at) implements Command {}
  }

  /** The events. */
  public sealed interface Event {
    record Erasing(UUID user, Instant at) implements Event {}

    record Erased(UUID user, String service, Instant at) implements Event {}
  }

  /** The one stream of a user that deletion leaves alone. */
  public static StreamId stream(UUID user) {
    return new StreamId(
        user,
        STREAM,
        UUID.nameUUIDFromBytes((STREAM + "\n" + user).getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Event> decide(Command command, Erasure state) {
    return switch (command) {
      case Command.Ask c ->
          state.asked() ? List.of() : List.of(new Event.Erasing(c.user(), c.at()));
      case Command.Finish c -> List.of(new Event.Erased(c.user(), c.service(), c.at()));
    };
  }

  private static Erasure evolve(Erasure state, Event event) {
    return switch (event) {
      case Event.Erasing _ -> new Erasure(true);
      case Event.Erased _ -> new Erasure(false);
    };
  }
}
