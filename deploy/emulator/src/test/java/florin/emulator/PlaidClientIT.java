package florin.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nimbusds.jwt.SignedJWT;
import com.plaid.client.ApiClient;
import com.plaid.client.JSON;
import com.plaid.client.model.AccountSubtype;
import com.plaid.client.model.AccountType;
import com.plaid.client.model.AccountsBalanceGetRequest;
import com.plaid.client.model.AccountsGetRequest;
import com.plaid.client.model.CountryCode;
import com.plaid.client.model.InstitutionsGetByIdRequest;
import com.plaid.client.model.InstitutionsGetByIdRequestOptions;
import com.plaid.client.model.ItemGetRequest;
import com.plaid.client.model.ItemPublicTokenExchangeRequest;
import com.plaid.client.model.ItemRemoveRequest;
import com.plaid.client.model.ItemWebhookUpdateRequest;
import com.plaid.client.model.LinkTokenCreateRequest;
import com.plaid.client.model.LinkTokenCreateRequestUser;
import com.plaid.client.model.PlaidError;
import com.plaid.client.model.PlaidErrorType;
import com.plaid.client.model.Products;
import com.plaid.client.model.SandboxItemFireWebhookRequest;
import com.plaid.client.model.SandboxItemResetLoginRequest;
import com.plaid.client.model.SandboxPublicTokenCreateRequest;
import com.plaid.client.model.SandboxPublicTokenCreateRequestOptions;
import com.plaid.client.model.Transaction;
import com.plaid.client.model.TransactionsGetRequest;
import com.plaid.client.model.TransactionsGetRequestOptions;
import com.plaid.client.model.TransactionsRefreshRequest;
import com.plaid.client.model.TransactionsSyncRequest;
import com.plaid.client.model.TransactionsUpdateStatus;
import com.plaid.client.model.WebhookVerificationKeyGetRequest;
import com.plaid.client.request.PlaidApi;
import florin.emulator.http.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import retrofit2.Call;

/** The official client, unmodified, is the judge of the wire. */
class PlaidClientIT {
  private PlaidEmulator emulator;
  private PlaidApi plaid;
  private Receiver receiver;

  @BeforeEach
  void start() {
    emulator = PlaidEmulator.start(Fixture.settings());
    receiver = Receiver.accepting();
    plaid = api(Client.SECRET);
  }

  @AfterEach
  void stop() {
    receiver.close();
    emulator.close();
  }

  @Test
  void createsLinkTokens() throws IOException {
    var created =
        ok(
            plaid.linkTokenCreate(
                new LinkTokenCreateRequest()
                    .clientName("Florin")
                    .language("en")
                    .countryCodes(List.of(CountryCode.US))
                    .products(List.of(Products.TRANSACTIONS))
                    .user(new LinkTokenCreateRequestUser().clientUserId("u1"))));

    assertThat(created.getLinkToken()).startsWith("link-sandbox-");
    assertThat(created.getExpiration()).isNotNull();
    assertThat(created.getRequestId()).isNotBlank();
  }

  @Test
  void createsLinkTokensInUpdateMode() throws IOException {
    var created =
        ok(
            plaid.linkTokenCreate(
                new LinkTokenCreateRequest()
                    .clientName("Florin")
                    .language("en")
                    .countryCodes(List.of(CountryCode.US))
                    .accessToken(link("ins_109508"))
                    .user(new LinkTokenCreateRequestUser().clientUserId("u1"))));

    assertThat(created.getLinkToken()).startsWith("link-sandbox-");
  }

  @Test
  void readsTheItemItsInstitutionAndItsAccounts() throws IOException {
    var token = link("ins_109512");

    var item = ok(plaid.itemGet(new ItemGetRequest().accessToken(token)));
    var accounts = ok(plaid.accountsGet(new AccountsGetRequest().accessToken(token)));
    var balances = ok(plaid.accountsBalanceGet(new AccountsBalanceGetRequest().accessToken(token)));
    var institution =
        ok(
            plaid.institutionsGetById(
                new InstitutionsGetByIdRequest()
                    .institutionId("ins_109512")
                    .countryCodes(List.of(CountryCode.US))
                    .options(
                        new InstitutionsGetByIdRequestOptions()
                            .includeOptionalMetadata(true)
                            .includeStatus(true))));

    assertThat(item.getItem().getInstitutionId()).isEqualTo("ins_109512");
    assertThat(item.getItem().getError()).isNull();
    assertThat(item.getStatus().getTransactions().getLastSuccessfulUpdate()).isNotNull();
    assertThat(accounts.getItem().getItemId()).isEqualTo(item.getItem().getItemId());
    assertThat(accounts.getAccounts())
        .extracting(one -> one.getType(), one -> one.getSubtype())
        .containsExactly(
            tuple(AccountType.CREDIT, AccountSubtype.CREDIT_CARD),
            tuple(AccountType.LOAN, AccountSubtype.STUDENT));
    assertThat(balances.getAccounts()).isEqualTo(accounts.getAccounts());
    assertThat(institution.getInstitution().getName()).isEqualTo("Houndstooth Bank");
    assertThat(institution.getInstitution().getPrimaryColor()).isNotBlank();
    assertThat(institution.getInstitution().getStatus()).isNotNull();
  }

