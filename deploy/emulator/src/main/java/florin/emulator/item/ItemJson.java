package florin.emulator.item;

import florin.emulator.data.Json;
import florin.emulator.household.value.Institution;
import florin.emulator.http.ErrorCode;
import florin.emulator.state.Item;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plaid's Item object and its status. */
public final class ItemJson {
  private ItemJson() {}

  public static ObjectNode of(Item item) {
    var institution = institution(item);
    var products = item.origin().products();
    var available =
        institution.products().stream().filter(product -> !products.contains(product)).toList();
    var answer = Json.object();
    answer.putNull("auth_method");
    answer.set("available_products", strings(available));
    answer.set("billed_products", strings(products));
    answer.putNull("consent_expiration_time");
    answer.set("consented_products", strings(products));
    answer.put("created_at", seconds(item.createdAt()));
    switch (item.health()) {
      case LOGIN_REQUIRED -> answer.set("error", ErrorCode.ITEM_LOGIN_REQUIRED.refusal().object());
      case REVOKED -> answer.set("error", ErrorCode.USER_PERMISSION_REVOKED.refusal().object());
      case HEALTHY, GONE, REMOVED -> answer.putNull("error");
    }
    answer.put("institution_id", institution.id());
    answer.put("institution_name", institution.title());
    answer.put("item_id", item.itemId());
    answer.set("products", strings(products));
    answer.put("update_type", "background");
    answer.put("webhook", item.webhook().orElse(null));
    return answer;
  }

  public static ObjectNode status(Item item) {
    var status = Json.object();
    status.putNull("investments");
    var webhook = status.putObject("last_webhook");
    webhook.put("code_sent", item.webhookCode().isEmpty() ? null : item.webhookCode());
    webhook.put("sent_at", seconds(item.webhookAt()));
    var transactions = status.putObject("transactions");
    transactions.putNull("last_failed_update");
    transactions.put("last_successful_update", seconds(item.updatedAt()));
    return status;
  }

  public static Institution institution(Item item) {
    return Institution.of(item.origin().institutionId())
        .orElseThrow(() -> new IllegalStateException("institution of " + item.itemId()));
  }

  private static @Nullable String seconds(Optional<Instant> at) {
    return at.map(ItemJson::seconds).orElse(null);
  }

  private static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static ArrayNode strings(List<String> values) {
    var array = Json.MAPPER.createArrayNode();
    values.forEach(array::add);
    return array;
  }
}
