package florin.providersync.sync;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Rejection;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ConnectionCommand;
import florin.providersync.payload.PayloadStore;
import florin.providersync.payload.ResponseRecorder;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.ProviderLogin;
import florin.providersync.provider.Providers;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.request.LoginNotice;
import florin.providersync.sync.job.Backoff;
import florin.providersync.sync.job.LeaseLost;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.job.RunResult;
import florin.providersync.sync.job.SyncJobs;
import florin.providersync.sync.job.SyncProperties;
import florin.providersync.sync.publish.RunPublication;
import florin.providersync.sync.read.CompleteUpdate;
import florin.providersync.sync.read.ProductReader;
import florin.providersync.sync.read.ProductReading;
import florin.providersync.sync.read.UpdateReader;
import florin.providersync.sync.run.SyncRunCommand;
import florin.providersync.vault.KeysUnavailable;
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
 * One run: check the login if a webhook reported a change of it, read the update, read the
 * accounts, commit. No transaction is open during calls to the provider. Every failure ends in a
 * commit too: the job with its next date, the run with its error.
 */
@Component
class SyncRunner {

  private static final Logger log = LoggerFactory.getLogger(SyncRunner.class);
  private static final String INTERNAL = "internal";
  private static final String KEYS_AWAY = "keys-away";

  /** A key source recovers for all jobs at once, so no job waits much longer than this. */
  private static final int MOST_DOUBLINGS = 3;

