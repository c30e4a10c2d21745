package florin.providersync.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import florin.providersync.connection.Connection;
import florin.providersync.plaid.wire.ProviderText;
import florin.providersync.request.LoginNotice;
import florin.providersync.request.LoginNotice.LoginNoticeType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's body, as far as it matters: only hints, never data (Plaid documentation, "Webhooks").
 */
record PlaidWebhook(
    @JsonProperty("webhook_type") @Nullable String type,
    @JsonProperty("webhook_code") @Nullable String code,
    @JsonProperty("item_id") @Nullable String itemId,
    @JsonProperty("link_token") @Nullable String linkToken,
    @JsonProperty("reason") @Nullable String reason,
    @JsonProperty("disconnect_time") @Nullable Instant disconnectTime,
    @JsonProperty("consent_expiration_time") @Nullable Instant consentExpirationTime) {

  PlaidWebhook {
    type = storable(type);
    code = storable(code);
    itemId = storable(itemId);
    reason = storable(reason);
  }

  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : ProviderText.storable(text);
  }

  private static final Set<String> KNOWN =
      Set.of(
          "TRANSACTIONS/SYNC_UPDATES_AVAILABLE",
          "TRANSACTIONS/INITIAL_UPDATE",
          "TRANSACTIONS/HISTORICAL_UPDATE",
          "TRANSACTIONS/DEFAULT_UPDATE",
          "TRANSACTIONS/TRANSACTIONS_REMOVED",
          "TRANSACTIONS/RECURRING_TRANSACTIONS_UPDATE",
          "ITEM/ERROR",
          "ITEM/LOGIN_REPAIRED",
          "ITEM/PENDING_EXPIRATION",
          "ITEM/PENDING_DISCONNECT",
          "ITEM/USER_PERMISSION_REVOKED",
          "ITEM/USER_ACCOUNT_REVOKED",
          "ITEM/NEW_ACCOUNTS_AVAILABLE",
          "ITEM/WEBHOOK_UPDATE_ACKNOWLEDGED",
          "HOLDINGS/DEFAULT_UPDATE",
          "INVESTMENTS_TRANSACTIONS/DEFAULT_UPDATE",
          "INVESTMENTS_TRANSACTIONS/HISTORICAL_UPDATE",
          "LIABILITIES/DEFAULT_UPDATE",
          "LINK/SESSION_FINISHED");

  /** The reaction to a webhook. */
  sealed interface Meaning {
    /** Something new to read. */
    record Sync() implements Meaning {}

    /** Something about the login. */
    record Login(LoginNotice notice) implements Meaning {}

    /** The user has come to the end of the page of a link token. */
    record LinkFinished(String linkToken) implements Meaning {}

    /** Worth a line in the log. */
    record Record() implements Meaning {}

    /** Without effect: a sync would find the same, or the code is unknown. */
    record Nothing() implements Meaning {}
  }

  /** Labels of a metric are kept for ever, so only known codes become one. */
  String metricLabel() {
    return metricLabel(type, code);
  }

  static String metricLabel(@Nullable String type, @Nullable String code) {
    String what = type + "/" + code;
    return KNOWN.contains(what) ? what : "other";
  }

  /** Codes that are older than {@code /transactions/sync} are still sent; one hint is enough. */
  Meaning meaning() {
    return switch (type + "/" + code) {
      case "TRANSACTIONS/SYNC_UPDATES_AVAILABLE",
          "TRANSACTIONS/RECURRING_TRANSACTIONS_UPDATE",
          "HOLDINGS/DEFAULT_UPDATE",
          "INVESTMENTS_TRANSACTIONS/DEFAULT_UPDATE",
          "INVESTMENTS_TRANSACTIONS/HISTORICAL_UPDATE",
          "LIABILITIES/DEFAULT_UPDATE" ->
          new Meaning.Sync();
      case "ITEM/ERROR", "ITEM/USER_PERMISSION_REVOKED", "ITEM/USER_ACCOUNT_REVOKED" ->
          new Meaning.Login(LoginNotice.of(LoginNoticeType.CHECK));
      case "ITEM/NEW_ACCOUNTS_AVAILABLE" -> warning(Connection.NEW_ACCOUNTS, null);
      case "ITEM/LOGIN_REPAIRED" -> new Meaning.Login(LoginNotice.of(LoginNoticeType.REPAIRED));
      case "ITEM/PENDING_DISCONNECT" ->
          warning(reason == null ? "pending-disconnect" : reason, disconnectTime);
      case "ITEM/PENDING_EXPIRATION" -> warning("pending-expiration", consentExpirationTime);
      case "ITEM/WEBHOOK_UPDATE_ACKNOWLEDGED" -> new Meaning.Record();
      case "LINK/SESSION_FINISHED" ->
          linkToken == null ? new Meaning.Nothing() : new Meaning.LinkFinished(linkToken);
      default -> new Meaning.Nothing();
    };
  }

  private static Meaning warning(String reason, @Nullable Instant at) {
    return new Meaning.Login(
        new LoginNotice(
            LoginNoticeType.WARNED,
            Optional.of(reason.toLowerCase(Locale.ROOT).replace('_', '-')),
            Optional.ofNullable(at)));
  }
}
