package florin.planning.validation;

import florin.journal.CanonicalName;
import florin.journal.UnitOfWork;
import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.stream.StreamId;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** The names of a user's scenarios or goals, each of which only one of them has. */
public enum PlanNames {
  /** Those that are not deleted. */
  SCENARIOS(
      "scenario",
      "select scenario_id as id, name from view.scenario where user_id = :user and not deleted"
          + " order by scenario_id"),

  /** Those that are not abandoned. */
  GOALS(
      "goal",
      "select goal_id as id, name from view.goal where user_id = :user and state <> 'abandoned'"
          + " order by goal_id");

  private final String kind;
  private final String names;

  PlanNames(String kind, String names) {
    this.kind = kind;
    this.names = names;
  }

  private record Named(UUID id, String name) {

    static Named read(Readable row) {
      return new Named(Columns.uuid(row, "id"), Columns.text(row, "name"));
    }

    String form() {
      return CanonicalName.of(name);
    }
  }

  /**
   * Demands that nothing else has the name that one was given, if it was given any.
   *
   * @param before the name that it had; empty if it had none, or was deleted or abandoned
   * @param after the name that it has now; empty likewise
   * @throws florin.journal.stream.Rejection {@code name-taken}
   */
  public Mono<Void> demandDistinct(
      UnitOfWork unit, StreamId stream, Optional<String> before, Optional<String> after) {
    boolean kept = before.map(CanonicalName::of).equals(after.map(CanonicalName::of));
    return kept || after.isEmpty()
        ? Mono.empty()
        : demandDistinct(unit, stream.user(), Set.of(stream.id()));
  }

  /** That names stay distinct when a change is undone. */
  public Mono<Void> check(UnitOfWork unit, UUID user, Collection<StreamId> streams) {
    Set<UUID> changed =
        streams.stream()
            .filter(stream -> stream.type().equals(kind))
            .map(StreamId::id)
            .collect(Collectors.toUnmodifiableSet());
    return changed.isEmpty() ? Mono.empty() : demandDistinct(unit, user, changed);
  }

  private Mono<Void> demandDistinct(UnitOfWork unit, UUID user, Set<UUID> changed) {
    return unit.project()
        .then(Mono.defer(() -> all(unit.session(), user)))
        .doOnNext(all -> demandDistinct(all, changed))
        .then();
  }

  private void demandDistinct(List<Named> all, Set<UUID> changed) {
    Map<String, Named> taken = new HashMap<>();
    all.stream()
        .filter(one -> !changed.contains(one.id))
        .forEach(one -> taken.putIfAbsent(one.form(), one));
    for (Named one : all) {
      Named other = changed.contains(one.id) ? taken.putIfAbsent(one.form(), one) : null;
      if (other != null) {
        throw CanonicalName.taken(kind, one.name, other.name, other.id, "of yours");
      }
    }
  }

  private Mono<List<Named>> all(Session session, UUID user) {
    return session.sql(names).bind("user", user).map(Named::read).all().collectList();
  }

  /** The canonical forms of all names. */
  public Mono<Set<String>> forms(Session session, UUID user) {
    return all(session, user)
        .map(all -> all.stream().map(Named::form).collect(Collectors.toUnmodifiableSet()));
  }
}
