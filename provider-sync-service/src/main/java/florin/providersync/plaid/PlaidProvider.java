package florin.providersync.plaid;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import florin.providersync.plaid.resilience.PlaidProperties;
import florin.providersync.plaid.wire.InvestmentResponses;
import florin.providersync.plaid.wire.LiabilityResponses;
import florin.providersync.plaid.wire.PlaidEndpoint;
import florin.providersync.plaid.wire.PlaidErrors;
import florin.providersync.plaid.wire.PlaidRequests;
import florin.providersync.plaid.wire.PlaidResponses;
import florin.providersync.plaid.wire.RecurringResponses;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.ExchangedToken;
import florin.providersync.provider.LinkRequest;
import florin.providersync.provider.LinkSession;
import florin.providersync.provider.LinkToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.ProviderLogin;
import florin.providersync.provider.data.BankAccount;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.HoldingsSnapshot;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.LiabilitiesSnapshot;
import florin.providersync.provider.data.RecurringStream;
import florin.providersync.provider.data.UpdatePage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Plaid's endpoints behind the provider's port. */
@Component
final class PlaidProvider implements Provider {

  private static final String NAME = "plaid";

  /** The taxonomy Plaid gives to everyone who starts today. */
  private static final PlaidRequests.SyncOptions OPTIONS =
      new PlaidRequests.SyncOptions(true, "v2");

  /** Names of institutions change rarely (Plaid documentation, "Institutions": cache them). */
  private static final Duration NAMED = Duration.ofDays(1);

  private static final int MOST_NAMES = 10_000;

  private final PlaidClient client;
  private final PlaidProperties properties;
  private final Clock clock;
  private final Cache<String, String> names =
      Caffeine.newBuilder().maximumSize(MOST_NAMES).expireAfterWrite(NAMED).build();

