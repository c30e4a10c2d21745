package florin.emulator.api;

import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.Transaction;
import florin.emulator.data.TransactionChange;
import florin.emulator.data.TransactionDetails;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The /sandbox endpoints which make something happen to an Item. */
public final class SandboxEndpoints {
  private static final String DYNAMIC_USER = "user_transactions_dynamic";
  private static final Map<String, String> FIREABLE =
      Map.ofEntries(
          Map.entry("DEFAULT_UPDATE", ""),
          Map.entry("NEW_ACCOUNTS_AVAILABLE", "ITEM"),
          Map.entry("USER_PERMISSION_REVOKED", "ITEM"),
          Map.entry("USER_ACCOUNT_REVOKED", "ITEM"),
          Map.entry("PENDING_DISCONNECT", "ITEM"),
          Map.entry("LOGIN_REPAIRED", "ITEM"),
          Map.entry("RECURRING_TRANSACTIONS_UPDATE", "TRANSACTIONS"),
          Map.entry("SYNC_UPDATES_AVAILABLE", "TRANSACTIONS"));
  private static final Set<String> OF_OTHER_PRODUCTS =
      Set.of("SMS_MICRODEPOSITS_VERIFICATION", "AUTHORIZATION_GRANTED", "PRODUCT_READY", "ERROR");
  private static final Set<String> UPDATED =
      Set.of("TRANSACTIONS", "HOLDINGS", "INVESTMENTS_TRANSACTIONS", "LIABILITIES");

  private final WebhookNotices webhookNotices;
  private final InstantSource clock;

  public SandboxEndpoints(WebhookNotices webhookNotices, InstantSource clock) {
    this.webhookNotices = webhookNotices;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/sandbox/item/fire_webhook", RequestShapes.FIRE, this::fire),
        new Endpoint("/sandbox/item/reset_login", RequestShapes.ITEM, this::resetLogin),
        new Endpoint(
            "/sandbox/transactions/create", RequestShapes.SANDBOX_TRANSACTIONS, this::create));
  }

  private ObjectNode fire(EndpointCall endpointCall) {
    var item = endpointCall.item();
    var code = endpointCall.text("webhook_code");
    var type = typeOf(code, endpointCall.optionalText("webhook_type").orElse("TRANSACTIONS"));
    if (code.equals("SYNC_UPDATES_AVAILABLE") && !item.syncCalled()) {
      throw ErrorCode.SANDBOX_PRODUCT_NOT_ENABLED.refusal();
    }
    if (item.webhook().isEmpty()) {
      throw ErrorCode.SANDBOX_WEBHOOK_INVALID.refusal();
    }
    endpointCall.bank().commit(webhookNotices.of(item, type, code));
    return Json.object().put("webhook_fired", true);
  }

  private static String typeOf(String code, String wantedType) {
    if (OF_OTHER_PRODUCTS.contains(code)) {
      throw ErrorCode.SANDBOX_PRODUCT_NOT_ENABLED.refusal();
    }
    var type = FIREABLE.get(code);
    if (type == null) {
      throw ErrorCode.INVALID_FIELD.because("webhook_code is not one that can be fired");
    }
    if (!type.isEmpty()) {
      return type;
    }
    if (!UPDATED.contains(wantedType)) {
      throw ErrorCode.SANDBOX_PRODUCT_NOT_ENABLED.refusal();
    }
    return wantedType;
  }

  private ObjectNode resetLogin(EndpointCall endpointCall) {
    var item = endpointCall.item();
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.LoginReset(item.itemId()));
    entries.addAll(webhookNotices.of(item, "ITEM", "ERROR"));
    endpointCall.bank().commit(entries);
    return Json.object().put("reset_login", true);
  }

  private ObjectNode create(EndpointCall endpointCall) {
    var item = endpointCall.healthyItem();
    if (!item.origin().username().equals(DYNAMIC_USER)) {
      throw ErrorCode.SANDBOX_PRODUCT_NOT_ENABLED.because(
          "only Items created with the user " + DYNAMIC_USER + " take transactions");
    }
    var wanted = endpointCall.body().path("transactions");
    if (wanted.isEmpty() || wanted.size() > 10) {
      throw ErrorCode.INVALID_FIELD.because("transactions must have between 1 and 10 elements");
    }
    var account =
        item.accounts().stream()
            .filter(one -> one.type().equals("depository"))
            .findFirst()
            .orElseThrow(ErrorCode.NO_ACCOUNTS::refusal);
    var changes = new ArrayList<TransactionChange>();
    for (var one : wanted) {
      var id =
          Ids.entity(
              endpointCall.bank().seed(),
              "made",
              item.itemId(),
              item.head() + (long) item.unreadMade() + changes.size());
      var made =
          new Transaction(id, account.accountId(), false, null, details(endpointCall, one), null);
      changes.add(new TransactionChange(TransactionChange.Op.ADDED, made));
    }
    commit(endpointCall, item, changes);
    return Json.object();
  }

  private void commit(EndpointCall endpointCall, Item item, List<TransactionChange> changes) {
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.TransactionsChanged(item.itemId(), changes, clock.instant()));
    entries.addAll(webhookNotices.changed(item, changes));
    endpointCall.bank().commit(entries);
  }

  private TransactionDetails details(EndpointCall endpointCall, JsonNode one) {
    var posted = date(one, "date_posted");
    var transacted = date(one, "date_transacted");
    var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    var anchor = endpointCall.bank().anchor();
    var latest = anchor.isAfter(today) ? anchor : today;
    var earliest = (anchor.isAfter(today) ? today : anchor).minusDays(14);
    if (posted.isAfter(latest) || posted.isBefore(earliest)) {
      throw ErrorCode.INVALID_FIELD.because("date_posted must be within the last 14 days");
    }
    return TransactionDetails.plain(
            one.path("amount").decimalValue(), posted, one.path("description").stringValue())
        .withAuthorizedDate(transacted)
        .withCurrency(one.path("iso_currency_code").asString("USD"));
  }

  private static LocalDate date(JsonNode one, String field) {
    try {
      return LocalDate.parse(one.path(field).stringValue());
    } catch (DateTimeParseException noDate) {
      throw ErrorCode.INVALID_FIELD.because(field + " must be a date (YYYY-MM-DD)");
    }
  }
}
