package florin.providersync.sync;

import florin.journal.Actor;
import florin.journal.Change;
import florin.journal.Commands;
import florin.journal.Rejection;
import florin.journal.UnitOfWork;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ConnectionCommand;
import florin.providersync.connection.ItemNotice;
import florin.providersync.payload.Heard;
import florin.providersync.payload.Payloads;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.BankAccount;
import florin.providersync.provider.Item;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.Kind;
import florin.providersync.provider.Providers;
import florin.providersync.vault.KeysAway;
import florin.providersync.vault.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * One run: ask about the login if somebody hinted at it, read the update, read the accounts,
 * commit. No transaction is open while a provider is being asked. Whatever goes wrong ends in a
 * commit too: the job with its next date, the run with its error.
 */
@Component
class SyncRunner {

  private static final Logger log = LoggerFactory.getLogger(SyncRunner.class);
  private static final String INTERNAL = "internal";
  private static final String KEYS_AWAY = "keys-away";

  /** A source of keys comes back for everybody at once, so nobody waits for it much longer. */
  private static final int MOST_DOUBLINGS = 3;

  private final Providers providers;
  private final Vault vault;
  private final Commands commands;
  private final Publication publication;
  private final Payloads payloads;
  private final TokenRotation rotation;
  private final ProductReader products;
  private final SyncJobs jobs;
  private final Backoff backoff;
  private final Clock clock;
  private final MeterRegistry meters;

  SyncRunner(
      Providers providers,
      Vault vault,
      Commands commands,
      Publication publication,
      Payloads payloads,
      TokenRotation rotation,
      ProductReader products,
      SyncJobs jobs,
      SyncProperties properties,
      Clock clock,
      MeterRegistry meters) {
    this.providers = providers;
    this.vault = vault;
    this.commands = commands;
    this.publication = publication;
    this.payloads = payloads;
    this.rotation = rotation;
    this.products = products;
    this.jobs = jobs;
    this.backoff = new Backoff(properties, new SecureRandom());
    this.clock = clock;
    this.meters = meters;
  }

  /** What a run needs to talk to the bank. */
  private record Login(Provider provider, AccessToken token) {}

  Mono<Void> run(Claim claim) {
    return claim.removing() ? ended(claim) : read(claim);
  }

  private Mono<Void> read(Claim claim) {
    Provider provider = providers.named(claim.provider());
    return vault
        .open(claim.user(), claim.connection(), Vault.Use.SYNC)
        .switchIfEmpty(Mono.error(() -> new LeaseLost(claim)))
        .map(token -> new Login(provider, token))
        .flatMap(login -> attempt(claim, login))
        .onErrorResume(LeaseLost.class, lost -> noted(claim, lost))
        .onErrorResume(Rejection.class, refused -> noted(claim, refused))
        .onErrorResume(KeysAway.class, away -> waiting(claim, away))
        .onErrorResume(thrown -> accident(claim, thrown));
  }

  private Mono<Void> attempt(Claim claim, Login login) {
    return rotation
        .renewed(claim, login.provider(), login.token())
        .map(token -> new Login(login.provider(), token))
        .flatMap(renewed -> renewed(claim, renewed))
        .onErrorResume(ProviderFailure.class, failure -> failed(claim, login, failure));
  }

  private Mono<Void> renewed(Claim claim, Login login) {
    return examined(claim, login)
        .flatMap(works -> works ? sync(claim, login, new Heard()) : Mono.empty())
        .onErrorResume(ProviderFailure.class, failure -> failed(claim, login, failure));
  }

  // The login.

  /** Whether the login works; asked only if it was broken or a webhook hinted at it. */
  private Mono<Boolean> examined(Claim claim, Login login) {
    if (!claim.paused() && claim.itemCheck().isEmpty()) {
      return Mono.just(true);
    }
    return login.provider().item(login.token()).flatMap(item -> examined(claim, item));
  }

  private Mono<Boolean> examined(Claim claim, Item item) {
    Optional<ProviderFailure> failure = item.failure().filter(SyncRunner::onlyTheUserHelps);
    if (failure.isPresent()) {
      return broken(claim, failure.get()).thenReturn(false);
    }
    return told(claim, new ConnectionCommand.Extend(claim.connection(), item.products(), at()))
        .then(
            Mono.defer(
                () -> sound(claim).map(command -> told(claim, command)).orElse(Mono.empty())))
        .thenReturn(true);
  }

  private static boolean onlyTheUserHelps(ProviderFailure failure) {
    return failure.is(Kind.NEEDS_USER) || failure.is(Kind.GONE);
  }

