package florin.journal.test.openapi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Values that break programs: as JSON, as text, and percent-encoded. */
final class HostileValues {

  private static final int LONGEST_IN_URI = 150;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\t",
          "a\nb",
          "\u0001",
          "\u007f",
          "\u00a0",
          "\u200b",
          "\u202eabc",
          "\ufeffa",
          "\ufffe",
          "İıß",
          "e\u0301\u0301",
          "👩‍👩‍👧",
          "ﷺ".repeat(50),
          "'; drop table view.account; --",
          "%_\\",
          "null",
          "true",
          "-0",
          "0x5",
          "#5",
          "+5",
          "５",
          "٥",
          "1e3",
          "1e999999",
          "1E-999999",
          "NaN",
          "Infinity",
          "0.00000000001",
          "9999999999999.99",
          "-9999999999999.99",
          "10000000000000",
          "999999999999999999.00",
          "-999999999999999999.00",
          "9".repeat(400),
          "2147483648",
          "-1",
          "0",
          "501",
          "0000-00-00",
          "0001-01-01",
          "1899-12-31",
          "1900-01-01",
          "9999-12-31",
          "10000-01-01",
          "+999999999-12-31",
          "-999999999-01-01",
          "2026-02-30",
          "２０２６-01-31",
          "2026-01-31T00:00:00Z",
          "-1000000000-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "9999-12-31T23:59:59Z",
          "1-1-1-1-1",
          "00000000-0000-0000-0000-000000000000",
          "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
          "x".repeat(300),
          "x".repeat(5_000),
          "é".repeat(3_000),
          "a,b",
          ",",
          "..",
          "../../etc/passwd",
          "${jndi:ldap://x}",
          "USD",
          "usd",
          "XXX",
          "XAU");

  /** Values that have no Java string, or need a notation of their own in JSON. */
  private static final List<String> JSON =
      List.of(
          "null",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "[{}]",
          "true",
          "0",
          "-1",
          "1.5",
          "1e3",
          "1e400",
          "1e999999999",
          "-1e-999999999",
          "99999999999999999999",
          "20260131",
          "[2026,1,31]",
          "1769860800",
          "\"\\ud83d\"",
          "\"\\ude00a\"",
          "\"\\u0000\"",
          "{\"amount\":null,\"currency\":null}",
          "{\"amount\":\"1e999999\",\"currency\":\"USD\"}",
          "{\"amount\":\"1\",\"currency\":\"U\\u0000D\"}",
          "{\"amount\":\"999999999999999999.00\",\"currency\":\"USD\"}",
          "{\"amount\":\"9999999999999.99\",\"currency\":\"USD\"}",
          "{\"amount\":\"-9999999999999.99\",\"currency\":\"USD\"}",
          "{\"amount\":\"0.005\",\"currency\":\"JPY\"}",
          "{\"amount\":\"1\",\"currency\":\"\"}",
          "{\"amount\":1,\"currency\":\"USD\"}",
          "{\"amount\":\"1\",\"amount\":\"2\",\"currency\":\"USD\"}",
          "[\"a\",\"a\",\"A\",\" a \",\"a\\u0301\",\"á\"]",
          "[\"00000000-0000-0000-0000-000000000000\",null]");

  /** Bytes of a query or path that no text of Java gives. */
  private static final List<String> ENCODED =
      List.of("%00", "%FF", "%ED%A0%BD", "%C0%80", "%F4%90%80%80", "a%00b", "%0A", "%2F..", "%25");

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "[]",
          "\"text\"",
          "5",
          "{",
          "{\"a\":",
          "{}{}",
          "{\"a\":1,\"a\":1}",
          "\ufeff{}",
          "{\"\":{}}",
          "{\"a\":NaN}",
          "{'a':1}",
          "[".repeat(5_000),
          "{\"a\":".repeat(2_000),
          "{\"a\":\"" + "x".repeat(100_000) + "\"}",
          "a=1&b=2",
          "<a/>");

  private HostileValues() {}

  static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  /** A JSON value, not always a valid one. */
  static String json(Random random) {
    int choice = random.nextInt(TEXTS.size() + JSON.size());
    return choice < JSON.size() ? JSON.get(choice) : quoted(TEXTS.get(choice - JSON.size()));
  }

  static String quoted(String text) {
    return tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(text);
  }

  /** For a query or a path, of a length that HTTP servers take. */
  static String encoded(Random random) {
    if (random.nextInt(6) == 0) {
      return ENCODED.get(random.nextInt(ENCODED.size()));
    }
    String text = text(random);
    return encoded(text.length() > LONGEST_IN_URI ? text.substring(0, LONGEST_IN_URI) : text);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static byte[] body(Random random) {
    return random.nextInt(8) == 0
        ? new byte[] {'{', '"', (byte) 0xc3, '"', ':', (byte) 0xff, '}'}
        : BODIES.get(random.nextInt(BODIES.size())).getBytes(StandardCharsets.UTF_8);
  }
}
