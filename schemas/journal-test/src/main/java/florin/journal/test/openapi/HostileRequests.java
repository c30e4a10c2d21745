package florin.journal.test.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes requests from the document that are valid but for one or two places, or sound but extreme.
 * Known ids are used where the name of a variable or field has some.
 */
final class HostileRequests {

  private static final List<String> HEADERS =
      List.of("If-Match", "Idempotency-Key", "Accept", "Content-Type", "X-Request-Id", "Range");
  private static final List<String> HEADER_VALUES =
      List.of(
          "",
          "*",
          "\"1\"",
          "\"999999999\"",
          "\"9999999999\"",
          "W/\"1\"",
          "1",
          "a/b/c",
          "text/html",
          "application/xml",
          "application/json;charset=UTF-16",
          "application/json;charset=none",
          "application/problem+json",
          "application/json;q=2",
          ";;;",
          "é",
          "x".repeat(300),
          "bytes=0-1");

  private final OpenApiDocument document;
  private final Map<String, List<String>> known;
  private final Random random;

  /**
   * @param known ids and texts by the name of a path variable or field
   */
  HostileRequests(OpenApiDocument document, Map<String, List<String>> known, Random random) {
    this.document = document;
    this.known = known;
    this.random = random;
  }

  /**
   * One request.
   *
   * @param refused whether it must not be carried out in any case
   */
  SentRequest to(Operation operation, boolean refused) {
    Map<String, String> headers = new LinkedHashMap<>();
    boolean hasBody = operation.body().isPresent();
    byte[] body = null;
    int place = random.nextInt(10);
    if (hasBody || random.nextInt(20) == 0) {
      headers.put("Content-Type", "application/json");
      body = body(operation, place);
    }
    if (place == 9 || (!hasBody && place > 6)) {
      headers.put(pick(HEADERS), pick(HEADER_VALUES));
    } else if (operation.writes() && random.nextInt(4) == 0) {
      headers.put("Idempotency-Key", "k" + random.nextInt(50));
    }
    String uri = path(operation, hasBody ? place == 6 : place < 2) + query(operation, place);
    if (refused) {
      uri += (uri.contains("?") ? "&" : "?") + "refused=1";
    }
    return new SentRequest(operation, uri, headers, body);
  }

  private String path(Operation operation, boolean nasty) {
    String path = operation.path();
    for (Operation.Parameter variable : operation.in("path")) {
      String value =
          nasty && random.nextBoolean()
              ? nonEmpty(HostileValues.encoded(random))
              : HostileValues.encoded(idFor(operation, variable.name()));
      path = path.replace("{" + variable.name() + "}", value);
    }
    return path;
  }

  private static String nonEmpty(String segment) {
    return segment.isEmpty() || segment.equals("..") ? "%20" : segment;
  }

  private String idFor(Operation operation, String name) {
    String upTo =
        operation.path().substring(0, Math.max(0, operation.path().indexOf("{" + name) - 1));
    List<String> ids = known.getOrDefault(upTo, known.getOrDefault(name, List.of()));
    return ids.isEmpty() || random.nextInt(12) == 0 ? UUID.randomUUID().toString() : pick(ids);
  }