  /** What a login that works means for its connection. */
  private Optional<ConnectionCommand> sound(Claim claim) {
    String check = claim.itemCheck().orElse("");
    if (check.equals(ItemNotice.Kind.WARNED.wireName()) && claim.warning().isPresent()) {
      return Optional.of(
          new ConnectionCommand.Warn(
              claim.connection(), claim.warning().get(), claim.disconnectsAt(), at()));
    }
    return claim.paused() || check.equals(ItemNotice.Kind.REPAIRED.wireName())
        ? Optional.of(new ConnectionCommand.Repair(claim.connection(), at()))
        : Optional.empty();
  }

  private Mono<Void> told(Claim claim, ConnectionCommand command) {
    return commands.run(claim.user(), unit -> decide(unit, claim, command));
  }

  private Mono<Void> decide(UnitOfWork unit, Claim claim, ConnectionCommand command) {
    Change change = Change.by(Actor.PROVIDER, claim.user(), at());
    return unit.load(Connection.DECIDER, Connection.stream(claim.user(), claim.connection()))
        .doOnNext(loaded -> unit.decide(Connection.DECIDER, loaded, command, change))
        .then();
  }

  // The update.

  private Mono<Void> sync(Claim claim, Login login, Heard heard) {
    return Updates.since(
            login.provider(),
            login.token(),
            claim.cursor(),
            (pages, changes) -> jobs.progress(claim, pages, changes))
        .onErrorResume(SyncRunner::hasNone, _ -> Mono.just(Update.none(claim.cursor())))
        .flatMap(update -> update.ready() ? taken(claim, login, update, heard) : unready(claim))
        .contextWrite(heard.context());
  }

  /** A login may have accounts of other kinds only. */
  private static boolean hasNone(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(Kind.SKIP);
  }

  private Mono<Void> taken(Claim claim, Login login, Update update, Heard heard) {
    Duration next =
        update.historyComplete() ? backoff.sweep() : backoff.settling(claim.attempts() + 2);
    return login
        .provider()
        .accounts(login.token())
        .flatMap(accounts -> reading(claim, login, update, accounts, next))
        .zipWhen(_ -> payloads.seal(listener(claim), heard))
        .flatMap(both -> published(claim, both.getT1(), both.getT2()))
        .doOnNext(counts -> log.info("run {} of {}: {}", claim.run(), claim.connection(), counts))
        .doOnNext(_ -> count("applied"))
        .then();
  }

  /** Earlier than the transactions alone would want it, if another product is missing. */
  private Mono<Publication.Reading> reading(
      Claim claim, Login login, Update update, List<BankAccount> accounts, Duration next) {
    return products
        .read(claim, login.provider(), login.token())
        .map(
            readings ->
                new Publication.Reading(
                    update,
                    accounts,
                    readings,
                    readings.stream()
                        .filter(ProductReading.Missed.class::isInstance)
                        .map(missed -> ((ProductReading.Missed) missed).next())
                        .reduce(next, (one, other) -> one.compareTo(other) < 0 ? one : other)));
  }

  private Mono<Outcome.Counts> published(
      Claim claim, Publication.Reading reading, Payloads.Sealed answers) {
    return commands.run(
        claim.user(),
        unit ->
            publication
                .publish(unit, claim, reading)
                .flatMap(counts -> kept(unit, answers).thenReturn(counts)));
  }

  /** Answers of which nothing was said are not kept: they were all heard before. */
  private Mono<Void> kept(UnitOfWork unit, Payloads.Sealed answers) {
    return unit.decided() > 0 ? payloads.write(unit.session(), answers) : Mono.empty();
  }

  private static Payloads.Run listener(Claim claim) {
    return new Payloads.Run(claim.user(), claim.connection(), claim.run());
  }

  /** Nothing there yet is not the same as nothing there. */
  private Mono<Void> unready(Claim claim) {
    Outcome outcome = Outcome.unready(claim, backoff.settling(claim.attempts()));
    return commands.run(claim.user(), unit -> jobs.postpone(unit.session(), claim, outcome));
  }

  // The end.

  /**
   * An item that costs money is ended at its provider, however long that takes; the token is kept
   * until then.
   */
  private Mono<Void> ended(Claim claim) {
    return vault
        .open(claim.user(), claim.connection(), Vault.Use.REMOVAL)
        .flatMap(token -> providers.named(claim.provider()).remove(token))
        .onErrorResume(SyncRunner::isGone, _ -> Mono.empty())
        .then(Mono.defer(() -> forgotten(claim)))
        .doOnSuccess(_ -> count("ended"))
        .onErrorResume(LeaseLost.class, lost -> noted(claim, lost))
        .onErrorResume(thrown -> notEnded(claim, thrown));
  }

