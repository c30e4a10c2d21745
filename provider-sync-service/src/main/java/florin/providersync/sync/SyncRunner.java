package florin.providersync.sync;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Rejection;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ConnectionCommand;
import florin.providersync.connection.LoginNotice;
import florin.providersync.payload.PayloadStore;
import florin.providersync.payload.ResponseRecorder;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderFailure.FailureType;
import florin.providersync.provider.ProviderLogin;
import florin.providersync.provider.Providers;
import florin.providersync.provider.data.BankAccount;
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

  /** What a run needs to talk to the bank. */
  private record Login(Provider provider, AccessToken token) {}

  Mono<Void> run(LeasedJob leasedJob) {
    return leasedJob.removing() ? endLogin(leasedJob) : read(leasedJob);
  }

  private Mono<Void> read(LeasedJob leasedJob) {
    Provider provider = providers.named(leasedJob.provider());
    return vault
        .open(leasedJob.user(), leasedJob.connection(), Vault.Use.SYNC)
        .switchIfEmpty(Mono.error(() -> new LeaseLost(leasedJob)))
        .map(token -> new Login(provider, token))
        .flatMap(login -> readAndPublish(leasedJob, login))
        .onErrorResume(LeaseLost.class, lost -> logAndStop(leasedJob, lost))
        .onErrorResume(Rejection.class, refused -> logAndStop(leasedJob, refused))
        .onErrorResume(KeysUnavailable.class, away -> waitForKey(leasedJob, away))
        .onErrorResume(thrown -> failUnexpectedly(leasedJob, thrown));
  }

  private Mono<Void> readAndPublish(LeasedJob leasedJob, Login login) {
    return rotation
        .rotateIfWanted(leasedJob, login.provider(), login.token())
        .map(token -> new Login(login.provider(), token))
        .flatMap(renewed -> rotateTokenIfWanted(leasedJob, renewed))
        .onErrorResume(ProviderFailure.class, failure -> failed(leasedJob, login, failure));
  }

  private Mono<Void> rotateTokenIfWanted(LeasedJob leasedJob, Login login) {
    return checkLogin(leasedJob, login)
        .flatMap(works -> works ? sync(leasedJob, login, new ResponseRecorder()) : Mono.empty())
        .onErrorResume(ProviderFailure.class, failure -> failed(leasedJob, login, failure));
  }

  // The login.

  /** Whether the login works; asked only if it was broken or a webhook hinted at it. */
  private Mono<Boolean> checkLogin(LeasedJob leasedJob, Login login) {
    if (!leasedJob.paused() && leasedJob.itemCheck().isEmpty()) {
      return Mono.just(true);
    }
    return login
        .provider()
        .item(login.token())
        .flatMap(providerLogin -> checkLogin(leasedJob, providerLogin));
  }

  private Mono<Boolean> checkLogin(LeasedJob leasedJob, ProviderLogin providerLogin) {
    Optional<ProviderFailure> failure =
        providerLogin.failure().filter(SyncRunner::onlyTheUserHelps);
    if (failure.isPresent()) {
      return markBroken(leasedJob, failure.get()).thenReturn(false);
    }
    return recordOnConnection(
            leasedJob,
            new ConnectionCommand.Extend(leasedJob.connection(), providerLogin.products(), at()))
        .then(
            Mono.defer(
                () ->
                    recoveryCommand(leasedJob)
                        .map(command -> recordOnConnection(leasedJob, command))
                        .orElse(Mono.empty())))
        .thenReturn(true);
  }

  private static boolean onlyTheUserHelps(ProviderFailure failure) {
    return failure.is(FailureType.NEEDS_USER) || failure.is(FailureType.GONE);
  }

  /** What a login that works means for its connection. */
  private Optional<ConnectionCommand> recoveryCommand(LeasedJob leasedJob) {
    String check = leasedJob.itemCheck().orElse("");
    if (check.equals(LoginNotice.LoginNoticeType.WARNED.wireName())
        && leasedJob.warning().isPresent()) {
      return Optional.of(
          new ConnectionCommand.Warn(
              leasedJob.connection(), leasedJob.warning().get(), leasedJob.disconnectsAt(), at()));
    }
    return leasedJob.paused() || check.equals(LoginNotice.LoginNoticeType.REPAIRED.wireName())
        ? Optional.of(new ConnectionCommand.Repair(leasedJob.connection(), at()))
        : Optional.empty();
  }

  private Mono<Void> recordOnConnection(LeasedJob leasedJob, ConnectionCommand command) {
    return commands.run(leasedJob.user(), unit -> decide(unit, leasedJob, command));
  }

  private Mono<Void> decide(UnitOfWork unit, LeasedJob leasedJob, ConnectionCommand command) {
    Change change = Change.by(Actor.PROVIDER, leasedJob.user(), at());
    return unit.load(
            Connection.DECIDER, Connection.stream(leasedJob.user(), leasedJob.connection()))
        .doOnNext(loadedStream -> unit.decide(Connection.DECIDER, loadedStream, command, change))
        .then();
  }

  // The update.

  private Mono<Void> sync(LeasedJob leasedJob, Login login, ResponseRecorder responseRecorder) {
    return UpdateReader.readSince(
            login.provider(),
            login.token(),
            leasedJob.cursor(),
            (pages, changes) -> jobs.progress(leasedJob, pages, changes))
        .onErrorResume(
            SyncRunner::hasNoMatchingAccounts,
            _ -> Mono.just(CompleteUpdate.none(leasedJob.cursor())))
        .flatMap(
            completeUpdate ->
                completeUpdate.ready()
                    ? publishRead(leasedJob, login, completeUpdate, responseRecorder)
                    : finishNotReady(leasedJob))
        .contextWrite(responseRecorder.asContext());
  }

  /** A login may have accounts of other kinds only. */
  private static boolean hasNoMatchingAccounts(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(FailureType.SKIP);
  }

  private Mono<Void> publishRead(
      LeasedJob leasedJob,
      Login login,
      CompleteUpdate completeUpdate,
      ResponseRecorder responseRecorder) {
    Duration next =
        completeUpdate.historyComplete()
            ? backoff.sweep()
            : backoff.settling(leasedJob.attempts() + 2);
    return login
        .provider()
        .accounts(login.token())
        .flatMap(accounts -> reading(leasedJob, login, completeUpdate, accounts, next))
        .zipWhen(_ -> payloadStore.encrypt(recorderRun(leasedJob), responseRecorder))
        .flatMap(both -> publishAndFinish(leasedJob, both.getT1(), both.getT2()))
        .doOnNext(
            counts -> log.info("run {} of {}: {}", leasedJob.run(), leasedJob.connection(), counts))
        .doOnNext(_ -> count("applied"))
        .then();
  }

  /** Earlier than the transactions alone would want it, if another product is missing. */
  private Mono<RunPublication.RunReading> reading(
      LeasedJob leasedJob,
      Login login,
      CompleteUpdate completeUpdate,
      List<BankAccount> accounts,
      Duration next) {
    return products
        .read(leasedJob, login.provider(), login.token())
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
      LeasedJob leasedJob, RunPublication.RunReading runReading, PayloadStore.Sealed answers) {
    return commands.run(
        leasedJob.user(),
        unit ->
            runPublication
                .publish(unit, leasedJob, runReading)
                .flatMap(counts -> storeResponses(unit, answers).thenReturn(counts)));
  }

  /** Answers of which nothing was said are not kept: they were all heard before. */
  private Mono<Void> storeResponses(UnitOfWork unit, PayloadStore.Sealed answers) {
    return unit.decidedCount() > 0 ? payloadStore.write(unit.session(), answers) : Mono.empty();
  }

  private static PayloadStore.Run recorderRun(LeasedJob leasedJob) {
    return new PayloadStore.Run(leasedJob.user(), leasedJob.connection(), leasedJob.run());
  }

  /** Nothing there yet is not the same as nothing there. */
  private Mono<Void> finishNotReady(LeasedJob leasedJob) {
    RunResult runResult = RunResult.notReady(leasedJob, backoff.settling(leasedJob.attempts()));
    return commands.run(
        leasedJob.user(), unit -> jobs.postpone(unit.session(), leasedJob, runResult));
  }

  // The end.

  /**
   * An item that costs money is ended at its provider, however long that takes; the token is kept
   * until then.
   */
  private Mono<Void> endLogin(LeasedJob leasedJob) {
    return vault
        .open(leasedJob.user(), leasedJob.connection(), Vault.Use.REMOVAL)
        .flatMap(token -> providers.named(leasedJob.provider()).remove(token))
        .onErrorResume(SyncRunner::isGone, _ -> Mono.empty())
        .then(Mono.defer(() -> deleteToken(leasedJob)))
        .doOnSuccess(_ -> count("ended"))
        .onErrorResume(LeaseLost.class, lost -> logAndStop(leasedJob, lost))
        .onErrorResume(thrown -> retryEndLater(leasedJob, thrown));
  }

  private static boolean isGone(Throwable thrown) {
    return thrown instanceof ProviderFailure failure && failure.is(FailureType.GONE);
  }

  private Mono<Void> deleteToken(LeasedJob leasedJob) {
    return commands.run(
        leasedJob.user(),
        unit ->
            vault
                .destroy(unit.session(), leasedJob.connection())
                .then(Mono.defer(() -> jobs.deleteJob(unit.session(), leasedJob))));
  }

  private Mono<Void> retryEndLater(LeasedJob leasedJob, Throwable thrown) {
    FailureType failureType =
        thrown instanceof ProviderFailure failure ? failure.kind() : FailureType.RETRY;
    String errorClass = thrown instanceof ProviderFailure ? failureType.wireName() : INTERNAL;
    log.warn(
        "{} is not ended at {} yet: {}", leasedJob.connection(), leasedJob.provider(), errorClass);
    return jobs.retryEnd(leasedJob, errorClass, backoff.after(failureType, leasedJob.attempts()))
        .onErrorResume(
            failed -> logAndStop(leasedJob, new IllegalStateException(failed.toString(), failed)));
  }

  // What goes wrong.

  private Mono<Void> failed(LeasedJob leasedJob, Login login, ProviderFailure failure) {
    if (failure.is(FailureType.NEEDS_USER)) {
      return login
          .provider()
          .item(login.token())
          .map(
              providerLogin ->
                  providerLogin.failure().filter(SyncRunner::onlyTheUserHelps).orElse(failure))
          .onErrorReturn(ProviderFailure.class, failure)
          .flatMap(confirmed -> markBroken(leasedJob, confirmed));
    }
    return failure.is(FailureType.GONE)
        ? markBroken(leasedJob, failure)
        : retryLater(leasedJob, failure);
  }

  /** Nothing is read any more until the user has repaired the login. */
  private Mono<Void> markBroken(LeasedJob leasedJob, ProviderFailure failure) {
    log.warn("connection {} needs its user: {}", leasedJob.connection(), failure.getMessage());
    count(failure.kind().wireName());
    var command =
        new ConnectionCommand.NeedAttention(leasedJob.connection(), failure.reason(), at());
    RunResult runResult =
        RunResult.failed(leasedJob, failure.kind().wireName(), true, backoff.after(failure, 0));
    return commands.run(
        leasedJob.user(),
        unit ->
            decide(unit, leasedJob, command)
                .then(Mono.defer(() -> jobs.finish(unit, leasedJob, runResult))));
  }

  private Mono<Void> retryLater(LeasedJob leasedJob, ProviderFailure failure) {
    if (failure.is(FailureType.OPERATOR) || failure.is(FailureType.UNFIT)) {
      log.error("run {} of {}: {}", leasedJob.run(), leasedJob.connection(), failure.getMessage());
    } else {
      log.info("run {} of {}: {}", leasedJob.run(), leasedJob.connection(), failure.getMessage());
    }
    return retryLater(
        leasedJob, failure.kind().wireName(), backoff.after(failure, leasedJob.attempts()));
  }

  /** The same failure again and again is said once: the journal does not grow by waiting. */
  private Mono<Void> retryLater(LeasedJob leasedJob, String errorClass, Duration next) {
    count(errorClass);
    RunResult runResult = RunResult.failed(leasedJob, errorClass, false, next);
    var command =
        new SyncRunCommand.Fail(leasedJob.connection(), leasedJob.run(), errorClass, at());
    boolean known = leasedJob.errorClass().equals(Optional.of(errorClass));
    return commands.run(
        leasedJob.user(),
        unit ->
            (known ? Mono.<Void>empty() : runPublication.decide(unit, leasedJob, command))
                .then(Mono.defer(() -> jobs.finish(unit, leasedJob, runResult))));
  }

  /** Without its key a token stays where it is; the run goes on when the key is back. */
  private Mono<Void> waitForKey(LeasedJob leasedJob, KeysUnavailable away) {
    log.warn("run {} of {} waits: {}", leasedJob.run(), leasedJob.connection(), away.getMessage());
    count(KEYS_AWAY);
    int attempts = Math.min(leasedJob.attempts(), MOST_DOUBLINGS);
    return jobs.postponeWithoutFailure(
            leasedJob, KEYS_AWAY, backoff.after(FailureType.RETRY, attempts))
        .onErrorResume(failed -> failUnexpectedly(leasedJob, failed));
  }

  private Mono<Void> logAndStop(LeasedJob leasedJob, RuntimeException end) {
    log.info("run {} of {}: {}", leasedJob.run(), leasedJob.connection(), end.getMessage());
    return Mono.empty();
  }

  /** Ours. If even this cannot be written down, the lease runs out and another worker tries. */
  private Mono<Void> failUnexpectedly(LeasedJob leasedJob, Throwable thrown) {
    log.error("run {} of {} failed", leasedJob.run(), leasedJob.connection(), thrown);
    return retryLater(leasedJob, INTERNAL, backoff.after(FailureType.RETRY, leasedJob.attempts()))
        .onErrorResume(
            failed -> logAndStop(leasedJob, new IllegalStateException(failed.toString(), failed)));
  }

  private void count(String outcome) {
    meters.counter("florin.sync.runs", "outcome", outcome).increment();
  }

  private Instant at() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
