package florin.gateway.identity;

import florin.gateway.GatewaySettings;
import florin.gateway.edge.Client;
import florin.gateway.edge.EdgeProblem;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Checks a user's password within {@link LoginLimit} and logs the result. Names are logged only if
 * there is such a user: some people type their password there.
 *
 * <p>A default password opens nothing but a demo on this machine: demo users have to be configured,
 * no proxy may be configured, and the request must come from this machine, directly and for a
 * loopback host name.
 */
@Component
@LocalIdentity
final class PasswordCheck {

  private static final Logger log = LoggerFactory.getLogger(PasswordCheck.class);

  // bcrypt is meant to be slow: guesses may keep two threads busy, not the machine.
  private static final int THREADS = 2;
  private static final int WAITING = 200;

  private final LocalUsers localUsers;
  private final boolean demo;
  private final LoginLimit limit;
  private final Scheduler hashing = Schedulers.newBoundedElastic(THREADS, WAITING, "log-in");

  PasswordCheck(LocalUsers localUsers, GatewaySettings settings) {
    this.localUsers = localUsers;
    this.demo = settings.demoUsers() && settings.trustedProxies().isEmpty();
    this.limit = new LoginLimit(settings.logins(), System::nanoTime);
  }

  /** Runs {@code then} on a thread that may block, if the password is right. */
  <T> Mono<T> ifRight(String name, String password, Client client, Supplier<T> then) {
    return Mono.using(
            () -> limit.begin(name, localUsers.exists(name), client.address()),
            attempt ->
                Mono.fromCallable(() -> check(name, password, client, attempt, then))
                    .subscribeOn(hashing))
        .onErrorMap(RejectedExecutionException.class, _ -> EdgeProblem.unavailable("The log-in"))
        .doOnError(refused -> report(name, client, refused));
  }

  private <T> T check(
      String name, String password, Client client, LoginLimit.Attempt attempt, Supplier<T> then) {
    var usable = !LocalUsers.isDefault(name, password) || (demo && client.local());
    if (!localUsers.match(name, password) || !usable) {
      throw EdgeProblem.wrongCredentials();
    }
    attempt.succeed();
    log.info("Log-in: user={} address={} result=right", name, client.address());
    return then.get();
  }

  private void report(String name, Client client, Throwable refused) {
    log.info(
        "Log-in: user={} address={} result=refused ({})",
        localUsers.exists(name) ? name : "(unknown)",
        client.address(),
        refused instanceof EdgeProblem edgeProblem
            ? edgeProblem.code()
            : refused.getClass().getName());
  }
}