  private String query(Operation operation, int place) {
    List<String> pairs = new ArrayList<>();
    for (Operation.Parameter parameter : operation.in("query")) {
      if (random.nextInt(4) == 0) {
        String value =
            place < 8 || random.nextBoolean()
                ? HostileValues.encoded(random)
                : HostileValues.encoded(plain(parameter.name(), parameter.schema()));
        pairs.add(parameter.name() + "=" + value);
        if (random.nextInt(20) == 0) {
          pairs.add(parameter.name() + "=" + value);
        }
      }
    }
    if (random.nextInt(25) == 0) {
      pairs.add(HostileValues.encoded(random) + "=" + HostileValues.encoded(random));
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private byte[] body(Operation operation, int place) {
    if (operation.body().isEmpty() || place == 8) {
      return HostileValues.body(random);
    }
    int spoilt = place < 6 ? 1 + random.nextInt(2) : 0;
    return object(operation.body().get(), spoilt).getBytes(StandardCharsets.UTF_8);
  }

  /** An object of the schema with so many of its fields spoilt, directly or further down. */
  private String object(JsonNode schema, int spoilt) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    schema.path("properties").properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
    List<String> names = new ArrayList<>(properties.keySet());
    List<String> nasty = new ArrayList<>();
    for (int i = 0; i < spoilt && !names.isEmpty(); i++) {
      nasty.add(pick(names));
    }
    List<String> fields = new ArrayList<>();
    properties.forEach(
        (name, property) -> {
          if (nasty.contains(name)) {
            fields.add(HostileValues.quoted(name) + ":" + spoiltValue(name, property));
          } else if (required(schema, name) || random.nextInt(3) > 0) {
            fields.add(HostileValues.quoted(name) + ":" + value(name, property));
          }
        });
    if (random.nextInt(40) == 0) {
      fields.add(
          HostileValues.quoted(HostileValues.text(random)) + ":" + HostileValues.json(random));
    }
    return "{" + String.join(",", fields) + "}";
  }

  private boolean required(JsonNode schema, String name) {
    return schema.path("required").valueStream().anyMatch(field -> field.asString().equals(name))
        && random.nextInt(15) > 0;
  }

  private String spoiltValue(String name, JsonNode given) {
    JsonNode schema = document.resolved(given);
    boolean deeper = random.nextBoolean();
    if (deeper && schema.has("properties")) {
      return object(schema, 1);
    }
    if (deeper && schema.has("items")) {
      return "[" + value(name, schema.path("items")) + "," + HostileValues.json(random) + "]";
    }
    return HostileValues.json(random);
  }

  private String value(String name, JsonNode given) {
    JsonNode schema = document.resolved(given);
    if (schema.has("properties")) {
      return object(schema, 0);
    }
    return switch (type(schema)) {
      case "array" -> list(name, schema.path("items"));
      case "boolean" -> Boolean.toString(random.nextBoolean());
      case "integer" -> Integer.toString(random.nextInt(600));
      case "number" -> random.nextInt(1000) + ".25";
      case "object" -> "{}";
      default -> HostileValues.quoted(plain(name, schema));
    };
  }

  private String list(String name, JsonNode items) {
    List<String> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value(name, items));
    }
    return "[" + String.join(",", values) + "]";
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.path(0).asString() : type.asString("string");
  }

  private String plain(String name, JsonNode given) {
    JsonNode schema = document.resolved(given);
    List<String> ids = known.getOrDefault(name, List.of());
    if (!ids.isEmpty() && random.nextInt(6) > 0) {
      return pick(ids);
    }
    JsonNode words = schema.path("enum");
    if (!words.isEmpty()) {
      return words.path(random.nextInt(words.size())).asString();
    }
    String format = schema.path("format").asString("");
    return switch (format) {
      case "uuid" -> UUID.randomUUID().toString();
      case "date" -> pick(List.of("1900-01-01", "2026-01-31", "2024-02-29", "9999-12-31"));
      case "date-time" -> pick(List.of("1900-01-01T00:00:00Z", "2026-01-31T12:00:00Z"));
      default -> word(name, schema);
    };
  }

  private String word(String name, JsonNode schema) {
    @Nullable String example = schema.path("example").asString(null);
    return switch (name) {
      case "amount" ->
          pick(List.of("12.34", "-12.34", "0", "9999999999999.99", "-9999999999999.99"));
      case "currency" -> pick(List.of("USD", "USD", "USD", "USD", "EUR", "JPY", "DOGE"));
      case "limit" -> Integer.toString(1 + random.nextInt(500));
      default ->
          example != null && random.nextBoolean() ? example : "text " + random.nextInt(100_000);
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
