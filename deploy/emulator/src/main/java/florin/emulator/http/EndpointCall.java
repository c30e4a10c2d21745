package florin.emulator.http;

import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request whose shape has been checked. */
public record EndpointCall(EmulatorState bank, String path, JsonNode body) {

  public String text(String name) {
    return body.path(name).stringValue();
  }

  public Optional<String> optionalText(String name) {
    return body.path(name).stringValueOpt();
  }

  public JsonNode options() {
    return body.path("options");
  }

  public static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  /**
   * The Item of {@code access_token}.
   *
   * @throws PlaidError INVALID_ACCESS_TOKEN or, once removed or revoked, ITEM_NOT_FOUND
   */
  public Item item() {
    var item = itemEvenIfRevoked();
    if (!item.isActive()) {
      throw ErrorCode.ITEM_NOT_FOUND.refusal();
    }
    return item;
  }

  /**
   * @throws PlaidError INVALID_ACCESS_TOKEN or ITEM_NOT_FOUND
   */
  public Item itemEvenIfRevoked() {
    var item =
        bank.itemOf(text("access_token")).orElseThrow(ErrorCode.INVALID_ACCESS_TOKEN::refusal);
    if (!item.isActive() && item.health() != Item.Health.REVOKED) {
      throw ErrorCode.ITEM_NOT_FOUND.refusal();
    }
    return item;
  }

  /**
   * The Item, if its data can be read.
   *
   * @throws PlaidError also ITEM_LOGIN_REQUIRED
   */
  public Item healthyItem() {
    var item = item();
    if (item.health() == Item.Health.LOGIN_REQUIRED) {
      throw ErrorCode.ITEM_LOGIN_REQUIRED.refusal();
    }
    return item;
  }

  /** The id of the Item meant, if any: for faults and the request journal. */
  public @Nullable String itemId() {
    return optionalText("access_token").flatMap(bank::itemOf).map(Item::itemId).orElse(null);
  }
}
