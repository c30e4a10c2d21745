package florin.transactions.review;

import florin.journal.stream.Ids;
import florin.transactions.review.DuplicateEvent.Dismissed;
import florin.transactions.review.DuplicateEvent.Reopened;
import java.util.List;
import java.util.UUID;

/** A pair of transactions that the user decided about: whether they are no duplicates. */
sealed interface Duplicate {

  String STREAM = "duplicate";

  /** Fixed for ever: the ids of pairs are derived from it. */
  UUID NAMESPACE = UUID.fromString("b8f0b7f4-0f0c-5d0e-9a53-6f6f4f6f2d11");

  record Absent() implements Duplicate {}

  /**
   * A pair that was dismissed once.
   *
   * @param first the smaller of the two ids
   * @param dismissed whether it is not shown for review
   */
  record Pair(UUID id, UUID first, UUID second, boolean dismissed) implements Duplicate {}

  /** The id of the pair, the same in either order. */
  static UUID id(UUID user, UUID one, UUID other) {
    List<UUID> ordered = ordered(one, other);
    return Ids.named(NAMESPACE, user + "\n" + ordered.get(0) + "\n" + ordered.get(1));
  }

  static List<UUID> ordered(UUID one, UUID other) {
    return Ids.ORDER.compare(one, other) <= 0 ? List.of(one, other) : List.of(other, one);
  }

  static List<DuplicateEvent> decide(DuplicateCommand command, Duplicate state) {
    boolean dismissed = state instanceof Pair pair && pair.dismissed();
    return switch (command) {
      case DuplicateCommand.Dismiss c ->
          dismissed ? List.of() : List.of(new Dismissed(c.id(), c.first(), c.second(), c.at()));
      case DuplicateCommand.Reopen c ->
          state instanceof Pair pair && pair.dismissed()
              ? List.of(new Reopened(pair.id(), pair.first(), pair.second(), c.at()))
              : List.of();
    };
  }

  static Duplicate evolve(Duplicate state, DuplicateEvent event) {
    return switch (event) {
      case Dismissed e -> new Pair(e.id(), e.first(), e.second(), true);
      case Reopened e -> new Pair(e.id(), e.first(), e.second(), false);
    };
  }
}
