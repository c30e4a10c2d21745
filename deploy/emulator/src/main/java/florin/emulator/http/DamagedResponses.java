package florin.emulator.http;

import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/** Bodies no client should swallow, made of the real answer or of nothing. */
final class DamagedResponses {
  private static final int DEPTH = 100_000;
  private static final long MOST_BYTES = 1L << 30;
  private static final int PIECE_BYTES = 1 << 16;
  private static final int PIECE_TRANSACTIONS = 200;
  private static final Pattern AMOUNT = Pattern.compile("\"(amount|current)\":-?[0-9.]+");

  private DamagedResponses() {}

  static byte[] half(byte[] body) {
    return Arrays.copyOf(body, body.length / 2);
  }

  /** The first amount, or an extra one if there is none. */
  static byte[] withAmount(String text, byte[] body) {
    var json = new String(body, StandardCharsets.UTF_8);
    var amount = AMOUNT.matcher(json);
    var damaged =
        amount.find()
            ? amount.replaceFirst("\"$1\":" + text)
            : "{\"amount\":" + text + "," + json.substring(1);
    return damaged.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] deep() {
    var json = "{\"added\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** An opened string that is never closed; bounded so that no disk or log fills up. */
  static Flux<byte[]> endless() {
    var start = "{\"added\":[],\"next_cursor\":\"".getBytes(StandardCharsets.UTF_8);
    var piece = new byte[PIECE_BYTES];
    Arrays.fill(piece, (byte) 'A');
    return Flux.range(0, (int) (MOST_BYTES / PIECE_BYTES)).map(any -> piece).startWith(start);
  }

  /**
   * The response with {@code added} filled up to a number of transactions: copies of a real one
   * under unused ids.
   */
  static Flux<byte[]> crowded(ObjectNode answer, int count, long seed) {
    var rest = answer.deepCopy();
    var real = rest.withArray("added");
    rest.remove("added");
    var head = Json.MAPPER.writeValueAsString(rest);
    var copies = Math.max(0, count - real.size());
    var sample = real.isEmpty() ? bare(answer) : (ObjectNode) real.get(0);
    var first = new StringBuilder("{\"added\":[");
    real.forEach(one -> first.append(Json.MAPPER.writeValueAsString(one)).append(','));
    if (copies == 0 && !real.isEmpty()) {
      first.setLength(first.length() - 1);
    }
    return Flux.concat(
            Flux.just(first.toString()),
            Flux.range(0, (copies + PIECE_TRANSACTIONS - 1) / PIECE_TRANSACTIONS)
                .map(piece -> copies(sample, piece * PIECE_TRANSACTIONS, copies, seed)),
            Flux.just("]," + head.substring(1)))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static String copies(ObjectNode sample, int from, int all, long seed) {
    var text = new StringBuilder();
    var upto = Math.min(from + PIECE_TRANSACTIONS, all);
    for (var ordinal = from; ordinal < upto; ordinal++) {
      var copy = sample.deepCopy();
      copy.put("transaction_id", Ids.entity(seed, "crowd", "", ordinal));
      text.append(Json.MAPPER.writeValueAsString(copy)).append(ordinal + 1 < all ? "," : "");
    }
    return text.toString();
  }

  /** Only the required fields of a transaction. */
  private static ObjectNode bare(ObjectNode answer) {
    var sample = Json.object();
    sample.put("account_id", answer.path("accounts").path(0).path("account_id").asString(""));
    sample.put("amount", 1);
    sample.put("iso_currency_code", "USD");
    sample.putNull("unofficial_currency_code");
    sample.put("date", "2026-01-01");
    sample.put("name", "One of many");
    sample.put("pending", false);
    sample.putNull("pending_transaction_id");
    sample.put("payment_channel", "other");
    sample.put("transaction_id", "");
    return sample;
  }
}
