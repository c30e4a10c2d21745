package florin.providersync.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;
import florin.providersync.connection.Connection;
import florin.providersync.connection.ItemNotice;
import florin.providersync.connection.ItemNotice.Kind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's body, as far as it matters: only hints, never data (Plaid documentation, "Webhooks").
 */
record PlaidWebhook(
    @JsonProperty("webhook_type") @Nullable String type,
    @JsonProperty("webhook_code") @Nullable String code,
    @JsonProperty("item_id") @Nullable String itemId,
    @JsonProperty("reason") @Nullable String reason,
    @JsonProperty("disconnect_time") @Nullable Instant disconnectTime,
    @JsonProperty("consent_expiration_time") @Nullable Instant consentExpirationTime) {

  /** What to do about it. */
  sealed interface Meaning {
    /** Something new to read. */
    record Sync() implements Meaning {}

    /** Something about the login. */
    record Login(ItemNotice notice) implements Meaning {}

    /** Known to say nothing that a sync would not, or not known at all. */
    record Nothing() implements Meaning {}
  }

  /** Codes that are older than {@code /transactions/sync} are still sent; one hint is enough. */
  Meaning meaning() {
    return switch (type + "/" + code) {
      case "TRANSACTIONS/SYNC_UPDATES_AVAILABLE" -> new Meaning.Sync();
      case "ITEM/ERROR", "ITEM/USER_PERMISSION_REVOKED", "ITEM/USER_ACCOUNT_REVOKED" ->
          new Meaning.Login(ItemNotice.of(Kind.CHECK));
      case "ITEM/NEW_ACCOUNTS_AVAILABLE" -> warning(Connection.NEW_ACCOUNTS, null);
      case "ITEM/LOGIN_REPAIRED" -> new Meaning.Login(ItemNotice.of(Kind.REPAIRED));
      case "ITEM/PENDING_DISCONNECT" ->
          warning(reason == null ? "pending-disconnect" : reason, disconnectTime);
      case "ITEM/PENDING_EXPIRATION" -> warning("pending-expiration", consentExpirationTime);
      default -> new Meaning.Nothing();
    };
  }

  private static Meaning warning(String reason, @Nullable Instant at) {
    return new Meaning.Login(
        new ItemNotice(
            Kind.WARNED,
            Optional.of(reason.toLowerCase(Locale.ROOT).replace('_', '-')),
            Optional.ofNullable(at)));
  }
}
