package florin.providersync.plaid.wire;

import florin.providersync.provider.AccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of requests: null values are left out, because Plaid refuses them. */
public final class PlaidRequests {

  private PlaidRequests() {}

  public record User(String clientUserId) {}

  public record TransactionsOptions(int daysRequested) {}

  public record LinkTokenCreate(
      String clientName,
      String language,
      List<String> countryCodes,
      User user,
      @Nullable List<String> products,
      @Nullable TransactionsOptions transactions,
      @Nullable String webhook,
      @Nullable AccessToken accessToken,
      @Nullable Update update,
      @Nullable HostedLink hostedLink) {}

  /** Asks for a page; all its options have defaults. */
  public record HostedLink(boolean isMobileApp) {}

  public record ForLinkToken(String linkToken) {}

  public record Update(boolean accountSelectionEnabled) {}

  public record Exchange(String publicToken) {}

  public record ForItem(AccessToken accessToken) {}

  public record SyncOptions(
      boolean includeOriginalDescription, String personalFinanceCategoryVersion) {}

  public record Sync(
      AccessToken accessToken, @Nullable String cursor, int count, SyncOptions options) {}

  public record InvestmentOptions(int count, int offset, boolean asyncUpdate) {}

  public record Investments(
      AccessToken accessToken, String startDate, String endDate, InvestmentOptions options) {}

  public record ForKey(String keyId) {}

  public record ForInstitution(String institutionId, List<String> countryCodes) {}
}
