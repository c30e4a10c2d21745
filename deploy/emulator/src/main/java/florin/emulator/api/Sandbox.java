package florin.emulator.api;

import florin.emulator.bank.Change;
import florin.emulator.bank.Details;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.Transaction;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import florin.emulator.webhook.Notices;
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
public final class Sandbox {
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

  private final Notices notices;
  private final InstantSource clock;

  public Sandbox(Notices notices, InstantSource clock) {
    this.notices = notices;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/sandbox/item/fire_webhook", Shapes.FIRE, this::fire),
        new Endpoint("/sandbox/item/reset_login", Shapes.ITEM, this::resetLogin),
        new Endpoint("/sandbox/transactions/create", Shapes.SANDBOX_TRANSACTIONS, this::create));
  }

  private ObjectNode fire(Call call) {
    var item = call.item();
    var code = call.text("webhook_code");
    var type = typeOf(code, call.optionalText("webhook_type").orElse("TRANSACTIONS"));
    if (code.equals("SYNC_UPDATES_AVAILABLE") && !item.syncCalled()) {
      throw ErrorCode.SANDBOX_PRODUCT_NOT_ENABLED.refusal();
    }
    if (item.webhook().isEmpty()) {
      throw ErrorCode.SANDBOX_WEBHOOK_INVALID.refusal();
    }
    call.bank().commit(notices.of(item, type, code));
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

  private ObjectNode resetLogin(Call call) {
    var item = call.item();
    var entries = new ArrayList<Entry>();
    entries.add(new Entry.LoginReset(item.itemId()));
    entries.addAll(notices.of(item, "ITEM", "ERROR"));
    call.bank().commit(entries);
    return Json.object().put("reset_login", true);
  }

  private ObjectNode create(Call call) {
    var item = call.healthyItem();
    if (!item.origin().username().equals(DYNAMIC_USER)) {
      throw ErrorCode.SANDBOX_PRODUCT_NOT_ENABLED.because(
          "only Items created with the user " + DYNAMIC_USER + " take transactions");
    }
    var wanted = call.body().path("transactions");
    if (wanted.isEmpty() || wanted.size() > 10) {
      throw ErrorCode.INVALID_FIELD.because("transactions must have between 1 and 10 elements");
    }
    var account =
        item.accounts().stream()
            .filter(one -> one.type().equals("depository"))
            .findFirst()
            .orElseThrow(ErrorCode.NO_ACCOUNTS::refusal);
    var changes = new ArrayList<Change>();
    for (var one : wanted) {
      var id =
          Ids.entity(
              call.bank().seed(),
              "made",
              item.itemId(),
              item.head() + (long) item.unreadMade() + changes.size());
      var made = new Transaction(id, account.accountId(), false, null, details(call, one), null);
      changes.add(new Change(Change.Op.ADDED, made));
    }
    commit(call, item, changes);
    return Json.object();
  }

  private void commit(Call call, Item item, List<Change> changes) {
    var entries = new ArrayList<Entry>();
    entries.add(new Entry.TransactionsChanged(item.itemId(), changes, clock.instant()));
    entries.addAll(notices.changed(item, changes));
    call.bank().commit(entries);
  }

  private Details details(Call call, JsonNode one) {
    var posted = date(one, "date_posted");
    var transacted = date(one, "date_transacted");
    var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    var anchor = call.bank().anchor();
    var latest = anchor.isAfter(today) ? anchor : today;
    var earliest = (anchor.isAfter(today) ? today : anchor).minusDays(14);
    if (posted.isAfter(latest) || posted.isBefore(earliest)) {
      throw ErrorCode.INVALID_FIELD.because("date_posted must be within the last 14 days");
    }
    return Details.plain(
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
