package florin.emulator.control;

import florin.emulator.data.Json;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.webhook.SignatureForgery;
import florin.emulator.webhook.WebhookDelivery;
import florin.emulator.webhook.WebhookNotices;
import florin.emulator.webhook.WebhookSender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks by hand: any code, any number of identical copies, forged or not; never retried. */
final class WebhookControls {
  private static final int AT_ONCE = 8;

  private final EmulatorState emulatorState;
  private final WebhookNotices webhookNotices;
  private final WebhookDelivery webhookDelivery;

  WebhookControls(
      EmulatorState emulatorState, WebhookNotices webhookNotices, WebhookDelivery webhookDelivery) {
    this.emulatorState = emulatorState;
    this.webhookNotices = webhookNotices;
    this.webhookDelivery = webhookDelivery;
  }

  /** {@code fields} replace or add to those of the body. */
  Mono<ObjectNode> send(ControlRequest controlRequest, Item item) {
    var body = controlRequest.body();
    var url =
        item.webhook()
            .orElseThrow(() -> ControlRequest.notFound("webhook URL of " + item.itemId()));
    var notice =
        webhookNotices.body(
            item,
            ControlRequest.requiredText(body, "type"),
            ControlRequest.requiredText(body, "code"));
    body.path("fields")
        .properties()
        .forEach(field -> notice.with(field.getKey(), field.getValue()));
    var forged = ControlRequest.text(body, "forged").orElse("none");
    var signatureForgery =
        SignatureForgery.of(forged).orElseThrow(() -> ControlRequest.invalid("forged: " + forged));
    var bytes = notice.text().getBytes(StandardCharsets.UTF_8);
    var letters = letters(signatureForgery, bytes, body.path("count").asInt(1));
    return Flux.fromIterable(letters)
        .flatMapSequential(
            signedWebhook -> webhookDelivery.wire().send(url, signedWebhook), AT_ONCE)
        .map(WebhookSender.WebhookResponse::status)
        .collectList()
        .map(WebhookControls::answer);
  }

  private List<SignatureForgery.SignedWebhook> letters(
      SignatureForgery signatureForgery, byte[] body, int count) {
    var letters = new ArrayList<SignatureForgery.SignedWebhook>(count);
    var key =
        signatureForgery == SignatureForgery.EXPIRED_KEY
            ? SettingsControls.expiredKey(emulatorState)
            : emulatorState.keys().signing();
    for (var copy = 0; copy < count; copy++) {
      letters.add(signatureForgery.seal(body, key.jwk(), emulatorState.clock().realNow()));
    }
    return letters;
  }

  private static ObjectNode answer(List<Integer> statuses) {
    var answer = Json.object();
    statuses.forEach(answer.putArray("statuses")::add);
    return answer;
  }
}
