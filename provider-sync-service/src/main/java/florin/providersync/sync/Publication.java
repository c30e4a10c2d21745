package florin.providersync.sync;

import florin.events.CurrencyCode;
import florin.journal.Actor;
import florin.journal.Change;
import florin.journal.Loaded;
import florin.journal.Session;
import florin.journal.UnitOfWork;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ConnectionCommand;
import florin.providersync.connection.SyncCause;
import florin.providersync.provider.BankAccount;
import florin.providersync.provider.ProviderFailure;
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
 * Says what a run found: facts, what is known to be said, cursor, job and run, all in the
 * household's one transaction. A crash before its commit leaves nothing, one after it leaves
 * nothing to be done.
 */
@Component
class Publication {

  /** ISO 4217 for "no currency": nobody said which. */
  private static final CurrencyCode NO_CURRENCY = new CurrencyCode("XXX");

  /** Reasons of warnings that are about a product, not about the login. */
  private static final Set<String> CONSENT =
      Set.of("additional-consent-required", "access-not-granted");

  private final ExternalAccounts externals;
  private final Published published;
  private final Sweep sweep;
  private final ProductPublication products;
  private final SyncJobs jobs;
  private final Clock clock;

  Publication(
      ExternalAccounts externals,
      Published published,
      Sweep sweep,
      ProductPublication products,
      SyncJobs jobs,
      Clock clock) {
    this.externals = externals;
    this.published = published;
    this.sweep = sweep;
    this.products = products;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** What a reading brought, and when the next one is due. */
  record Reading(
      Update update, List<BankAccount> accounts, List<ProductReading> products, Duration next) {

    private Set<String> listed() {
      return accounts.stream().map(BankAccount::externalId).collect(Collectors.toSet());
    }
  }

  /**
   * @throws LeaseLost if the connection is removed or in other hands
   */
  Mono<Outcome.Counts> publish(UnitOfWork unit, Claim claim, Reading reading) {
    return unit.load(Connection.DECIDER, Connection.stream(claim.user(), claim.connection()))
        .flatMap(
            loaded ->
                loaded.state() instanceof Connection.Live live
                    ? publish(unit, claim, reading, loaded, live)
                    : Mono.error(new LeaseLost(claim)));
  }

  private Mono<Outcome.Counts> publish(
      UnitOfWork unit,
      Claim claim,
      Reading reading,
      Loaded<Connection> connection,
      Connection.Live live) {
    return externals
        .recognise(unit.session(), claim, live.link(), allAccounts(reading), reading.listed())
        .doOnNext(
            accounts ->
                health(claim, reading, live, accounts)
                    .ifPresent(
                        command ->
                            unit.decide(
                                Connection.DECIDER,
                                connection,
                                command,
                                Change.by(Actor.PROVIDER, claim.user(), at()))))
        .flatMap(
            accounts ->
                news(unit.session(), claim, reading.update(), accounts)
                    .flatMap(
                        news ->
                            products
                                .news(unit.session(), claim, reading.products(), accounts)
                                .map(more -> new Everything(news, more)))
                    .flatMap(news -> say(unit, claim, reading, live, accounts, news)));
  }

  private record Everything(News transactions, List<ProductNews> products) {}

  /**
   * New accounts were what the bank had asked the user about. A product that wants the user's
   * consent is a warning: everything else is read as ever.
   */
  private Optional<ConnectionCommand> health(
      Claim claim, Reading reading, Connection.Live live, ExternalAccounts.Accounts accounts) {
    Optional<String> wanting =
        reading.products().stream()
            .filter(ProductReading.Missed.class::isInstance)
            .map(missed -> ((ProductReading.Missed) missed).failure())
            .filter(failure -> CONSENT.contains(failure.reason()))
            .map(ProviderFailure::reason)
            .findFirst();
    if (wanting.isPresent()) {
      return Optional.of(
          new ConnectionCommand.Warn(claim.connection(), wanting.get(), Optional.empty(), at()));
    }
    boolean given = CONSENT.stream().anyMatch(live::ails) && !reading.products().isEmpty();
    return given || (!accounts.fresh().isEmpty() && live.ails(Connection.NEW_ACCOUNTS))
        ? Optional.of(new ConnectionCommand.Repair(claim.connection(), at()))
        : Optional.empty();
  }

  /** What is news, and from here on known to be said. */
  private Mono<News> news(
      Session session, Claim claim, Update update, ExternalAccounts.Accounts accounts) {
    return published
        .find(session, claim, named(update))
        .map(said -> News.of(update, accounts.ids(), said))
        .zipWith(Mono.defer(() -> sweep.absent(session, claim, update)))
        .flatMap(found -> settled(session, claim, update, accounts, found.getT1(), found.getT2()))
        .flatMap(news -> published.remove(session, claim, news.removed()).thenReturn(news));
  }

  private Mono<News> settled(
      Session session,
      Claim claim,
      Update update,
      ExternalAccounts.Accounts accounts,
      News told,
      List<RemovedTransaction> absent) {
    return published
        .formers(session, claim, told, absent, accounts.adopted())
        .map(told::renamed)
        .flatMap(news -> put(session, claim, news).thenReturn(news))
        .flatMap(news -> sweep.of(session, claim, update, accounts.adopted(), absent, news));
  }

  private Mono<Void> put(Session session, Claim claim, News news) {
    return published
        .put(session, claim, news.sayings())
        .then(Mono.defer(() -> published.remove(session, claim, news.formerNames())));
  }

  /**
   * Every account an id is needed for. Those that only the transactions name are closed or
   * deselected: the bank's list of accounts has them no more.
   */
  private static List<BankAccount> allAccounts(Reading reading) {
    Map<String, BankAccount> all = new LinkedHashMap<>();
    reading.update().accounts().forEach(one -> all.put(one.externalId(), one));
    reading.products().stream()
        .flatMap(product -> product.accounts().stream())
        .forEach(one -> all.put(one.externalId(), one));
    reading.accounts().forEach(one -> all.put(one.externalId(), one));
    reading.products().stream()
        .flatMap(ProductReading::owners)
        .forEach(id -> all.computeIfAbsent(id, unseen -> unknown(unseen, NO_CURRENCY)));
    reading
        .update()
        .present()
        .values()
        .forEach(
            entry ->
                all.computeIfAbsent(
                    entry.externalAccountId(),
                    id -> unknown(id, entry.transaction().amount().currency())));
    return List.copyOf(all.values());
  }

  private static BankAccount unknown(String externalId, CurrencyCode currency) {
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

  private static Set<String> named(Update update) {
    Set<String> ids = new LinkedHashSet<>(update.present().keySet());
    ids.addAll(update.removed());
    return ids;
  }

  private Mono<Outcome.Counts> say(
      UnitOfWork unit,
      Claim claim,
      Reading reading,
      Connection.Live live,
      ExternalAccounts.Accounts accounts,
      Everything news) {
    String content = News.content(observed(reading.accounts(), accounts));
    Changes changes = news.transactions().changes();
    Outcome.Counts counts =
        new Outcome.Counts(
            changes.added().size(), changes.modified().size(), changes.removed().size());
    boolean whole = reading.update().historyComplete();
    Outcome outcome =
        Outcome.applied(
            reading.update().cursor(),
            whole,
            content,
            whole ? 0 : claim.attempts() + 1,
            reading.next(),
            changes.isEmpty()
                && news.products().isEmpty()
                && claim.cause().equals(SyncCause.WEBHOOK.wireName()),
            counts);
    return decide(unit, claim, complete(claim, reading, live, accounts, content, news))
        .then(Mono.defer(() -> jobs.finish(unit, claim, outcome)))
        .thenReturn(counts);
  }

  private SyncRunCommand complete(
      Claim claim,
      Reading reading,
      Connection.Live live,
      ExternalAccounts.Accounts accounts,
      String content,
      Everything news) {
    boolean whole = reading.update().historyComplete();
    return new SyncRunCommand.Complete(
        claim.connection(),
        claim.run(),
        live.link().provider(),
        live.link().institutionId(),
        live.link().institutionName(),
        news(claim, reading, accounts, content),
        accounts.unlisted(),
        Chunks.of(news.transactions().changes(), one -> SyncRunCodec.bytes(one).length),
        news.products(),
        claim.cause(),
        whole,
        claim.cause().equals(SyncCause.MANUAL.wireName()) || whole != claim.historyComplete(),
        at());
  }

  /** The accounts, if they are not as last said; new ones that are closed already are said once. */
  private static Optional<List<ObservedAccount>> news(
      Claim claim, Reading reading, ExternalAccounts.Accounts accounts, String content) {
    Set<String> listed = reading.listed();
    List<BankAccount> closed =
        allAccounts(reading).stream()
            .filter(account -> !listed.contains(account.externalId()))
            .filter(account -> accounts.fresh().contains(account.externalId()))
            .toList();
    if (closed.isEmpty() && claim.accountsContent().equals(Optional.of(content))) {
      return Optional.empty();
    }
    List<ObservedAccount> all = new ArrayList<>(observed(reading.accounts(), accounts));
    all.addAll(observed(closed, accounts));
    return Optional.of(all);
  }

  private static List<ObservedAccount> observed(
      List<BankAccount> accounts, ExternalAccounts.Accounts known) {
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
  Mono<Void> decide(UnitOfWork unit, Claim claim, SyncRunCommand command) {
    Change change = new Change(claim.user(), claim.run(), Actor.PROVIDER, at(), Optional.empty());
    return unit.load(SyncRun.DECIDER, SyncRun.stream(claim.user(), claim.run()))
        .doOnNext((Loaded<SyncRun> run) -> unit.decide(SyncRun.DECIDER, run, command, change))
        .then();
  }

  private Instant at() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
