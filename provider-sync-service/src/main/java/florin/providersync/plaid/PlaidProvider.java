package florin.providersync.plaid;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import florin.providersync.provider.AccessToken;
import florin.providersync.provider.BankAccount;
import florin.providersync.provider.Exchanged;
import florin.providersync.provider.Holdings;
import florin.providersync.provider.InvestmentPage;
import florin.providersync.provider.Item;
import florin.providersync.provider.Liabilities;
import florin.providersync.provider.LinkRequest;
import florin.providersync.provider.LinkToken;
import florin.providersync.provider.Owned;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.RecurringStream;
import florin.providersync.provider.UpdatePage;
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
  private final Cache<String, String> names =
      Caffeine.newBuilder().maximumSize(MOST_NAMES).expireAfterWrite(NAMED).build();

  PlaidProvider(PlaidClient client, PlaidProperties properties) {
    this.client = client;
    this.properties = properties;
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
            update && request.choosing() ? new PlaidRequests.Update(true) : null);
    return request
        .repair()
        .map(
            token ->
                client.post(Endpoint.LINK_TOKEN, token, body, PlaidAnswers.LinkTokenBody.class))
        .orElseGet(() -> client.post(Endpoint.LINK_TOKEN, body, PlaidAnswers.LinkTokenBody.class))
        .map(answer -> new LinkToken(answer.linkToken(), answer.expiration()));
  }

  @Override
  public Mono<Exchanged> exchange(String publicToken) {
    return client
        .post(
            Endpoint.EXCHANGE,
            new PlaidRequests.Exchange(publicToken),
            PlaidAnswers.ExchangeBody.class)
        .map(answer -> new Exchanged(answer.accessToken(), answer.itemId()));
  }

  @Override
  public Mono<Item> item(AccessToken token) {
    return client
        .post(Endpoint.ITEM, token, forItem(token), PlaidAnswers.ItemBody.class)
        .map(PlaidAnswers.ItemBody::item)
        .flatMap(this::named);
  }

  private Mono<Item> named(PlaidAnswers.ItemObject item) {
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
        .post(Endpoint.INSTITUTION, request, PlaidAnswers.InstitutionBody.class)
        .map(answer -> answer.institution().name())
        .doOnNext(name -> names.put(id, name))
        .map(Optional::of)
        .onErrorReturn(ProviderFailure.class, Optional.empty());
  }

  private static Item item(PlaidAnswers.ItemObject item, Optional<String> institutionName) {
    List<String> products = item.products().isEmpty() ? item.billedProducts() : item.products();
    return new Item(
        item.itemId(),
        Optional.ofNullable(item.institutionId()),
        institutionName,
        products,
        Optional.ofNullable(item.error())
            .map(error -> PlaidErrors.of(error, Endpoint.ITEM.path(), 200, Optional.empty())));
  }

  @Override
  public Mono<Void> remove(AccessToken token) {
    return client.post(Endpoint.REMOVE, token, forItem(token), PlaidAnswers.DoneBody.class).then();
  }

  @Override
  public Mono<AccessToken> rotate(AccessToken token) {
    return client
        .post(Endpoint.INVALIDATE, token, forItem(token), PlaidAnswers.RotatedBody.class)
        .map(PlaidAnswers.RotatedBody::newAccessToken);
  }

  @Override
  public Mono<Void> refresh(AccessToken token) {
    return client.post(Endpoint.REFRESH, token, forItem(token), PlaidAnswers.DoneBody.class).then();
  }

  @Override
  public Mono<List<BankAccount>> accounts(AccessToken token) {
    return client
        .post(Endpoint.ACCOUNTS, token, forItem(token), PlaidAnswers.AccountsBody.class)
        .map(answer -> PlaidWords.accounts(answer.accounts()));
  }

  @Override
  public Mono<UpdatePage> transactions(AccessToken token, Optional<String> cursor) {
    var request = new PlaidRequests.Sync(token, cursor.orElse(null), properties.page(), OPTIONS);
    return client
        .post(Endpoint.TRANSACTIONS, token, request, PlaidAnswers.SyncBody.class)
        .map(PlaidWords::page);
  }

  @Override
  public Mono<Holdings> holdings(AccessToken token) {
    return client
        .post(Endpoint.HOLDINGS, token, forItem(token), InvestmentAnswers.HoldingsBody.class)
        .map(InvestmentWords::holdings);
  }

  /** Never blocking: what Plaid has to fetch first it announces by webhook. */
  @Override
  public Mono<InvestmentPage> investments(
      AccessToken token, LocalDate from, LocalDate to, int offset) {
    var options = new PlaidRequests.InvestmentOptions(properties.page(), offset, true);
    var request = new PlaidRequests.Investments(token, from.toString(), to.toString(), options);
    return client
        .post(Endpoint.INVESTMENTS, token, request, InvestmentAnswers.TransactionsBody.class)
        .map(InvestmentWords::page);
  }

  @Override
  public Mono<Liabilities> liabilities(AccessToken token) {
    return client
        .post(Endpoint.LIABILITIES, token, forItem(token), LiabilityAnswers.Body.class)
        .map(LiabilityWords::liabilities);
  }

  @Override
  public Mono<List<Owned<RecurringStream>>> recurring(AccessToken token) {
    return client
        .post(Endpoint.RECURRING, token, forItem(token), RecurringAnswers.Body.class)
        .map(RecurringWords::streams);
  }

  private static PlaidRequests.ForItem forItem(AccessToken token) {
    return new PlaidRequests.ForItem(token);
  }
}
