package florin.providersync.plaid;

import florin.providersync.provider.AccessToken;
import florin.providersync.provider.BankAccount;
import florin.providersync.provider.Exchanged;
import florin.providersync.provider.Item;
import florin.providersync.provider.LinkRequest;
import florin.providersync.provider.LinkToken;
import florin.providersync.provider.Provider;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.UpdatePage;
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

  private final PlaidClient client;
  private final PlaidProperties properties;

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
            request.repair().orElse(null));
    return client
        .post("/link/token/create", body, PlaidAnswers.LinkTokenBody.class)
        .map(answer -> new LinkToken(answer.linkToken(), answer.expiration()));
  }

  @Override
  public Mono<Exchanged> exchange(String publicToken) {
    return client
        .post(
            "/item/public_token/exchange",
            new PlaidRequests.Exchange(publicToken),
            PlaidAnswers.ExchangeBody.class)
        .map(answer -> new Exchanged(answer.accessToken(), answer.itemId()));
  }

  @Override
  public Mono<Item> item(AccessToken token) {
    return client
        .post("/item/get", forItem(token), PlaidAnswers.ItemBody.class)
        .map(PlaidAnswers.ItemBody::item)
        .flatMap(this::named);
  }

  private Mono<Item> named(PlaidAnswers.ItemObject item) {
    if (item.institutionName() != null || item.institutionId() == null) {
      return Mono.just(item(item, Optional.ofNullable(item.institutionName())));
    }
    var request = new PlaidRequests.ForInstitution(item.institutionId(), properties.countryCodes());
    return client
        .post("/institutions/get_by_id", request, PlaidAnswers.InstitutionBody.class)
        .map(answer -> Optional.of(answer.institution().name()))
        .onErrorReturn(ProviderFailure.class, Optional.empty()) // a missing name hinders nothing
        .map(name -> item(item, name));
  }

  private static Item item(PlaidAnswers.ItemObject item, Optional<String> institutionName) {
    List<String> products = item.products() != null ? item.products() : item.billedProducts();
    return new Item(
        item.itemId(),
        Optional.ofNullable(item.institutionId()),
        institutionName,
        products == null ? List.of() : products,
        Optional.ofNullable(item.error()).map(error -> PlaidErrors.of(error, "/item/get", 200)));
  }

  @Override
  public Mono<Void> remove(AccessToken token) {
    return client.post("/item/remove", forItem(token), PlaidAnswers.RemoveBody.class).then();
  }

  @Override
  public Mono<List<BankAccount>> accounts(AccessToken token) {
    return client
        .post("/accounts/get", forItem(token), PlaidAnswers.AccountsBody.class)
        .map(answer -> PlaidWords.accounts(answer.accounts()));
  }

  @Override
  public Mono<UpdatePage> transactions(AccessToken token, Optional<String> cursor) {
    var request = new PlaidRequests.Sync(token, cursor.orElse(null), properties.page(), OPTIONS);
    return client
        .post("/transactions/sync", request, PlaidAnswers.SyncBody.class)
        .map(PlaidWords::page);
  }

  private static PlaidRequests.ForItem forItem(AccessToken token) {
    return new PlaidRequests.ForItem(token);
  }
}