  @Test
  void readsAnInvestmentAccountInAnUnofficialCurrency() throws IOException {
    var accounts = ok(plaid.accountsGet(new AccountsGetRequest().accessToken(link("ins_127287"))));

    assertThat(accounts.getAccounts())
        .filteredOn(one -> one.getBalances().getIsoCurrencyCode() == null)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getType()).isEqualTo(AccountType.INVESTMENT);
              assertThat(one.getBalances().getUnofficialCurrencyCode()).isEqualTo("DOGE");
            });
  }

  @Test
  void pagesTheSyncToTheEnd() throws IOException {
    var token = link("ins_109512");
    var all = new ArrayList<Transaction>();
    var cursor = "";
    var more = true;
    while (more) {
      var page =
          ok(
              plaid.transactionsSync(
                  new TransactionsSyncRequest().accessToken(token).cursor(cursor).count(500)));
      assertThat(page.getTransactionsUpdateStatus())
          .isEqualTo(TransactionsUpdateStatus.HISTORICAL_UPDATE_COMPLETE);
      assertThat(page.getAccounts()).hasSize(2);
      all.addAll(page.getAdded());
      cursor = page.getNextCursor();
      more = page.getHasMore();
    }

    assertThat(all)
        .hasSizeGreaterThan(1_000)
        .extracting(Transaction::getTransactionId)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[A-Za-z0-9]{37}"));
    assertThat(all).anyMatch(Transaction::getPending);
    assertThat(all).anyMatch(one -> one.getAmount() == 0);
    assertThat(all).anyMatch(one -> "Café Zoë".equals(one.getMerchantName()));
    assertThat(all)
        .extracting(one -> one.getPersonalFinanceCategory().getVersion().getValue())
        .containsOnly("v2");
  }

  @Test
  void readsErrorBodies() throws IOException {
    var unknown =
        refused(plaid.transactionsSync(new TransactionsSyncRequest().accessToken("access-x")));
    var keys = refused(api("wrong").itemGet(new ItemGetRequest().accessToken("access-x")));

    assertThat(unknown.getErrorType()).isEqualTo(PlaidErrorType.INVALID_INPUT);
    assertThat(unknown.getErrorCode()).isEqualTo("INVALID_ACCESS_TOKEN");
    assertThat(unknown.getRequestId()).isNotBlank();
    assertThat(keys.getErrorCode()).isEqualTo("INVALID_API_KEYS");
  }

  @Test
  void meetsAnItemThatNeedsItsUserAndStillCanBeRead() throws IOException {
    var token = link("ins_109508");

    var reset =
        ok(plaid.sandboxItemResetLogin(new SandboxItemResetLoginRequest().accessToken(token)));

    assertThat(reset.getResetLogin()).isTrue();
    assertThat(
            refused(plaid.transactionsSync(new TransactionsSyncRequest().accessToken(token)))
                .getErrorCode())
        .isEqualTo("ITEM_LOGIN_REQUIRED");
    assertThat(
            ok(plaid.itemGet(new ItemGetRequest().accessToken(token)))
                .getItem()
                .getError()
                .getErrorCode())
        .isEqualTo("ITEM_LOGIN_REQUIRED");
  }

  @Test
  void removesAnItemForGood() throws IOException {
    var token = link("ins_109508");

    ok(plaid.itemRemove(new ItemRemoveRequest().accessToken(token)));

    assertThat(refused(plaid.itemGet(new ItemGetRequest().accessToken(token))).getErrorCode())
        .isEqualTo("ITEM_NOT_FOUND");
  }

  @Test
  void exchangesAPublicTokenOnlyOnce() throws IOException {
    var token = publicToken("ins_109508");
    ok(plaid.itemPublicTokenExchange(new ItemPublicTokenExchangeRequest().publicToken(token)));

    var again =
        refused(
            plaid.itemPublicTokenExchange(new ItemPublicTokenExchangeRequest().publicToken(token)));

    assertThat(again.getErrorCode()).isEqualTo("INVALID_PUBLIC_TOKEN");
  }

  @Test
  void movesAndFiresWebhooks() throws IOException {
    var token = link("ins_109508");

    var moved =
        ok(
            plaid.itemWebhookUpdate(
                new ItemWebhookUpdateRequest().accessToken(token).webhook(receiver.url())));
    var fired =
        ok(
            plaid.sandboxItemFireWebhook(
                new SandboxItemFireWebhookRequest()
                    .accessToken(token)
                    .webhookCode(
                        SandboxItemFireWebhookRequest.WebhookCodeEnum.NEW_ACCOUNTS_AVAILABLE)));

    assertThat(moved.getItem().getWebhook()).isEqualTo(receiver.url());
    assertThat(fired.getWebhookFired()).isTrue();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(receiver.codes())
                    .containsExactlyInAnyOrder(
                        "WEBHOOK_UPDATE_ACKNOWLEDGED", "NEW_ACCOUNTS_AVAILABLE"));
  }

  @Test
  void kicksAuditsAndLooksKeysUp() throws Exception {
    var token = link("ins_109508");
    ok(
        plaid.itemWebhookUpdate(
            new ItemWebhookUpdateRequest().accessToken(token).webhook(receiver.url())));
    Awaitility.await().until(() -> !receiver.letters().isEmpty());
    var kid = SignedJWT.parse(receiver.letters().getFirst().verification()).getHeader().getKeyID();

    var refreshed =
        ok(plaid.transactionsRefresh(new TransactionsRefreshRequest().accessToken(token)));
    var audit =
        ok(
            plaid.transactionsGet(
                new TransactionsGetRequest()
                    .accessToken(token)
                    .startDate(Fixture.TODAY.minusDays(30))
                    .endDate(Fixture.TODAY)
                    .options(new TransactionsGetRequestOptions().count(5).offset(2))));
    var key =
        ok(plaid.webhookVerificationKeyGet(new WebhookVerificationKeyGetRequest().keyId(kid)));
    var categories = ok(plaid.categoriesGet(Map.of()));

    assertThat(refreshed.getRequestId()).isNotBlank();
    assertThat(audit.getTransactions()).hasSize(5);
    assertThat(audit.getTotalTransactions()).isGreaterThan(7);
    assertThat(audit.getItem().getItemId()).isNotBlank();
    assertThat(key.getKey().getKid()).isEqualTo(kid);
    assertThat(key.getKey().getExpiredAt()).isNull();
    assertThat(categories.getCategories()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void readsEveryErrorThereIs(ErrorCode code) throws IOException {
    var fault = Map.of("kind", "error", "code", code.name(), "endpoint", "/item/get");
    new Client(emulator.baseUrl()).control("POST", "faults", fault);

    var response = plaid.itemGet(new ItemGetRequest().accessToken("access-x")).execute();
    var error = new JSON().getGson().fromJson(response.errorBody().string(), PlaidError.class);

    assertThat(response.code()).isEqualTo(code.status());
    assertThat(error.getErrorCode()).isEqualTo(code.name());
    assertThat(error.getErrorType()).isNotNull().isNotEqualTo(PlaidErrorType.ENUM_UNKNOWN);
    assertThat(error.getErrorMessage()).isNotBlank();
    assertThat(error.getRequestId()).isNotBlank();
  }

  private String link(String institution) throws IOException {
    var exchanged =
        ok(
            plaid.itemPublicTokenExchange(
                new ItemPublicTokenExchangeRequest().publicToken(publicToken(institution))));
    assertThat(exchanged.getAccessToken()).startsWith("access-sandbox-");
    assertThat(exchanged.getItemId()).matches("[A-Za-z0-9]{37}");
    return exchanged.getAccessToken();
  }

  private String publicToken(String institution) throws IOException {
    return ok(plaid.sandboxPublicTokenCreate(
            new SandboxPublicTokenCreateRequest()
                .institutionId(institution)
                .initialProducts(List.of(Products.TRANSACTIONS))
                .options(
                    new SandboxPublicTokenCreateRequestOptions()
                        .webhook("http://127.0.0.1:9/nobody"))))
        .getPublicToken();
  }

  private PlaidApi api(String secret) {
    var api = new ApiClient(Map.of("clientId", Client.ID, "secret", secret));
    api.setPlaidAdapter(emulator.baseUrl().toString());
    return api.createService(PlaidApi.class);
  }

  private static <T> T ok(Call<T> call) throws IOException {
    var response = call.execute();
    if (response.errorBody() != null) {
      throw new AssertionError(response.errorBody().string());
    }
    return response.body();
  }

  private static PlaidError refused(Call<?> call) throws IOException {
    var response = call.execute();
    assertThat(response.code()).isEqualTo(400);
    return new JSON().getGson().fromJson(response.errorBody().string(), PlaidError.class);
  }
}
