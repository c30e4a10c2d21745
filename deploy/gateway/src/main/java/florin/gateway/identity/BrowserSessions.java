package florin.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import florin.gateway.GatewaySettings;
import florin.gateway.identity.secret.RandomSecrets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The log-in sessions of browsers, in memory by the SHA-256 hash of their secret: a restart of the
 * gateway ends them. A session ends when it is idle for too long, at its greatest age, with a
 * log-out, and with a new password of its user.
 */
@Component
@LocalIdentity
final class BrowserSessions {

  private static final int SESSIONS = 10_000;
  private static final int SESSIONS_PER_USER = 100;
  private static final int SECRET_BYTES = 32;

  /** A session; the CSRF token must come with every request of it that changes something. */
  record Session(String name, String csrfToken, Instant ends, String accessToken, Instant issued) {
    @Override
    public String toString() {
      return "Session[" + name + "]";
    }
  }

  /** A session just opened; the secret is kept nowhere else. */
  record Opened(String secret, Session session) {
    @Override
    public String toString() {
      return "Opened[" + session.name() + "]";
    }
  }

  private record Used(Session session, Instant last) {}

  private final GatewaySettings settings;
  private final AccessTokens accessTokens;
  private final InstantSource clock;
  private final RandomSecrets secrets = new RandomSecrets();
  private final Cache<String, Used> sessions = Caffeine.newBuilder().maximumSize(SESSIONS).build();

  BrowserSessions(GatewaySettings settings, AccessTokens accessTokens, InstantSource clock) {
    this.settings = settings;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /** Opens a session; the least recently used one of a user ends when there are too many. */
  synchronized Opened open(String name) {
    var now = clock.instant();
    sessions.asMap().values().removeIf(used -> hasEnded(used, now));
    var own =
        sessions.asMap().entrySet().stream()
            .filter(each -> each.getValue().session().name().equals(name))
            .sorted(Comparator.comparing(each -> each.getValue().last()))
            .toList();
    own.stream()
        .limit(Math.max(0, own.size() - SESSIONS_PER_USER + 1))
        .forEach(each -> sessions.invalidate(each.getKey()));
    var secret = secrets.next(SECRET_BYTES);
    var session =
        new Session(
            name,
            secrets.next(SECRET_BYTES),
            now.plus(settings.sessions().lifetime()),
            accessTokens.issue(name),
            now);
    sessions.put(RandomSecrets.hash(secret), new Used(session, now));
    return new Opened(secret, session);
  }

  /** The session of a secret, which this use keeps from being idle. */
  Optional<Session> use(String secret) {
    var now = clock.instant();
    var used =
        sessions
            .asMap()
            .computeIfPresent(
                RandomSecrets.hash(secret),
                (_, before) ->
                    hasEnded(before, now) ? null : new Used(renewed(before.session(), now), now));
    return Optional.ofNullable(used).map(Used::session);
  }

  void end(String secret) {
    sessions.invalidate(RandomSecrets.hash(secret));
  }

  void endAllOf(String name) {
    sessions.asMap().values().removeIf(used -> used.session().name().equals(name));
  }

  private boolean hasEnded(Used used, Instant now) {
    return !now.isBefore(used.session().ends())
        || !now.isBefore(used.last().plus(settings.sessions().idle()));
  }

  /** With a new access token once half of its lifetime is over. */
  private Session renewed(Session session, Instant now) {
    var half = settings.tokenLifetime().dividedBy(2);
    return now.isBefore(session.issued().plus(half))
        ? session
        : new Session(
            session.name(),
            session.csrfToken(),
            session.ends(),
            accessTokens.issue(session.name()),
            now);
  }
}
