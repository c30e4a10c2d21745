package florin.providersync.adoption;

import florin.journal.Commands;
import florin.journal.UnitOfWork;
import florin.journal.stream.Actor;
import florin.journal.stream.Change;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.web.problem.ProblemType;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ConnectionCommand;
import florin.providersync.plaid.AdoptedBatch;
import florin.providersync.problem.ProviderSyncProblem;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.request.SyncRequests;
import florin.providersync.sync.job.LeasedJob;
import florin.providersync.sync.publish.RunPublication;
import florin.providersync.sync.read.CompleteUpdate;
import florin.providersync.sync.read.InvestmentReading;
import florin.providersync.sync.read.ProductReading;
import florin.providersync.vault.KeysUnavailable;
import florin.providersync.vault.Vault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Publishes the parts of an adopted item. The first part links the connection and stores its token;
 * the last one sets the cursor and makes the first sync due.
 */
@Component
class Adoptions {

  /** An item whose token is lost: the first sync reports that the user has to link it again. */
  private static final AccessToken NO_TOKEN = AccessToken.of("access-token-not-migrated");

  /** After every day on which something can be booked. */
  private static final LocalDate NO_DAY = LocalDate.of(9999, 12, 31);

  private static final List<String> DEFAULT_PRODUCTS = List.of("transactions");

  private final Commands commands;
  private final AdoptionJobs jobs;
  private final RunPublication publication;
  private final Vault vault;
  private final SyncRequests requests;
  private final Clock clock;

  Adoptions(
      Commands commands,
      AdoptionJobs jobs,
      RunPublication publication,
      Vault vault,
      SyncRequests requests,
      Clock clock) {
    this.commands = commands;
    this.jobs = jobs;
    this.publication = publication;
    this.vault = vault;
    this.requests = requests;
    this.clock = clock;
  }

  /**
   * @throws Rejection {@code linked-by-another-user}; {@code link-again} if the item is being
   *     linked
   */
  Mono<AdoptionResponse> adopt(AdoptedBatch batch) {
    return vault
        .demandReady()
        .onErrorMap(KeysUnavailable.class, _ -> keysUnavailable())
        .then(Mono.defer(() -> commands.run(batch.user(), unit -> linked(unit, batch))))
        .flatMap(connection -> commands.run(batch.user(), unit -> publish(unit, batch, connection)))
        .doOnNext(
            response -> {
              if (batch.complete() && response.changed()) {
                requests.signal();
              }
            });
  }

  private static Rejection keysUnavailable() {
    return new Rejection(
        ProblemType.UNAVAILABLE.code(), "The access token cannot be encrypted at the moment.");
  }

  private Mono<UUID> linked(UnitOfWork unit, AdoptedBatch batch) {
    return jobs.find(unit.session(), batch)
        .flatMap(
            found ->
                found.isEmpty()
                    ? link(unit, batch)
                    : found.get().isBeingLinked()
                        ? Mono.error(
                            new Rejection(
                                ProviderSyncProblem.LINK_AGAIN,
                                "item_id: the item is being linked (expected: an item that is"
                                    + " linked or is not)",
                                "/item_id"))
                        : Mono.just(found.get().connection()));
  }

  private Mono<UUID> link(UnitOfWork unit, AdoptedBatch batch) {
    UUID connection = Ids.next();
    var command =
        new ConnectionCommand.Link(
            connection,
            AdoptionJobs.PROVIDER,
            batch.itemId(),
            batch.institutionId(),
            batch.institutionName(),
            batch.products().isEmpty() ? DEFAULT_PRODUCTS : batch.products(),
            now());
    return jobs.create(unit.session(), batch, connection)
        .flatMap(
            created ->
                created
                    ? vault
                        .put(
                            unit.session(),
                            batch.user(),
                            connection,
                            batch.token().orElse(NO_TOKEN))
                        .then(
                            Mono.defer(
                                () ->
                                    unit.load(
                                        Connection.DECIDER,
                                        Connection.stream(batch.user(), connection))))
                    : Mono.error(
                        new Rejection(
                            ProviderSyncProblem.LINKED_BY_ANOTHER_USER,
                            "item_id: the item is linked by another user (expected: an item that"
                                + " nobody else linked)",
                            "/item_id")))
        .doOnNext(
            loaded ->
                unit.decide(
                    Connection.DECIDER,
                    loaded,
                    command,
                    Change.by(Actor.SYSTEM, batch.user(), command.at())))
        .thenReturn(connection);
  }

