package florin.emulator.state;

import java.time.Instant;
import java.util.Optional;

/**
 * A webhook owed to a client: its exact body, to be signed anew for every attempt.
 *
 * @param itemId empty for a webhook of a link token, which belongs to no Item
 */
public record QueuedWebhook(
    String deliveryId,
    String itemId,
    String url,
    String type,
    String code,
    String body,
    Instant queuedAt) {

  Optional<String> ofItem() {
    return Optional.of(itemId).filter(id -> !id.isEmpty());
  }
}
