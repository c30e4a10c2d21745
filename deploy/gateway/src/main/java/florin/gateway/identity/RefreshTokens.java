package florin.gateway.identity;

import florin.gateway.identity.secret.PrivateFile;
import florin.gateway.identity.secret.RandomSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The refresh tokens of the local users, kept in {@code refresh-tokens} as SHA-256 hashes. A token
 * is {@code session.secret}; every use replaces the secret. A token of a known session with another
 * secret was used before, by its owner or by a thief, so the session ends (RFC 9700, 4.14). After a
 * crash right after a use, no client has the new secret: the user logs in again.
 */
final class RefreshTokens {

  private static final Logger log = LoggerFactory.getLogger(RefreshTokens.class);

  private static final int SESSIONS = 2_000;
  private static final int SESSIONS_PER_USER = 100;
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  private record Session(String id, String hash, String name, Instant expires) {
    String line() {
      return String.join(" ", id, hash, name, Long.toString(expires.getEpochSecond()));
    }
  }

  /** A token just made; the secret is kept nowhere else. */
  record Issued(String name, String token, Duration lifetime) {
    @Override
    public String toString() {
      return "Issued[" + name + "]";
    }
  }

  private final PrivateFile file;
  private final Duration lifetime;
  private final InstantSource clock;
  private final RandomSecrets secrets = new RandomSecrets();
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  RefreshTokens(Path home, Duration lifetime, InstantSource clock) {
    this.file = new PrivateFile(home, "refresh-tokens");
    this.lifetime = lifetime;
    this.clock = clock;
    file.readOrCreate(() -> "").lines().forEach(this::read);
  }

  private void read(String line) {
    var fields = line.split(" ", -1);
    if (fields.length != 4 || !fields[3].matches("[0-9]{1,15}")) {
      throw new IllegalStateException(
          "refresh tokens: " + file.path() + " (expected: session hash name expiry)");
    }
    var expires = Instant.ofEpochSecond(Long.parseLong(fields[3]));
    sessions.put(fields[0], new Session(fields[0], fields[1], fields[2], expires));
  }

  /** Starts a session; the oldest ones end when there are too many. */
  synchronized Issued issue(String name) {
    var now = clock.instant();
    sessions.values().removeIf(session -> !now.isBefore(session.expires()));
    endOldest(session -> session.name().equals(name), SESSIONS_PER_USER);
    endOldest(_ -> true, SESSIONS);
    return keep(secrets.next(ID_BYTES), name, now.plus(lifetime));
  }

  private void endOldest(Predicate<Session> which, int most) {
    var counted = sessions.values().stream().filter(which).toList();
    counted.stream()
        .sorted(Comparator.comparing(Session::expires))
        .limit(Math.max(0, counted.size() - most + 1))
        .forEach(session -> sessions.remove(session.id()));
  }

  /** Exchanges a token for the next one of its session; empty if it is not valid. */
  synchronized Optional<Issued> rotate(String token) {
    var session = sessions.get(id(token));
    if (session == null) {
      return Optional.empty();
    }
    if (!matches(session, token)) {
      log.warn("Log-in: user={} result=refresh-token-reused", session.name());
      end(other -> other.equals(session));
      return Optional.empty();
    }
    if (!clock.instant().isBefore(session.expires())) {
      end(other -> other.equals(session));
      return Optional.empty();
    }
    return Optional.of(keep(session.id(), session.name(), session.expires()));
  }

  /** Ends the session of a token; nothing happens if it is not valid. */
  synchronized void end(String token) {
    var session = sessions.get(id(token));
    if (session != null && matches(session, token)) {
      end(other -> other.equals(session));
    }
  }

  synchronized void endAllOf(String name) {
    end(session -> session.name().equals(name));
  }

  private void end(Predicate<Session> which) {
    if (sessions.values().removeIf(which)) {
      write();
    }
  }

  private Issued keep(String id, String name, Instant expires) {
    var secret = secrets.next(SECRET_BYTES);
    sessions.put(id, new Session(id, RandomSecrets.hash(secret), name, expires));
    write();
    return new Issued(name, id + "." + secret, Duration.between(clock.instant(), expires));
  }

  private void write() {
    file.write(
        sessions.values().stream()
            .map(session -> session.line() + "\n")
            .collect(Collectors.joining()));
  }

  private static String id(String token) {
    return token.split("\\.", 2)[0];
  }

  private static boolean matches(Session session, String token) {
    var secret = token.substring(Math.min(token.length(), session.id().length() + 1));
    return MessageDigest.isEqual(
        session.hash().getBytes(StandardCharsets.US_ASCII),
        RandomSecrets.hash(secret).getBytes(StandardCharsets.US_ASCII));
  }
}
