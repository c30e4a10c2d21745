package florin.providersync.connection;

import florin.journal.test.DeciderFixture;
import florin.providersync.connection.ConnectionEvent.Linked;
import florin.providersync.connection.ConnectionEvent.NeedsAttention;
import florin.providersync.connection.ConnectionEvent.Removed;
import florin.providersync.connection.ConnectionEvent.Repaired;
import florin.providersync.connection.ConnectionEvent.TokenRotated;
import florin.providersync.connection.ConnectionEvent.Warned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConnectionTests {

  private static final UUID ID = UUID.fromString("01a20000-0000-7000-8000-000000000001");
  private static final Instant AT = Instant.parse("2026-06-30T12:00:00Z");
  private static final Instant SOON = Instant.parse("2026-07-07T12:00:00Z");

  private static final Linked LINKED =
      new Linked(
          ID,
          "plaid",
          "item",
          Optional.of("ins_1"),
          Optional.of("A Bank"),
          List.of("transactions"),
          AT);
  private static final NeedsAttention BROKEN = new NeedsAttention(ID, "login-required", AT);
  private static final Repaired REPAIRED = new Repaired(ID, AT);
  private static final Removed REMOVED = new Removed(ID, "removed-by-user", AT);
  private static final Warned WARNED = new Warned(ID, "pending-disconnect", Optional.of(SOON), AT);

  private final DeciderFixture<ConnectionCommand, ConnectionEvent, Connection> connection =
      DeciderFixture.of(Connection.DECIDER);

  private static ConnectionCommand link() {
    return new ConnectionCommand.Link(
        ID,
        "plaid",
        "item",
        Optional.of("ins_1"),
        Optional.of("A Bank"),
        List.of("transactions"),
        AT);
  }

  private static ConnectionCommand breaks(String reason) {
    return new ConnectionCommand.NeedAttention(ID, reason, AT);
  }

  private static ConnectionCommand warn() {
    return new ConnectionCommand.Warn(ID, "pending-disconnect", Optional.of(SOON), AT);
  }

  private static final ConnectionCommand REPAIR = new ConnectionCommand.Repair(ID, AT);
  private static final ConnectionCommand REMOVE =
      new ConnectionCommand.Remove(ID, "removed-by-user", AT);

  @Nested
  class Link {
    @Test
    void beginsAConnection() {
      connection.when(link()).then(LINKED);
    }

    @Test
    void happensOnce() {
      connection.given(LINKED).when(link()).thenRejected("link-again");
      connection.given(LINKED, REMOVED).when(link()).thenRejected("link-again");
    }
  }

  @Nested
  class Health {
    @Test
    void isSaidWhenItChanges() {
      connection.given(LINKED).when(breaks("login-required")).then(BROKEN);
      connection.given(LINKED, BROKEN).when(breaks("login-required")).thenNothing();
      connection
          .given(LINKED, BROKEN)
          .when(breaks("not-found"))
          .then(new NeedsAttention(ID, "not-found", AT));
      connection.given(LINKED, BROKEN).when(REPAIR).then(REPAIRED);
      connection.given(LINKED, BROKEN, REPAIRED).when(REPAIR).thenNothing();
      connection.given(LINKED).when(REPAIR).thenNothing();
    }

    @Test
    void warnsOnceAndNotWhatIsBroken() {
      connection.given(LINKED).when(warn()).then(WARNED);
      connection.given(LINKED, WARNED).when(warn()).thenNothing();
      connection.given(LINKED, BROKEN).when(warn()).thenNothing();
      connection.given(LINKED, WARNED).when(breaks("login-required")).then(BROKEN);
      connection.given(LINKED, WARNED).when(REPAIR).then(REPAIRED);
    }

    @Test
    void ofARemovedOneIsNobodysBusiness() {
      connection.given(LINKED, REMOVED).when(breaks("not-found")).thenNothing();
      connection.given(LINKED, REMOVED).when(warn()).thenNothing();
      connection.given(LINKED, REMOVED).when(REPAIR).thenNothing();
      connection.when(breaks("not-found")).thenNothing();
    }
  }

  @Nested
  class Remove {
    @Test
    void endsItWhateverItsHealth() {
      connection.given(LINKED).when(REMOVE).then(REMOVED);
      connection.given(LINKED, BROKEN).when(REMOVE).then(REMOVED);
      connection.given(LINKED, WARNED).when(REMOVE).then(REMOVED);
      connection.given(LINKED, REMOVED).when(REMOVE).thenNothing();
      connection.when(REMOVE).thenRejected("not-found");
    }
  }

  @Nested
  class Rotation {
    private static final ConnectionCommand ROTATE = new ConnectionCommand.RotateToken(ID, 2, AT);
    private static final TokenRotated ROTATED = new TokenRotated(ID, 2, AT);

    @Test
    void isSaidOfWhatIsLinked() {
      connection.given(LINKED).when(ROTATE).then(ROTATED);
      connection.given(LINKED, BROKEN).when(ROTATE).then(ROTATED);
      connection.given(LINKED, REMOVED).when(ROTATE).thenNothing();
      connection.when(ROTATE).thenNothing();
    }

    @Test
    void changesNothingElse() {
      connection.given(LINKED, BROKEN, ROTATED).when(REPAIR).then(REPAIRED);
      connection.given(LINKED, ROTATED).when(REPAIR).thenNothing();
    }
  }
}
