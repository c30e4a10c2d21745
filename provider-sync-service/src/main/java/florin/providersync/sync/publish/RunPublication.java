package florin.providersync.sync.publish;

import florin.events.CurrencyCode;
import florin.journal.UnitOfWork;
import florin.journal.database.Session;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.LoadedStream;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ConnectionCommand;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.request.SyncCause;
import florin.providersync.sync.job.LeaseLost;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.job.RunResult;
import florin.providersync.sync.job.SyncJobs;
import florin.providersync.sync.observation.ObservedAccount;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ProductObservation;
import florin.providersync.sync.observation.RemovedTransaction;
import florin.providersync.sync.read.CompleteUpdate;
import florin.providersync.sync.read.ProductReading;
import florin.providersync.sync.run.SyncRun;
import florin.providersync.sync.run.SyncRunCodec;
import florin.providersync.sync.run.SyncRunCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Publishes the result of a run: facts, published content, cursor, job and run, in one transaction
 * of the household. A crash before its commit leaves nothing; a crash after it leaves nothing to be
 * done.
 */
@Component
public class RunPublication {

  /** ISO 4217 for "no currency": the bank named none. */
  private static final CurrencyCode NO_CURRENCY = new CurrencyCode("XXX");

  /** Reasons of warnings that are about a product, not about the login. */
  private static final Set<String> CONSENT =
      Set.of("additional-consent-required", "access-not-granted");

  private final ExternalAccounts externals;
  private final PublishedTransactions publishedTransactions;
  private final MissingTransactions missingTransactions;
  private final ProductPublication products;
  private final SyncJobs jobs;
  private final Clock clock;

