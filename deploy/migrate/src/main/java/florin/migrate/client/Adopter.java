package florin.migrate.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The operation of provider-sync that adopts items.
 *
 * @param address of a path of the service
 */
public record Adopter(Function<String, URI> address, String password) {

  public JsonNode adopt(Map<String, Object> batch) {
    String body = FlorinHttp.JSON.writeValueAsString(batch);
    String credentials =
        Base64.getEncoder()
            .encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
    return FlorinHttp.send(
        () ->
            FlorinHttp.request(address.apply("/operate/adoptions"))
                .header("Authorization", "Basic " + credentials)
                .POST(HttpRequest.BodyPublishers.ofString(body)),
        "adoption of " + batch.get("item_id"));
  }

  @Override
  public String toString() {
    return "operator of provider-sync";
  }
}
