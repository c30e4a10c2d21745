package florin.providersync.connection;

import florin.journal.stream.Decider;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.providersync.connection.ConnectionEvent.Extended;
import florin.providersync.connection.ConnectionEvent.Linked;
import florin.providersync.connection.ConnectionEvent.NeedsAttention;
import florin.providersync.connection.ConnectionEvent.Removed;
import florin.providersync.connection.ConnectionEvent.Repaired;
import florin.providersync.connection.ConnectionEvent.TokenRotated;
import florin.providersync.connection.ConnectionEvent.Warned;
import florin.providersync.problem.ProviderSyncProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A login at a bank. Provider updates of a removed connection have no effect. */
public sealed interface Connection {

  /** Nothing has happened under this id. */
  record Absent() implements Connection {}

  /** Linked and not removed, in whatever health. */
  record Live(Linked link, Health health) implements Connection {

    /** Whether it was last warned of for this reason. */
    public boolean isUnhealthy(String reason) {
      return health instanceof Health.HealthWarning(var warned, _) && warned.equals(reason);
    }
  }

  /** Removed by its user. */
  record RemovedConnection(Linked link) implements Connection {}

  /** Whether the provider can still read the bank. */
  sealed interface Health {
    record Healthy() implements Health {}

    record HealthWarning(String reason, Optional<Instant> disconnectsAt) implements Health {}

    record Unhealthy(String reason) implements Health {}
  }

  String STREAM_TYPE = "connection";

  /** The reason of a warning that the user may add accounts in update mode. */
  String NEW_ACCOUNTS = "new-accounts-available";

  Decider<ConnectionCommand, ConnectionEvent, Connection> DECIDER =
      new Decider<>(
          STREAM_TYPE, new Absent(), Connection::decide, Connection::evolve, new ConnectionCodec());

  static StreamId stream(UUID user, UUID id) {
    return new StreamId(user, STREAM_TYPE, id);
  }

  static List<ConnectionEvent> decide(ConnectionCommand command, Connection state) {
    return switch (command) {
      case ConnectionCommand.Link c -> link(c, state);
      case ConnectionCommand.Extend c -> extend(c, state);
      case ConnectionCommand.Repair c ->
          state instanceof Live(_, var health) && !(health instanceof Health.Healthy)
              ? List.of(new Repaired(c.id(), c.at()))
              : List.of();
      case ConnectionCommand.NeedAttention c ->
          state instanceof Live(_, var health) && !health.equals(new Health.Unhealthy(c.reason()))
              ? List.of(new NeedsAttention(c.id(), c.reason(), c.at()))
              : List.of();
      case ConnectionCommand.Warn c -> warn(c, state);
      case ConnectionCommand.RotateToken c ->
          state instanceof Live
              ? List.of(new TokenRotated(c.id(), c.tokenVersion(), c.at()))
              : List.of();
      case ConnectionCommand.Remove c ->
          switch (state) {
            case Absent() -> throw new Rejection("not-found", "There is no such connection.");
            case Live _ -> List.of(new Removed(c.id(), c.reason(), c.at()));
            case RemovedConnection _ -> List.of();
          };
    };
  }

  private static List<ConnectionEvent> link(ConnectionCommand.Link c, Connection state) {
    return switch (state) {
      case Absent() ->
          List.of(
              new Linked(
                  c.id(),
                  c.provider(),
                  c.externalItemId(),
                  c.institutionId(),
                  c.institutionName(),
                  c.products(),
                  c.at()));
      case Live _, RemovedConnection _ ->
          throw new Rejection(
              ProviderSyncProblem.LINK_AGAIN, "connection: " + c.id() + " is linked already");
    };
  }

  private static List<ConnectionEvent> extend(ConnectionCommand.Extend c, Connection state) {
    if (!(state instanceof Live live) || live.link().products().containsAll(c.products())) {
      return List.of();
    }
    Set<String> all = new TreeSet<>(live.link().products());
    all.addAll(c.products());
    return List.of(new Extended(c.id(), List.copyOf(all), c.at()));
  }

  /** A broken connection is not warned about breaking; a date goes before an offer. */
  private static List<ConnectionEvent> warn(ConnectionCommand.Warn c, Connection state) {
    Health warned = new Health.HealthWarning(c.reason(), c.disconnectsAt());
    return state instanceof Live(_, var health)
            && !(health instanceof Health.Unhealthy)
            && !(c.reason().equals(NEW_ACCOUNTS)
                && health instanceof Health.HealthWarning(_, var date)
                && date.isPresent())
            && !health.equals(warned)
        ? List.of(new Warned(c.id(), c.reason(), c.disconnectsAt(), c.at()))
        : List.of();
  }

  static Connection evolve(Connection state, ConnectionEvent event) {
    return switch (event) {
      case Linked e -> new Live(e, new Health.Healthy());
      case Extended e -> extended(state, e);
      case Repaired _ -> with(state, new Health.Healthy());
      case NeedsAttention e -> with(state, new Health.Unhealthy(e.reason()));
      case Warned e -> with(state, new Health.HealthWarning(e.reason(), e.disconnectsAt()));
      case TokenRotated _ -> state;
      case Removed _ -> state instanceof Live(var link, _) ? new RemovedConnection(link) : state;
    };
  }

  private static Connection extended(Connection state, Extended event) {
    return state instanceof Live(var link, var health)
        ? new Live(link.with(event.products()), health)
        : state;
  }

  private static Connection with(Connection state, Health health) {
    return state instanceof Live(var link, _) ? new Live(link, health) : state;
  }
}