  private Mono<AdoptionResponse> publish(UnitOfWork unit, AdoptedBatch batch, UUID connection) {
    return jobs.known(unit.session(), batch, connection)
        .flatMap(known -> publish(unit, batch, connection, known));
  }

  private Mono<AdoptionResponse> publish(
      UnitOfWork unit, AdoptedBatch batch, UUID connection, AdoptionJobs.Known known) {
    SequencedMap<String, CompleteUpdate.PresentTransaction> added = added(batch, known);
    List<ProductReading> products = products(batch, known);
    AdoptionResponse unchanged =
        new AdoptionResponse(connection, 0, known.transactions().size(), false);
    boolean news =
        !added.isEmpty()
            || !products.isEmpty()
            || batch.complete()
            || !known.accounts().containsAll(externalIds(batch));
    return news
        ? jobs.take(unit.session(), batch.user(), connection, batch.complete())
            .flatMap(
                job ->
                    publication
                        .publish(unit, job, reading(batch, added, products, job))
                        .thenReturn(
                            new AdoptionResponse(
                                connection, added.size(), known.transactions().size(), true)))
            .defaultIfEmpty(unchanged)
        : Mono.just(unchanged);
  }

  private static List<String> externalIds(AdoptedBatch batch) {
    return batch.accounts().stream().map(BankAccount::externalId).toList();
  }

  /** The transactions that are not published yet. */
  private static SequencedMap<String, CompleteUpdate.PresentTransaction> added(
      AdoptedBatch batch, AdoptionJobs.Known known) {
    SequencedMap<String, CompleteUpdate.PresentTransaction> added = new LinkedHashMap<>();
    batch.transactions().stream()
        .filter(one -> !known.transactions().contains(one.transaction().externalId()))
        .forEach(
            one ->
                added.put(
                    one.transaction().externalId(),
                    new CompleteUpdate.PresentTransaction(
                        one.externalAccountId(), one.transaction())));
    return added;
  }

  private static List<ProductReading> products(AdoptedBatch batch, AdoptionJobs.Known known) {
    List<ProductReading> products = new ArrayList<>();
    batch
        .holdings()
        .filter(_ -> !known.holdings())
        .ifPresent(holdings -> products.add(new ProductReading.OfHoldings(holdings)));
    batch
        .investments()
        .map(page -> investments(page, known))
        .filter(reading -> !reading.transactions().isEmpty())
        .ifPresent(reading -> products.add(new ProductReading.OfInvestments(reading)));
    return products;
  }

  /** A part of the history: no day of it was read completely, so nothing counts as missing. */
  private static InvestmentReading investments(InvestmentPage page, AdoptionJobs.Known known) {
    SequencedMap<String, ExternalAccountScoped<InvestmentTransaction>> transactions =
        new LinkedHashMap<>();
    page.transactions().stream()
        .filter(one -> !known.investments().contains(one.what().externalId()))
        .forEach(one -> transactions.put(one.what().externalId(), one));
    return new InvestmentReading(
        NO_DAY, page.accounts(), transactions, page.securities(), page.unfit());
  }

  private static RunPublication.RunReading reading(
      AdoptedBatch batch,
      SequencedMap<String, CompleteUpdate.PresentTransaction> added,
      List<ProductReading> products,
      LeasedJob job) {
    return new RunPublication.RunReading(
        new CompleteUpdate(
            true,
            batch.complete(),
            false,
            batch.accounts(),
            added,
            List.of(),
            batch.complete() ? batch.cursor() : job.cursor()),
        batch.accounts(),
        products,
        Duration.ZERO);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
