package florin.emulator.webhook;

import florin.emulator.data.Account;
import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Json;
import florin.emulator.http.ErrorCode;
import florin.emulator.state.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;

/**
 * The text of a webhook: keys in alphabetical order, indented by two spaces, no newline at the end.
 * Plaid's own bodies look so, and a client which re-serialises before hashing must fail.
 */
public final class WebhookBody {
  private static final ObjectWriter PRETTY = Json.MAPPER.writer().with(printer());

  private final TreeMap<String, @Nullable Object> fields = new TreeMap<>();

  private WebhookBody() {}

  /** The end of the page of a link token; the public token is that of a new Item. */
  static WebhookBody sessionFinished(
      String linkToken, String sessionId, boolean signedIn, Optional<String> publicToken) {
    var body =
        new WebhookBody()
            .with("webhook_type", "LINK")
            .with("webhook_code", "SESSION_FINISHED")
            .with("status", signedIn ? "SUCCESS" : "EXITED")
            .with("link_session_id", sessionId)
            .with("link_token", linkToken)
            .with("public_tokens", publicToken.stream().toList())
            .with("environment", "sandbox");
    publicToken.ifPresent(token -> body.with("public_token", token));
    return body;
  }

  /** The usual body of a code, complete with the fields Plaid requires in it. */
  public static WebhookBody of(Item item, String type, String code, Instant now) {
    var body =
        new WebhookBody()
            .with("webhook_type", type)
            .with("webhook_code", code)
            .with("item_id", item.itemId())
            .with("environment", "sandbox");
    body.complete(item, type + "/" + code, now);
    return body;
  }

  public WebhookBody with(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  public String text() {
    return render(fields);
  }

  static String render(Object json) {
    return PRETTY.writeValueAsString(json);
  }

  private void complete(Item item, String typeAndCode, Instant now) {
    var inSevenDays = now.truncatedTo(ChronoUnit.SECONDS).plus(7, ChronoUnit.DAYS).toString();
    var accountIds = item.accounts().stream().map(Account::accountId).toList();
    switch (typeAndCode) {
      case "TRANSACTIONS/SYNC_UPDATES_AVAILABLE" ->
          with("initial_update_complete", item.phase() != HistoryPhase.NOT_READY)
              .with("historical_update_complete", item.phase() == HistoryPhase.HISTORICAL);
      case "TRANSACTIONS/INITIAL_UPDATE",
          "TRANSACTIONS/HISTORICAL_UPDATE",
          "TRANSACTIONS/DEFAULT_UPDATE" ->
          with("new_transactions", 0).with("error", null);
      case "TRANSACTIONS/TRANSACTIONS_REMOVED" ->
          with("removed_transactions", List.of()).with("error", null);
      case "TRANSACTIONS/RECURRING_TRANSACTIONS_UPDATE" -> with("account_ids", accountIds);
      case "ITEM/ERROR" -> with("error", error(ErrorCode.ITEM_LOGIN_REQUIRED));
      case "ITEM/USER_PERMISSION_REVOKED" ->
          with("error", error(ErrorCode.USER_PERMISSION_REVOKED));
      case "ITEM/USER_ACCOUNT_REVOKED" ->
          with("account_id", accountIds.isEmpty() ? "" : accountIds.getFirst());
      case "ITEM/PENDING_EXPIRATION" -> with("consent_expiration_time", inSevenDays);
      case "ITEM/PENDING_DISCONNECT" ->
          with("reason", "INSTITUTION_MIGRATION").with("disconnect_time", inSevenDays);
      case "ITEM/WEBHOOK_UPDATE_ACKNOWLEDGED" ->
          with("new_webhook_url", item.webhook().orElse(null)).with("error", null);
      case "HOLDINGS/DEFAULT_UPDATE" ->
          with("new_holdings", 0).with("updated_holdings", 0).with("error", null);
      case "LIABILITIES/DEFAULT_UPDATE" ->
          with("account_ids_with_new_liabilities", List.of())
              .with("account_ids_with_updated_liabilities", Map.of())
              .with("error", null);
      case "INVESTMENTS_TRANSACTIONS/DEFAULT_UPDATE",
          "INVESTMENTS_TRANSACTIONS/HISTORICAL_UPDATE" ->
          with("new_investments_transactions", 0)
              .with("cancelled_investments_transactions", 0)
              .with("error", null);
      default -> with("error", null);
    }
  }

  private static Object error(ErrorCode code) {
    return code.refusal().object().put("status", code.status());
  }

  private static DefaultPrettyPrinter printer() {
    var indenter = new DefaultIndenter("  ", "\n");
    var separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator("");
    return new DefaultPrettyPrinter()
        .withSeparators(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
