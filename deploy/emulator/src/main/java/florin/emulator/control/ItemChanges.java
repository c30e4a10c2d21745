package florin.emulator.control;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Change;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.household.Institution;
import florin.emulator.webhook.Notices;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a user does to a login: repair, grant, revoke; and many logins at once. */
final class ItemChanges {
  private static final int MOST_AT_ONCE = 100_000;
  private static final int MOST_MOVEMENTS = 10_000;

  private final Bank bank;
  private final Notices notices;
  private final InstantSource clock;

  ItemChanges(Bank bank, Notices notices, InstantSource clock) {
    this.bank = bank;
    this.notices = notices;
    this.clock = clock;
  }

  /** What a user does through Link's update mode: token and Item stay the same. */
  ObjectNode repair(Request request, Item item) {
    if (!item.lives()) {
      throw Request.invalid("the Item is gone: " + item.itemId());
    }
    var arriving = offered(item);
    var granting = request.body().path("grant").asBoolean(false) && !item.offers().isEmpty();
    var entries = new ArrayList<Entry>();
    if (!granting || item.health() == Item.Health.LOGIN_REQUIRED) {
      entries.add(new Entry.LoginRepaired(item.itemId(), clock.instant()));
      if (request.webhook()) {
        entries.addAll(notices.of(item, "ITEM", "LOGIN_REPAIRED"));
      }
    }
    if (granting) {
      entries.add(new Entry.AccountsGranted(item.itemId(), clock.instant()));
      if (request.webhook()) {
        entries.addAll(notices.changed(item, arriving));
      }
    }
    bank.commit(entries);
    return Json.object().put("item_id", item.itemId());
  }

  /**
   * One more public token, as Link gives one at the end of its update mode; with {@code renews} its
   * exchange gives a new access token.
   */
  ObjectNode secondToken(Request request, Item item) {
    if (!item.lives()) {
      throw Request.invalid("the Item is gone: " + item.itemId());
    }
    var token = "public-sandbox-" + Ids.uuid(bank.seed(), "public-token", bank.publicTokensMade());
    var renews = request.body().path("renews").asBoolean(false);
    bank.commit(List.of(new Entry.SecondTokenMade(token, item.itemId(), renews, clock.instant())));
    return Json.object().put("public_token", token);
  }

  /** {@code silent}: at the bank, which tells Plaid nothing a client could hear. */
  ObjectNode revoke(Request request, Item item) {
    var body = request.body();
    var entries = new ArrayList<Entry>();
    if (!body.path("silent").asBoolean(false) && request.webhook()) {
      entries.addAll(notices.of(item, "ITEM", "USER_PERMISSION_REVOKED"));
    }
    entries.add(new Entry.ItemRevoked(item.itemId(), body.path("gone").asBoolean(false)));
    bank.commit(entries);
    return Json.object().put("item_id", item.itemId());
  }

  /** Public tokens of small logins, each of its own user, to be exchanged like any other. */
  ObjectNode bulk(Request request) {
    var body = request.body();
    var count = body.path("count").asInt(1);
    var movements = body.path("transactions").asInt(2);
    if (count < 1 || count > MOST_AT_ONCE || movements < 1 || movements > MOST_MOVEMENTS) {
      throw Request.invalid("count must be 1 to 100000 and transactions 1 to 10000");
    }
    var institution = Request.text(body, "institution_id").orElse("ins_109508");
    if (Institution.of(institution).isEmpty()) {
      throw Request.notFound("institution " + institution);
    }
    var tokens = new ArrayList<Entry>(count);
    var answer = Json.object();
    var values = answer.putArray("public_tokens");
    for (var made = 0; made < count; made++) {
      var ordinal = bank.publicTokensMade() + made;
      var token = "public-sandbox-" + Ids.uuid(bank.seed(), "public-token", ordinal);
      values.add(token);
      tokens.add(
          new Entry.PublicTokenMade(
              token,
              institution,
              List.of("transactions"),
              Request.text(body, "webhook").orElse(null),
              "user_pocket_" + ordinal,
              730,
              movements,
              clock.instant()));
    }
    bank.commit(tokens);
    return answer;
  }

  private static List<Change> offered(Item item) {
    return item.offers().stream().flatMap(offer -> offer.history().stream()).toList();
  }
}
