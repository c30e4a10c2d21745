package florin.emulator.control;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.webhook.Forgery;
import florin.emulator.webhook.Notices;
import florin.emulator.webhook.Postman;
import florin.emulator.webhook.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks by hand: any code, any number of identical copies, forged or not; never retried. */
final class Webhooks {
  private static final int AT_ONCE = 8;

  private final Bank bank;
  private final Notices notices;
  private final Postman postman;

  Webhooks(Bank bank, Notices notices, Postman postman) {
    this.bank = bank;
    this.notices = notices;
    this.postman = postman;
  }

  /** {@code fields} replace or add to those of the body. */
  Mono<ObjectNode> send(Request request, Item item) {
    var body = request.body();
    var url = item.webhook().orElseThrow(() -> Request.notFound("webhook URL of " + item.itemId()));
    var notice =
        notices.body(item, Request.requiredText(body, "type"), Request.requiredText(body, "code"));
    body.path("fields")
        .properties()
        .forEach(field -> notice.with(field.getKey(), field.getValue()));
    var forged = Request.text(body, "forged").orElse("none");
    var forgery = Forgery.of(forged).orElseThrow(() -> Request.invalid("forged: " + forged));
    var bytes = notice.text().getBytes(StandardCharsets.UTF_8);
    var letters = letters(forgery, bytes, body.path("count").asInt(1));
    return Flux.fromIterable(letters)
        .flatMapSequential(letter -> postman.wire().send(url, letter), AT_ONCE)
        .map(Wire.Answer::status)
        .collectList()
        .map(Webhooks::answer);
  }

  private List<Forgery.Letter> letters(Forgery forgery, byte[] body, int count) {
    var letters = new ArrayList<Forgery.Letter>(count);
    var key = forgery == Forgery.EXPIRED_KEY ? Settings.expiredKey(bank) : bank.keys().signing();
    for (var copy = 0; copy < count; copy++) {
      letters.add(forgery.seal(body, key.jwk(), bank.clock().realNow()));
    }
    return letters;
  }

  private static ObjectNode answer(List<Integer> statuses) {
    var answer = Json.object();
    statuses.forEach(answer.putArray("statuses")::add);
    return answer;
  }
}
