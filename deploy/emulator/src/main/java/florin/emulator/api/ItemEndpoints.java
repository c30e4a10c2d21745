package florin.emulator.api;

import florin.emulator.data.Json;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.item.ItemJson;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import florin.emulator.webhook.WebhookNotices;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Endpoints about an Item itself, healthy or not. */
public final class ItemEndpoints {
  private static final Set<String> REASONS =
      Set.of(
          "FRAUD_FIRST_PARTY",
          "FRAUD_FALSE_IDENTITY",
          "FRAUD_ABUSE",
          "FRAUD_OTHER",
          "CONNECTION_IS_NON_FUNCTIONAL",
          "OTHER");

  private final WebhookNotices webhookNotices;

  public ItemEndpoints(WebhookNotices webhookNotices) {
    this.webhookNotices = webhookNotices;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/item/get", RequestShapes.ITEM, ItemEndpoints::get),
        new Endpoint("/item/remove", RequestShapes.ITEM_REMOVE, ItemEndpoints::remove),
        new Endpoint(
            "/item/access_token/invalidate", RequestShapes.ITEM, ItemEndpoints::rotateToken),
        new Endpoint("/item/webhook/update", RequestShapes.ITEM_WEBHOOK, this::updateWebhook));
  }

  private static ObjectNode get(EndpointCall endpointCall) {
    var item = endpointCall.itemEvenIfRevoked();
    var answer = Json.object();
    var object = ItemJson.of(item);
    object.putArray("consented_data_scopes");
    object.putArray("consented_use_cases");
    answer.set("item", object);
    answer.set("status", ItemJson.status(item));
    return answer;
  }

  private static ObjectNode remove(EndpointCall endpointCall) {
    var item = endpointCall.item();
    endpointCall
        .optionalText("reason_code")
        .filter(reason -> !REASONS.contains(reason))
        .ifPresent(
            reason -> {
              throw ErrorCode.INVALID_FIELD.because("reason_code is not a known reason");
            });
    endpointCall.bank().commit(List.of(new StateEntry.ItemRemoved(item.itemId())));
    return Json.object();
  }

  /** The old token is good for nothing at once. */
  private static ObjectNode rotateToken(EndpointCall endpointCall) {
    var item = endpointCall.item();
    var token = "access-sandbox-" + UUID.randomUUID();
    endpointCall.bank().commit(List.of(new StateEntry.TokenRotated(item.itemId(), token)));
    return Json.object().put("new_access_token", token);
  }

  /** The acknowledgement goes to the new address, where there is one. */
  private ObjectNode updateWebhook(EndpointCall endpointCall) {
    var item = endpointCall.item();
    var url = LinkEndpoints.webhook(endpointCall.optionalText("webhook").orElse(null));
    var emulatorState = endpointCall.bank();
    emulatorState.commit(List.of(new StateEntry.WebhookSet(item.itemId(), url)));
    emulatorState.commit(webhookNotices.of(item, "ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED"));
    return answer(item);
  }

  private static ObjectNode answer(Item item) {
    var answer = Json.object();
    answer.set("item", ItemJson.of(item));
    return answer;
  }
}