  PlaidProvider(PlaidClient client, PlaidProperties properties, Clock clock) {
    this.client = client;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Mono<LinkToken> linkToken(LinkRequest request) {
    boolean update = request.repair().isPresent();
    var body =
        new PlaidRequests.LinkTokenCreate(
            properties.clientName(),
            properties.language(),
            properties.countryCodes(),
            new PlaidRequests.User(request.user().toString()),
            update ? null : request.products(),
            update ? null : new PlaidRequests.TransactionsOptions(properties.days()),
            properties.webhook().orElse(null),
            request.repair().orElse(null),
            update && request.choosing() ? new PlaidRequests.Update(true) : null,
            request.hosted() ? new PlaidRequests.HostedLink(false) : null);
    return request
        .repair()
        .map(
            token ->
                client.post(
                    PlaidEndpoint.LINK_TOKEN, token, body, PlaidResponses.LinkTokenBody.class))
        .orElseGet(
            () -> client.post(PlaidEndpoint.LINK_TOKEN, body, PlaidResponses.LinkTokenBody.class))
        .map(
            answer ->
                new LinkToken(
                    answer.linkToken(),
                    answer.expiration(),
                    Optional.ofNullable(answer.hostedLinkUrl()).map(URI::create),
                    properties.webhook().isPresent()));
  }

  @Override
  public Mono<LinkSession> linkSession(String linkToken) {
    return client
        .post(
            PlaidEndpoint.LINK_SESSION,
            new PlaidRequests.ForLinkToken(linkToken),
            PlaidResponses.LinkSessionBody.class)
        .map(answer -> LinkSessionMapping.session(answer, clock.instant()));
  }

  @Override
  public Mono<ExchangedToken> exchange(String publicToken) {
    return client
        .post(
            PlaidEndpoint.EXCHANGE,
            new PlaidRequests.Exchange(publicToken),
            PlaidResponses.ExchangeBody.class)
        .map(answer -> new ExchangedToken(answer.accessToken(), answer.itemId()));
  }

  @Override
  public Mono<ProviderLogin> item(AccessToken token) {
    return client
        .post(PlaidEndpoint.ITEM, token, forItem(token), PlaidResponses.ItemBody.class)
        .map(PlaidResponses.ItemBody::item)
        .flatMap(this::named);
  }

  private Mono<ProviderLogin> named(PlaidResponses.ItemObject item) {
    if (item.institutionName() != null || item.institutionId() == null) {
      return Mono.just(item(item, Optional.ofNullable(item.institutionName())));
    }
    return institution(item.institutionId()).map(name -> item(item, name));
  }

  @Override
  public Mono<Optional<String>> institution(String id) {
    return Mono.defer(
        () -> {
          String known = names.getIfPresent(id);
          return known == null ? asked(id) : Mono.just(Optional.of(known));
        });
  }

  private Mono<Optional<String>> asked(String id) {
    var request = new PlaidRequests.ForInstitution(id, properties.countryCodes());
    return client
        .post(PlaidEndpoint.INSTITUTION, request, PlaidResponses.InstitutionBody.class)
        .map(answer -> answer.institution().name())
        .doOnNext(name -> names.put(id, name))
        .map(Optional::of)
        .onErrorReturn(ProviderFailure.class, Optional.empty());
  }

  private static ProviderLogin item(
      PlaidResponses.ItemObject item, Optional<String> institutionName) {
    List<String> products = item.products().isEmpty() ? item.billedProducts() : item.products();
    return new ProviderLogin(
        item.itemId(),
        Optional.ofNullable(item.institutionId()),
        institutionName,
        products,
        Optional.ofNullable(item.error())
            .map(error -> PlaidErrors.of(error, PlaidEndpoint.ITEM.path(), 200, Optional.empty())));
  }

  @Override
  public Mono<Void> remove(AccessToken token) {
    return client
        .post(PlaidEndpoint.REMOVE, token, forItem(token), PlaidResponses.DoneBody.class)
        .then();
  }

  @Override
  public Mono<AccessToken> rotate(AccessToken token) {
    return client
        .post(PlaidEndpoint.INVALIDATE, token, forItem(token), PlaidResponses.RotatedBody.class)
        .map(PlaidResponses.RotatedBody::newAccessToken);
  }

  @Override
  public Mono<Void> refresh(AccessToken token) {
    return client
        .post(PlaidEndpoint.REFRESH, token, forItem(token), PlaidResponses.DoneBody.class)
        .then();
  }

  @Override
  public Mono<List<BankAccount>> accounts(AccessToken token) {
    return client
        .post(PlaidEndpoint.ACCOUNTS, token, forItem(token), PlaidResponses.AccountsBody.class)
        .map(answer -> PlaidMapping.accounts(answer.accounts()));
  }

  @Override
  public Mono<UpdatePage> transactions(AccessToken token, Optional<String> cursor) {
    var request = new PlaidRequests.Sync(token, cursor.orElse(null), properties.page(), OPTIONS);
    return client
        .post(PlaidEndpoint.TRANSACTIONS, token, request, PlaidResponses.SyncBody.class)
        .map(PlaidMapping::page);
  }

  @Override
  public Mono<HoldingsSnapshot> holdings(AccessToken token) {
    return client
        .post(PlaidEndpoint.HOLDINGS, token, forItem(token), InvestmentResponses.HoldingsBody.class)
        .map(InvestmentMapping::holdings);
  }

  /** Without waiting for the bank: Plaid announces later data by webhook. */
  @Override
  public Mono<InvestmentPage> investments(
      AccessToken token, LocalDate from, LocalDate to, int offset) {
    var options = new PlaidRequests.InvestmentOptions(properties.page(), offset, true);
    var request = new PlaidRequests.Investments(token, from.toString(), to.toString(), options);
    return client
        .post(PlaidEndpoint.INVESTMENTS, token, request, InvestmentResponses.TransactionsBody.class)
        .map(InvestmentMapping::page);
  }

  @Override
  public Mono<LiabilitiesSnapshot> liabilities(AccessToken token) {
    return client
        .post(PlaidEndpoint.LIABILITIES, token, forItem(token), LiabilityResponses.Body.class)
        .map(LiabilityMapping::liabilities);
  }

  @Override
  public Mono<List<ExternalAccountScoped<RecurringStream>>> recurring(AccessToken token) {
    return client
        .post(PlaidEndpoint.RECURRING, token, forItem(token), RecurringResponses.Body.class)
        .map(RecurringMapping::streams);
  }

  private static PlaidRequests.ForItem forItem(AccessToken token) {
    return new PlaidRequests.ForItem(token);
  }
}