  private static boolean isGone(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(Kind.GONE);
  }

  private Mono<Void> forgotten(Claim claim) {
    return commands.run(
        claim.user(),
        unit ->
            vault
                .destroy(unit.session(), claim.connection())
                .then(Mono.defer(() -> jobs.close(unit.session(), claim))));
  }

  private Mono<Void> notEnded(Claim claim, Throwable thrown) {
    Kind kind = thrown instanceof ProviderFailure failure ? failure.kind() : Kind.RETRY;
    String errorClass = thrown instanceof ProviderFailure ? kind.wireName() : INTERNAL;
    log.warn("{} is not ended at {} yet: {}", claim.connection(), claim.provider(), errorClass);
    return jobs.askAgain(claim, errorClass, backoff.after(kind, claim.attempts()))
        .onErrorResume(
            failed -> noted(claim, new IllegalStateException(failed.toString(), failed)));
  }

  // What goes wrong.

  private Mono<Void> failed(Claim claim, Login login, ProviderFailure failure) {
    if (failure.is(Kind.NEEDS_USER)) {
      return login
          .provider()
          .item(login.token())
          .map(item -> item.failure().filter(SyncRunner::onlyTheUserHelps).orElse(failure))
          .onErrorReturn(ProviderFailure.class, failure)
          .flatMap(confirmed -> broken(claim, confirmed));
    }
    return failure.is(Kind.GONE) ? broken(claim, failure) : postponed(claim, failure);
  }

  /** Nothing is read any more until the user has repaired the login. */
  private Mono<Void> broken(Claim claim, ProviderFailure failure) {
    log.warn("connection {} needs its user: {}", claim.connection(), failure.getMessage());
    count(failure.kind().wireName());
    var command = new ConnectionCommand.NeedAttention(claim.connection(), failure.reason(), at());
    Outcome outcome =
        Outcome.failed(claim, failure.kind().wireName(), true, backoff.after(failure, 0));
    return commands.run(
        claim.user(),
        unit ->
            decide(unit, claim, command).then(Mono.defer(() -> jobs.finish(unit, claim, outcome))));
  }

  private Mono<Void> postponed(Claim claim, ProviderFailure failure) {
    if (failure.is(Kind.OPERATOR) || failure.is(Kind.UNFIT)) {
      log.error("run {} of {}: {}", claim.run(), claim.connection(), failure.getMessage());
    } else {
      log.info("run {} of {}: {}", claim.run(), claim.connection(), failure.getMessage());
    }
    return postponed(claim, failure.kind().wireName(), backoff.after(failure, claim.attempts()));
  }

  /** The same failure again and again is said once: the journal does not grow by waiting. */
  private Mono<Void> postponed(Claim claim, String errorClass, Duration next) {
    count(errorClass);
    Outcome outcome = Outcome.failed(claim, errorClass, false, next);
    var command = new SyncRunCommand.Fail(claim.connection(), claim.run(), errorClass, at());
    boolean known = claim.errorClass().equals(Optional.of(errorClass));
    return commands.run(
        claim.user(),
        unit ->
            (known ? Mono.<Void>empty() : publication.decide(unit, claim, command))
                .then(Mono.defer(() -> jobs.finish(unit, claim, outcome))));
  }

  /** Without its key a token stays where it is; the run goes on when the key is back. */
  private Mono<Void> waiting(Claim claim, KeysAway away) {
    log.warn("run {} of {} waits: {}", claim.run(), claim.connection(), away.getMessage());
    count(KEYS_AWAY);
    int attempts = Math.min(claim.attempts(), MOST_DOUBLINGS);
    return jobs.await(claim, KEYS_AWAY, backoff.after(Kind.RETRY, attempts))
        .onErrorResume(failed -> accident(claim, failed));
  }

  private Mono<Void> noted(Claim claim, RuntimeException end) {
    log.info("run {} of {}: {}", claim.run(), claim.connection(), end.getMessage());
    return Mono.empty();
  }

  /** Ours. If even this cannot be written down, the lease runs out and another worker tries. */
  private Mono<Void> accident(Claim claim, Throwable thrown) {
    log.error("run {} of {} failed", claim.run(), claim.connection(), thrown);
    return postponed(claim, INTERNAL, backoff.after(Kind.RETRY, claim.attempts()))
        .onErrorResume(
            failed -> noted(claim, new IllegalStateException(failed.toString(), failed)));
  }

  private void count(String outcome) {
    meters.counter("florin.sync.runs", "outcome", outcome).increment();
  }

  private Instant at() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
