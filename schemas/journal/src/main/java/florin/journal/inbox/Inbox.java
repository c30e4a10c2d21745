package florin.journal.inbox;

import florin.events.Topic;
import florin.journal.UnitOfWork;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Applies the events of one foreign topic: mirrors them, or turns them into commands. Runs inside
 * the transaction that moves the offset, under the household locks of every user in the batch, as
 * the worker role.
 */
public interface Inbox {

  Topic topic();

  /**
   * The tables of schema {@code mirror} that are filled from this topic only, so that a replay of
   * the owner's journal can fill them again. Statements of such an inbox name them without a
   * schema. Empty for an inbox that decides anything: what it decided is in its own journal.
   */
  default List<String> mirrors() {
    return List.of();
  }

  /** The handling of an event whose type this build does not have, because its owner is newer. */
  enum UnknownTypes {
    /** Kept aside; later events of the user are applied. A build that has the type applies it. */
    SKIP,
    /** A dead letter, and later events of the user wait behind it. */
    PARK
  }

  default UnknownTypes unknownTypes() {
    return UnknownTypes.SKIP;
  }

  /**
   * Applies a batch, set-based. Each event comes exactly once, a user's events in their order;
   * users are known in {@code mirror.users} and not erased.
   */
  Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events);
}
