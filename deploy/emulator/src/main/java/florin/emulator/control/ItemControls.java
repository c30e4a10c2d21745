package florin.emulator.control;

import florin.emulator.data.Json;
import florin.emulator.data.TransactionChange;
import florin.emulator.household.value.Institution;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Changes of a login: repair, grant, expire, revoke; and many logins at once. */
final class ItemControls {
  private static final int MOST_AT_ONCE = 100_000;
  private static final int MOST_MOVEMENTS = 10_000;

  private final EmulatorState emulatorState;
  private final WebhookNotices webhookNotices;
  private final InstantSource clock;

  ItemControls(EmulatorState emulatorState, WebhookNotices webhookNotices, InstantSource clock) {
    this.emulatorState = emulatorState;
    this.webhookNotices = webhookNotices;
    this.clock = clock;
  }

  /** The actions of a user in Link's update mode: token and Item stay the same. */
  ObjectNode repair(ControlRequest controlRequest, Item item) {
    demandActive(item);
    var arriving = offered(item);
    var granting = controlRequest.body().path("grant").asBoolean(false) && !item.offers().isEmpty();
    var entries = new ArrayList<StateEntry>();
    if (!granting || item.health() == Item.Health.LOGIN_REQUIRED) {
      entries.add(new StateEntry.LoginRepaired(item.itemId(), clock.instant()));
      if (controlRequest.webhook()) {
        entries.addAll(webhookNotices.of(item, "ITEM", "LOGIN_REPAIRED"));
      }
    }
    if (granting) {
      entries.add(new StateEntry.AccountsGranted(item.itemId(), clock.instant()));
      if (controlRequest.webhook()) {
        entries.addAll(webhookNotices.changed(item, arriving));
      }
    }
    emulatorState.commit(entries);
    return Json.object().put("item_id", item.itemId());
  }

  /** The bank demands a new login. */
  ObjectNode expire(ControlRequest controlRequest, Item item) {
    demandActive(item);
    var entries = new ArrayList<StateEntry>();
    entries.add(new StateEntry.LoginReset(item.itemId()));
    if (controlRequest.webhook()) {
      entries.addAll(webhookNotices.of(item, "ITEM", "ERROR"));
    }
    emulatorState.commit(entries);
    return Json.object().put("item_id", item.itemId());
  }

  /**
   * One more public token, as Link gives one at the end of its update mode; with {@code renews} its
   * exchange gives a new access token.
   */
  ObjectNode secondToken(ControlRequest controlRequest, Item item) {
    demandActive(item);
    var token = emulatorState.nextPublicToken();
    var renews = controlRequest.body().path("renews").asBoolean(false);
    emulatorState.commit(
        List.of(new StateEntry.SecondTokenMade(token, item.itemId(), renews, clock.instant())));
    return Json.object().put("public_token", token);
  }

  /** {@code silent}: at the bank, without any message from Plaid to the client. */
  ObjectNode revoke(ControlRequest controlRequest, Item item) {
    var body = controlRequest.body();
    var entries = new ArrayList<StateEntry>();
    if (!body.path("silent").asBoolean(false) && controlRequest.webhook()) {
      entries.addAll(webhookNotices.of(item, "ITEM", "USER_PERMISSION_REVOKED"));
    }
    entries.add(new StateEntry.ItemRevoked(item.itemId(), body.path("gone").asBoolean(false)));
    emulatorState.commit(entries);
    return Json.object().put("item_id", item.itemId());
  }

  /** Public tokens of small logins, each of its own user, to be exchanged like any other. */
  ObjectNode bulk(ControlRequest controlRequest) {
    var body = controlRequest.body();
    var count = body.path("count").asInt(1);
    var movements = body.path("transactions").asInt(2);
    if (count < 1 || count > MOST_AT_ONCE || movements < 1 || movements > MOST_MOVEMENTS) {
      throw ControlRequest.invalid("count must be 1 to 100000 and transactions 1 to 10000");
    }
    var institution = ControlRequest.text(body, "institution_id").orElse("ins_109508");
    if (Institution.of(institution).isEmpty()) {
      throw ControlRequest.notFound("institution " + institution);
    }
    var tokens = new ArrayList<StateEntry>(count);
    var answer = Json.object();
    var values = answer.putArray("public_tokens");
    for (var made = 0; made < count; made++) {
      var ordinal = emulatorState.publicTokensMade() + made;
      var token = emulatorState.publicTokenOf(ordinal);
      values.add(token);
      tokens.add(
          new StateEntry.PublicTokenMade(
              token,
              institution,
              List.of("transactions"),
              ControlRequest.text(body, "webhook").orElse(null),
              "user_pocket_" + ordinal,
              730,
              movements,
              clock.instant()));
    }
    emulatorState.commit(tokens);
    return answer;
  }

  private static void demandActive(Item item) {
    if (!item.isActive()) {
      throw ControlRequest.invalid("the Item is gone: " + item.itemId());
    }
  }

  private static List<TransactionChange> offered(Item item) {
    return item.offers().stream().flatMap(offer -> offer.history().stream()).toList();
  }
}