  private final Providers providers;
  private final Vault vault;
  private final Commands commands;
  private final RunPublication runPublication;
  private final PayloadStore payloadStore;
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
      RunPublication runPublication,
      PayloadStore payloadStore,
      TokenRotation rotation,
      ProductReader products,
      SyncJobs jobs,
      SyncProperties properties,
      Clock clock,
      MeterRegistry meters) {
    this.providers = providers;
    this.vault = vault;
    this.commands = commands;
    this.runPublication = runPublication;
    this.payloadStore = payloadStore;
    this.rotation = rotation;
    this.products = products;
    this.jobs = jobs;
    this.backoff = new Backoff(properties, new SecureRandom());
    this.clock = clock;
    this.meters = meters;
  }

  /** The login and the token of a run. */
  private record Login(Provider provider, AccessToken token) {}

  Mono<Void> run(LeasedJob job) {
    return job.removing() ? endLogin(job) : read(job);
  }

  private Mono<Void> read(LeasedJob job) {
    Provider provider = providers.named(job.provider());
    return vault
        .open(job.user(), job.connection(), Vault.Use.SYNC)
        .switchIfEmpty(Mono.error(() -> new LeaseLost(job)))
        .map(token -> new Login(provider, token))
        .flatMap(login -> readAndPublish(job, login))
        .onErrorResume(LeaseLost.class, lost -> logAndStop(job, lost))
        .onErrorResume(Rejection.class, refused -> logAndStop(job, refused))
        .onErrorResume(KeysUnavailable.class, away -> waitForKey(job, away))
        .onErrorResume(thrown -> failUnexpectedly(job, thrown));
  }

  private Mono<Void> readAndPublish(LeasedJob job, Login login) {
    return rotation
        .rotateIfWanted(job, login.provider(), login.token())
        .map(token -> new Login(login.provider(), token))
        .flatMap(renewed -> checkLoginAndSync(job, renewed))
        .onErrorResume(ProviderFailure.class, failure -> failed(job, login, failure));
  }

  private Mono<Void> checkLoginAndSync(LeasedJob job, Login login) {
    return checkLogin(job, login)
        .flatMap(works -> works ? sync(job, login, new ResponseRecorder()) : Mono.empty())
        .onErrorResume(ProviderFailure.class, failure -> failed(job, login, failure));
  }

  // The login.

  /** Whether the login works; read only if it was broken or a webhook announced a change. */
  private Mono<Boolean> checkLogin(LeasedJob job, Login login) {
    if (!job.paused() && job.itemCheck().isEmpty()) {
      return Mono.just(true);
    }
    return login
        .provider()
        .item(login.token())
        .flatMap(providerLogin -> checkLogin(job, providerLogin));
  }

  private Mono<Boolean> checkLogin(LeasedJob job, ProviderLogin providerLogin) {
    Optional<ProviderFailure> failure =
        providerLogin.failure().filter(SyncRunner::onlyTheUserHelps);
    if (failure.isPresent()) {
      return markBroken(job, failure.get()).thenReturn(false);
    }
    return recordOnConnection(
            job, new ConnectionCommand.Extend(job.connection(), providerLogin.products(), at()))
        .then(
            Mono.defer(
                () ->
                    recoveryCommand(job)
                        .map(command -> recordOnConnection(job, command))
                        .orElse(Mono.empty())))
        .thenReturn(true);
  }

  private static boolean onlyTheUserHelps(ProviderFailure failure) {
    return failure.is(FailureType.NEEDS_USER) || failure.is(FailureType.GONE);
  }

  /** The commands to a connection whose login works. */
  private Optional<ConnectionCommand> recoveryCommand(LeasedJob job) {
    String check = job.itemCheck().orElse("");
    if (check.equals(LoginNotice.LoginNoticeType.WARNED.wireName()) && job.warning().isPresent()) {
      return Optional.of(
          new ConnectionCommand.Warn(
              job.connection(), job.warning().get(), job.disconnectsAt(), at()));
    }
    return job.paused() || check.equals(LoginNotice.LoginNoticeType.REPAIRED.wireName())
        ? Optional.of(new ConnectionCommand.Repair(job.connection(), at()))
        : Optional.empty();
  }

  private Mono<Void> recordOnConnection(LeasedJob job, ConnectionCommand command) {
    return commands.run(job.user(), unit -> decide(unit, job, command));
  }

  private Mono<Void> decide(UnitOfWork unit, LeasedJob job, ConnectionCommand command) {
    Change change = Change.by(Actor.PROVIDER, job.user(), at());
    return unit.load(Connection.DECIDER, Connection.stream(job.user(), job.connection()))
        .doOnNext(loadedStream -> unit.decide(Connection.DECIDER, loadedStream, command, change))
        .then();
  }

  // The update.

  private Mono<Void> sync(LeasedJob job, Login login, ResponseRecorder responseRecorder) {
    return UpdateReader.readSince(
            login.provider(),
            login.token(),
            job.cursor(),
            (pages, changes) -> jobs.progress(job, pages, changes))
        .onErrorResume(
            SyncRunner::hasNoMatchingAccounts, _ -> Mono.just(CompleteUpdate.none(job.cursor())))
        .flatMap(
            completeUpdate ->
                completeUpdate.ready()
                    ? publishRead(job, login, completeUpdate, responseRecorder)
                    : finishNotReady(job))
        .contextWrite(responseRecorder.asContext());
  }

  /** A login may have accounts of other kinds only. */
  private static boolean hasNoMatchingAccounts(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(FailureType.SKIP);
  }

  private Mono<Void> publishRead(
      LeasedJob job,
      Login login,
      CompleteUpdate completeUpdate,
      ResponseRecorder responseRecorder) {
    Duration next =
        completeUpdate.historyComplete() ? backoff.sweep() : backoff.settling(job.attempts() + 2);
    return login
        .provider()
        .accounts(login.token())
        .flatMap(accounts -> reading(job, login, completeUpdate, accounts, next))
        .zipWhen(_ -> payloadStore.encrypt(recorderRun(job), responseRecorder))
        .flatMap(both -> publishAndFinish(job, both.getT1(), both.getT2()))
        .doOnNext(counts -> log.info("run {} of {}: {}", job.run(), job.connection(), counts))
        .doOnNext(_ -> count("applied"))
        .then();
  }

  /** Earlier than the transactions alone require, if another product is missing. */
  private Mono<RunPublication.RunReading> reading(
      LeasedJob job,
      Login login,
      CompleteUpdate completeUpdate,
      List<BankAccount> accounts,
      Duration next) {
    return products
        .read(job, login.provider(), login.token())
        .map(
            readings ->
                new RunPublication.RunReading(
                    completeUpdate,
                    accounts,
                    readings,
                    readings.stream()
                        .filter(ProductReading.NotRead.class::isInstance)
                        .map(missed -> ((ProductReading.NotRead) missed).next())
                        .reduce(next, (one, other) -> one.compareTo(other) < 0 ? one : other)));
  }

  private Mono<RunResult.Counts> publishAndFinish(
      LeasedJob job, RunPublication.RunReading runReading, PayloadStore.Sealed answers) {
    return commands.run(
        job.user(),
        unit ->
            runPublication
                .publish(unit, job, runReading)
                .flatMap(counts -> storeResponses(unit, answers).thenReturn(counts)));
  }

  /** Responses without changes are not stored. */
  private Mono<Void> storeResponses(UnitOfWork unit, PayloadStore.Sealed answers) {
    return unit.decidedCount() > 0 ? payloadStore.write(unit.session(), answers) : Mono.empty();
  }

  private static PayloadStore.Run recorderRun(LeasedJob job) {
    return new PayloadStore.Run(job.user(), job.connection(), job.run());
  }

  /** Nothing there yet is not the same as nothing there. */
  private Mono<Void> finishNotReady(LeasedJob job) {
    RunResult runResult = RunResult.notReady(job, backoff.settling(job.attempts()));
    return commands.run(job.user(), unit -> jobs.postpone(unit.session(), job, runResult));
  }

  // The end.

  /**
   * An item that costs money is ended at its provider, however long that takes; the token is kept
   * until then.
   */
  private Mono<Void> endLogin(LeasedJob job) {
    return vault
        .open(job.user(), job.connection(), Vault.Use.REMOVAL)
        .flatMap(token -> providers.named(job.provider()).remove(token))
        .onErrorResume(SyncRunner::isGone, _ -> Mono.empty())
        .then(Mono.defer(() -> deleteToken(job)))
        .doOnSuccess(_ -> count("ended"))
        .onErrorResume(LeaseLost.class, lost -> logAndStop(job, lost))
        .onErrorResume(thrown -> retryEndLater(job, thrown));
  }

  private static boolean isGone(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(FailureType.GONE);
  }

  private Mono<Void> deleteToken(LeasedJob job) {
    return commands.run(
        job.user(),
        unit ->
            vault
                .destroy(unit.session(), job.connection())
                .then(Mono.defer(() -> jobs.deleteJob(unit.session(), job))));
  }

  private Mono<Void> retryEndLater(LeasedJob job, Throwable thrown) {
    FailureType failureType =
        thrown instanceof ProviderFailure failure ? failure.kind() : FailureType.RETRY;
    String errorClass = thrown instanceof ProviderFailure ? failureType.wireName() : INTERNAL;
    log.warn("{} is not ended at {} yet: {}", job.connection(), job.provider(), errorClass);
    return jobs.retryEnd(job, errorClass, backoff.after(failureType, job.attempts()))
        .onErrorResume(
            failed -> logAndStop(job, new IllegalStateException(failed.toString(), failed)));
  }

  // Failures.

  private Mono<Void> failed(LeasedJob job, Login login, ProviderFailure failure) {
    if (failure.is(FailureType.NEEDS_USER)) {
      return login
          .provider()
          .item(login.token())
          .map(
              providerLogin ->
                  providerLogin.failure().filter(SyncRunner::onlyTheUserHelps).orElse(failure))
          .onErrorReturn(ProviderFailure.class, failure)
          .flatMap(confirmed -> markBroken(job, confirmed));
    }
    return failure.is(FailureType.GONE) ? markBroken(job, failure) : retryLater(job, failure);
  }

  /** Nothing is read any more until the user has repaired the login. */
  private Mono<Void> markBroken(LeasedJob job, ProviderFailure failure) {
    log.warn("connection {} needs its user: {}", job.connection(), failure.getMessage());
    count(failure.kind().wireName());
    var command = new ConnectionCommand.NeedAttention(job.connection(), failure.reason(), at());
    RunResult runResult =
        RunResult.failed(job, failure.kind().wireName(), true, backoff.after(failure, 0));
    return commands.run(
        job.user(),
        unit ->
            decide(unit, job, command).then(Mono.defer(() -> jobs.finish(unit, job, runResult))));
  }

  private Mono<Void> retryLater(LeasedJob job, ProviderFailure failure) {
    if (failure.is(FailureType.OPERATOR) || failure.is(FailureType.UNFIT)) {
      log.error("run {} of {}: {}", job.run(), job.connection(), failure.getMessage());
    } else {
      log.info("run {} of {}: {}", job.run(), job.connection(), failure.getMessage());
    }
    return retryLater(job, failure.kind().wireName(), backoff.after(failure, job.attempts()));
  }

  /** A repeated failure is published once: waiting does not grow the journal. */
  private Mono<Void> retryLater(LeasedJob job, String errorClass, Duration next) {
    count(errorClass);
    RunResult runResult = RunResult.failed(job, errorClass, false, next);
    var command = new SyncRunCommand.Fail(job.connection(), job.run(), errorClass, at());
    boolean known = job.errorClass().equals(Optional.of(errorClass));
    return commands.run(
        job.user(),
        unit ->
            (known ? Mono.<Void>empty() : runPublication.decide(unit, job, command))
                .then(Mono.defer(() -> jobs.finish(unit, job, runResult))));
  }

  /** Without its key a token stays where it is; the run goes on when the key is back. */
  private Mono<Void> waitForKey(LeasedJob job, KeysUnavailable away) {
    log.warn("run {} of {} waits: {}", job.run(), job.connection(), away.getMessage());
    count(KEYS_AWAY);
    int attempts = Math.min(job.attempts(), MOST_DOUBLINGS);
    return jobs.postponeWithoutFailure(job, KEYS_AWAY, backoff.after(FailureType.RETRY, attempts))
        .onErrorResume(failed -> failUnexpectedly(job, failed));
  }

  private Mono<Void> logAndStop(LeasedJob job, RuntimeException end) {
    log.info("run {} of {}: {}", job.run(), job.connection(), end.getMessage());
    return Mono.empty();
  }

  /** A failure of Florin. If even this commit fails, the lease expires and another worker tries. */
  private Mono<Void> failUnexpectedly(LeasedJob job, Throwable thrown) {
    log.error("run {} of {} failed", job.run(), job.connection(), thrown);
    return retryLater(job, INTERNAL, backoff.after(FailureType.RETRY, job.attempts()))
        .onErrorResume(
            failed -> logAndStop(job, new IllegalStateException(failed.toString(), failed)));
  }

  private void count(String outcome) {
    meters.counter("florin.sync.runs", "outcome", outcome).increment();
  }

  private Instant at() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
