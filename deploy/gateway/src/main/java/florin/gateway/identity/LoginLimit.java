package florin.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import florin.gateway.GatewaySettings;
import florin.gateway.edge.EdgeProblem;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Limits failed log-ins per user name: after a few failures each further one doubles a wait. An
 * address from which a name has logged in before is counted by itself, so that guesses from
 * elsewhere do not keep the user out. Failures of one name never count for another name of the same
 * address; an address is limited only in how many log-ins it may have checked at one time.
 *
 * <p>A log-in counts as failed until it has succeeded, so parallel guesses count too.
 */
final class LoginLimit {

  private static final int REMEMBERED = 20_000;
  private static final int MOST_DOUBLINGS = 20;
  private static final String ELSEWHERE = "";

  private record Source(String name, String address) {}

  private static final class Failures {
    private int count;
    private long waitUntil;
  }

  private final GatewaySettings.Logins logins;
  private final LongSupplier nanos;
  // Two stores, so that guesses of names that do not exist push no user out.
  private final Cache<Source, Failures> ofUsers;
  private final Cache<Source, Failures> ofUnknownNames;
  private final Cache<Source, Boolean> succeeded =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  private final ConcurrentMap<String, Integer> atOnce = new ConcurrentHashMap<>();

  LoginLimit(GatewaySettings.Logins logins, LongSupplier nanos) {
    this.logins = logins;
    this.nanos = nanos;
    this.ofUsers = store();
    this.ofUnknownNames = store();
  }

  private Cache<Source, Failures> store() {
    return Caffeine.newBuilder()
        .maximumSize(REMEMBERED)
        .ticker(nanos::getAsLong)
        .expireAfterAccess(logins.longestWait().multipliedBy(2))
        .build();
  }

  /** One log-in that is being checked; to be closed in any case. */
  final class Attempt implements AutoCloseable {
    private final Source source;
    private final String address;

    private Attempt(Source source, String address) {
      this.source = source;
      this.address = address;
    }

    void succeed() {
      ofUsers.invalidate(source);
      succeeded.put(new Source(source.name(), address), true);
    }

    @Override
    public void close() {
      atOnce.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  /**
   * Counts a log-in as failed until {@link Attempt#succeed()}.
   *
   * @throws EdgeProblem with the wait, if the name has to wait or the address has too many checked
   */
  Attempt begin(String name, boolean exists, String address) {
    var known = new Source(name, address);
    var source = succeeded.getIfPresent(known) == null ? new Source(name, ELSEWHERE) : known;
    if (atOnce.merge(address, 1, Integer::sum) > logins.perAddress()) {
      new Attempt(source, address).close();
      throw EdgeProblem.tooManyLogins(Duration.ofSeconds(1));
    }
    var attempt = new Attempt(source, address);
    try {
      count(exists ? ofUsers : ofUnknownNames, source);
      return attempt;
    } catch (EdgeProblem edgeProblem) {
      attempt.close();
      throw edgeProblem;
    }
  }

  private void count(Cache<Source, Failures> store, Source source) {
    var failures = store.get(source, _ -> new Failures());
    synchronized (failures) {
      var now = nanos.getAsLong();
      if (failures.count >= logins.perUser() && now < failures.waitUntil) {
        throw EdgeProblem.tooManyLogins(Duration.ofNanos(failures.waitUntil - now));
      }
      failures.count++;
      failures.waitUntil = now + waitAfter(failures.count).toNanos();
    }
  }

  private Duration waitAfter(int failures) {
    var doublings = Math.clamp(failures - (long) logins.perUser(), 0, MOST_DOUBLINGS);
    var wait = logins.firstWait().multipliedBy(1L << doublings);
    return wait.compareTo(logins.longestWait()) < 0 ? wait : logins.longestWait();
  }
}
