package florin.emulator.state;

import java.time.Instant;

/** A webhook owed to a client: its exact body, to be signed anew for every attempt. */
public record QueuedWebhook(
    String deliveryId,
    String itemId,
    String url,
    String type,
    String code,
    String body,
    Instant queuedAt) {}
