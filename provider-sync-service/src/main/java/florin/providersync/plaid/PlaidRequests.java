package florin.providersync.plaid;

import florin.providersync.provider.AccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of requests: what is null is left out, because Plaid refuses it. */
final class PlaidRequests {

  private PlaidRequests() {}

  record User(String clientUserId) {}

  record TransactionsOptions(int daysRequested) {}

  record LinkTokenCreate(
      String clientName,
      String language,
      List<String> countryCodes,
      User user,
      @Nullable List<String> products,
      @Nullable TransactionsOptions transactions,
      @Nullable String webhook,
      @Nullable AccessToken accessToken,
      @Nullable Update update) {}

  record Update(boolean accountSelectionEnabled) {}

  record Exchange(String publicToken) {}

  record ForItem(AccessToken accessToken) {}

  record SyncOptions(boolean includeOriginalDescription, String personalFinanceCategoryVersion) {}

  record Sync(AccessToken accessToken, @Nullable String cursor, int count, SyncOptions options) {}

  record InvestmentOptions(int count, int offset, boolean asyncUpdate) {}

  record Investments(
      AccessToken accessToken, String startDate, String endDate, InvestmentOptions options) {}

  record ForKey(String keyId) {}

  record ForInstitution(String institutionId, List<String> countryCodes) {}
}