  RunPublication(
      ExternalAccounts externals,
      PublishedTransactions publishedTransactions,
      MissingTransactions missingTransactions,
      ProductPublication products,
      SyncJobs jobs,
      Clock clock) {
    this.externals = externals;
    this.publishedTransactions = publishedTransactions;
    this.missingTransactions = missingTransactions;
    this.products = products;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** The result of a reading, and when the next one is due. */
  public record RunReading(
      CompleteUpdate update,
      List<BankAccount> accounts,
      List<ProductReading> products,
      Duration next) {

    private Set<String> listed() {
      return accounts.stream().map(BankAccount::externalId).collect(Collectors.toSet());
    }
  }

  /**
   * @throws LeaseLost if the connection is removed or in other hands
   */
  public Mono<RunResult.Counts> publish(
      UnitOfWork unit, LeasedJob leasedJob, RunReading runReading) {
    return unit.load(
            Connection.DECIDER, Connection.stream(leasedJob.user(), leasedJob.connection()))
        .flatMap(
            loadedStream ->
                loadedStream.state() instanceof Connection.Live live
                    ? publish(unit, leasedJob, runReading, loadedStream, live)
                    : Mono.error(new LeaseLost(leasedJob)));
  }

  private Mono<RunResult.Counts> publish(
      UnitOfWork unit,
      LeasedJob leasedJob,
      RunReading runReading,
      LoadedStream<Connection> connection,
      Connection.Live live) {
    return externals
        .recognise(
            unit.session(), leasedJob, live.link(), allAccounts(runReading), runReading.listed())
        .doOnNext(
            recognisedAccounts ->
                healthCommand(leasedJob, runReading, live, recognisedAccounts)
                    .ifPresent(
                        command ->
                            unit.decide(
                                Connection.DECIDER,
                                connection,
                                command,
                                Change.by(Actor.PROVIDER, leasedJob.user(), now()))))
        .flatMap(
            recognisedAccounts ->
                changesOf(unit.session(), leasedJob, runReading.update(), recognisedAccounts)
                    .flatMap(
                        transactionChanges ->
                            products
                                .changesOf(
                                    unit.session(),
                                    leasedJob,
                                    runReading.products(),
                                    recognisedAccounts)
                                .map(more -> new CompleteAccounts(transactionChanges, more)))
                    .flatMap(
                        news ->
                            appendFacts(
                                unit, leasedJob, runReading, live, recognisedAccounts, news)));
  }

  private record CompleteAccounts(
      TransactionChanges transactions, List<ProductObservation> products) {}

  /**
   * The user's new accounts are the ones that the bank had announced. A product without the user's
   * consent is a warning: everything else is read as before.
   */
  private Optional<ConnectionCommand> healthCommand(
      LeasedJob leasedJob,
      RunReading runReading,
      Connection.Live live,
      ExternalAccounts.RecognisedAccounts recognisedAccounts) {
    Optional<String> wanting =
        runReading.products().stream()
            .filter(ProductReading.NotRead.class::isInstance)
            .map(missed -> ((ProductReading.NotRead) missed).failure())
            .filter(failure -> CONSENT.contains(failure.reason()))
            .map(ProviderFailure::reason)
            .findFirst();
    if (wanting.isPresent()) {
      return Optional.of(
          new ConnectionCommand.Warn(
              leasedJob.connection(), wanting.get(), Optional.empty(), now()));
    }
    boolean given =
        CONSENT.stream().anyMatch(live::isUnhealthy) && !runReading.products().isEmpty();
    return given
            || (!recognisedAccounts.fresh().isEmpty() && live.isUnhealthy(Connection.NEW_ACCOUNTS))
        ? Optional.of(new ConnectionCommand.Repair(leasedJob.connection(), now()))
        : Optional.empty();
  }

  /** The changes to publish, which are stored as published. */
  private Mono<TransactionChanges> changesOf(
      Session session,
      LeasedJob leasedJob,
      CompleteUpdate completeUpdate,
      ExternalAccounts.RecognisedAccounts recognisedAccounts) {
    return publishedTransactions
        .find(session, leasedJob, accountIdsIn(completeUpdate))
        .map(said -> TransactionChanges.of(completeUpdate, recognisedAccounts.ids(), said))
        .zipWith(
            Mono.defer(() -> missingTransactions.notPresent(session, leasedJob, completeUpdate)))
        .flatMap(
            found ->
                withMissing(
                    session,
                    leasedJob,
                    completeUpdate,
                    recognisedAccounts,
                    found.getT1(),
                    found.getT2()))
        .flatMap(
            transactionChanges ->
                publishedTransactions
                    .remove(session, leasedJob, transactionChanges.removed())
                    .thenReturn(transactionChanges));
  }

  private Mono<TransactionChanges> withMissing(
      Session session,
      LeasedJob leasedJob,
      CompleteUpdate completeUpdate,
      ExternalAccounts.RecognisedAccounts recognisedAccounts,
      TransactionChanges told,
      List<RemovedTransaction> absent) {
    return publishedTransactions
        .formerTransactions(session, leasedJob, told, absent, recognisedAccounts.adopted())
        .map(told::matchFormer)
        .flatMap(
            transactionChanges ->
                storePublished(session, leasedJob, transactionChanges)
                    .thenReturn(transactionChanges))
        .flatMap(
            transactionChanges ->
                missingTransactions.of(
                    session,
                    leasedJob,
                    completeUpdate,
                    recognisedAccounts.adopted(),
                    absent,
                    transactionChanges));
  }

  private Mono<Void> storePublished(
      Session session, LeasedJob leasedJob, TransactionChanges transactionChanges) {
    return publishedTransactions
        .store(session, leasedJob, transactionChanges.addedAndModified())
        .then(
            Mono.defer(
                () ->
                    publishedTransactions.remove(
                        session, leasedJob, transactionChanges.formerIds())));
  }

  /**
   * Every account an id is needed for. Those that only the transactions name are closed or
   * deselected: the bank's list of accounts has them no more.
   */
  private static List<BankAccount> allAccounts(RunReading runReading) {
    Map<String, BankAccount> all = new LinkedHashMap<>();
    runReading.update().accounts().forEach(one -> all.put(one.externalId(), one));
    runReading.products().stream()
        .flatMap(product -> product.accounts().stream())
        .forEach(one -> all.put(one.externalId(), one));
    runReading.accounts().forEach(one -> all.put(one.externalId(), one));
    runReading.products().stream()
        .flatMap(ProductReading::owners)
        .forEach(id -> all.computeIfAbsent(id, unseen -> placeholderAccount(unseen, NO_CURRENCY)));
    runReading
        .update()
        .present()
        .values()
        .forEach(
            presentTransaction ->
                all.computeIfAbsent(
                    presentTransaction.externalAccountId(),
                    id ->
                        placeholderAccount(
                            id, presentTransaction.transaction().amount().currency())));
    return List.copyOf(all.values());
  }

  private static BankAccount placeholderAccount(String externalId, CurrencyCode currency) {
    return new BankAccount(
        externalId,
        Optional.empty(),
        "Closed account",
        Optional.empty(),
        Optional.empty(),
        "other",
        "",
        Optional.empty(),
        currency,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Set<String> accountIdsIn(CompleteUpdate completeUpdate) {
    Set<String> ids = new LinkedHashSet<>(completeUpdate.present().keySet());
    ids.addAll(completeUpdate.removed());
    return ids;
  }

  private Mono<RunResult.Counts> appendFacts(
      UnitOfWork unit,
      LeasedJob leasedJob,
      RunReading runReading,
      Connection.Live live,
      ExternalAccounts.RecognisedAccounts recognisedAccounts,
      CompleteAccounts news) {
    String content =
        TransactionChanges.accountsHash(observed(runReading.accounts(), recognisedAccounts));
    ObservedChanges observedChanges = news.transactions().changes();
    RunResult.Counts counts =
        new RunResult.Counts(
            observedChanges.added().size(),
            observedChanges.modified().size(),
            observedChanges.removed().size());
    boolean whole = runReading.update().historyComplete();
    RunResult runResult =
        RunResult.applied(
            runReading.update().cursor(),
            whole,
            content,
            whole ? 0 : leasedJob.attempts() + 1,
            runReading.next(),
            observedChanges.isEmpty()
                && news.products().isEmpty()
                && leasedJob.cause().equals(SyncCause.WEBHOOK.wireName()),
            counts);
    return decide(
            unit,
            leasedJob,
            completeCommand(leasedJob, runReading, live, recognisedAccounts, content, news))
        .then(Mono.defer(() -> jobs.finish(unit, leasedJob, runResult)))
        .thenReturn(counts);
  }

  private SyncRunCommand completeCommand(
      LeasedJob leasedJob,
      RunReading runReading,
      Connection.Live live,
      ExternalAccounts.RecognisedAccounts recognisedAccounts,
      String content,
      CompleteAccounts news) {
    boolean whole = runReading.update().historyComplete();
    return new SyncRunCommand.Complete(
        leasedJob.connection(),
        leasedJob.run(),
        live.link().provider(),
        live.link().institutionId(),
        live.link().institutionName(),
        changesOf(leasedJob, runReading, recognisedAccounts, content),
        recognisedAccounts.unlisted(),
        EventChunks.of(news.transactions().changes(), one -> SyncRunCodec.bytes(one).length),
        news.products(),
        leasedJob.cause(),
        whole,
        leasedJob.cause().equals(SyncCause.MANUAL.wireName())
            || whole != leasedJob.historyComplete(),
        now());
  }

  /**
   * The accounts, if they differ from those last published; accounts that are new and closed are
   * published once.
   */
  private static Optional<List<ObservedAccount>> changesOf(
      LeasedJob leasedJob,
      RunReading runReading,
      ExternalAccounts.RecognisedAccounts recognisedAccounts,
      String content) {
    Set<String> listed = runReading.listed();
    List<BankAccount> closed =
        allAccounts(runReading).stream()
            .filter(account -> !listed.contains(account.externalId()))
            .filter(account -> recognisedAccounts.fresh().contains(account.externalId()))
            .toList();
    if (closed.isEmpty() && leasedJob.accountsContent().equals(Optional.of(content))) {
      return Optional.empty();
    }
    List<ObservedAccount> all =
        new ArrayList<>(observed(runReading.accounts(), recognisedAccounts));
    all.addAll(observed(closed, recognisedAccounts));
    return Optional.of(all);
  }

  private static List<ObservedAccount> observed(
      List<BankAccount> accounts, ExternalAccounts.RecognisedAccounts known) {
    return accounts.stream()
        .map(
            account -> {
              UUID id = Objects.requireNonNull(known.ids().get(account.externalId()));
              return new ObservedAccount(
                  id, account, known.candidates().getOrDefault(id, List.of()));
            })
        .toList();
  }

  /** A run's events belong together: its id is their change's. */
  public Mono<Void> decide(UnitOfWork unit, LeasedJob leasedJob, SyncRunCommand command) {
    Change change =
        new Change(leasedJob.user(), leasedJob.run(), Actor.PROVIDER, now(), Optional.empty());
    return unit.load(SyncRun.DECIDER, SyncRun.stream(leasedJob.user(), leasedJob.run()))
        .doOnNext((LoadedStream<SyncRun> run) -> unit.decide(SyncRun.DECIDER, run, command, change))
        .then();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
