package florin.journal.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One action of a user, a rule or a provider: the unit of history and undo. All events of it carry
 * its id.
 *
 * @param user on whose data
 * @param id the change id
 * @param actor who acted
 * @param at when, as the decision sees it; never taken from a clock inside a decision
 * @param causedBy the event id that led here, if one did
 */
public record Change(UUID user, UUID id, Actor actor, Instant at, Optional<UUID> causedBy) {

  public Change {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(actor, "actor");
    at = Objects.requireNonNull(at, "at").truncatedTo(ChronoUnit.MILLIS); // what an event can carry
    Objects.requireNonNull(causedBy, "causedBy");
  }

  public static Change by(Actor actor, UUID user, Instant at) {
    return new Change(user, Ids.next(), actor, at, Optional.empty());
  }
}
