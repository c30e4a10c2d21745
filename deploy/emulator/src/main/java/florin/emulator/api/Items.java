package florin.emulator.api;

import florin.emulator.bank.Entry;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import florin.emulator.webhook.Notices;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What may be asked of an Item itself, broken or not. */
public final class Items {
  private static final Set<String> REASONS =
      Set.of(
          "FRAUD_FIRST_PARTY",
          "FRAUD_FALSE_IDENTITY",
          "FRAUD_ABUSE",
          "FRAUD_OTHER",
          "CONNECTION_IS_NON_FUNCTIONAL",
          "OTHER");

  private final Notices notices;

  public Items(Notices notices) {
    this.notices = notices;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/item/get", Shapes.ITEM, Items::get),
        new Endpoint("/item/remove", Shapes.ITEM_REMOVE, Items::remove),
        new Endpoint("/item/access_token/invalidate", Shapes.ITEM, Items::rotateToken),
        new Endpoint("/item/webhook/update", Shapes.ITEM_WEBHOOK, this::updateWebhook));
  }

  private static ObjectNode get(Call call) {
    var item = call.itemEvenIfRevoked();
    var answer = Json.object();
    var object = ItemAnswer.of(item);
    object.putArray("consented_data_scopes");
    object.putArray("consented_use_cases");
    answer.set("item", object);
    answer.set("status", ItemAnswer.status(item));
    return answer;
  }

  private static ObjectNode remove(Call call) {
    var item = call.item();
    call.optionalText("reason_code")
        .filter(reason -> !REASONS.contains(reason))
        .ifPresent(
            reason -> {
              throw ErrorCode.INVALID_FIELD.because("reason_code is not a known reason");
            });
    call.bank().commit(List.of(new Entry.ItemRemoved(item.itemId())));
    return Json.object();
  }

  /** The old token is good for nothing at once. */
  private static ObjectNode rotateToken(Call call) {
    var item = call.item();
    var token = "access-sandbox-" + UUID.randomUUID();
    call.bank().commit(List.of(new Entry.TokenRotated(item.itemId(), token)));
    return Json.object().put("new_access_token", token);
  }

  /** The acknowledgement goes to the new address, where there is one. */
  private ObjectNode updateWebhook(Call call) {
    var item = call.item();
    var url = Links.webhook(call.optionalText("webhook").orElse(null));
    var bank = call.bank();
    bank.commit(List.of(new Entry.WebhookSet(item.itemId(), url)));
    bank.commit(notices.of(item, "ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED"));
    return answer(item);
  }

  private static ObjectNode answer(Item item) {
    var answer = Json.object();
    answer.set("item", ItemAnswer.of(item));
    return answer;
  }
}
