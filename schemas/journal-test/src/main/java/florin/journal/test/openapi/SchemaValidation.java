package florin.journal.test.openapi;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Compares values with the schemas of a document, for the keywords of JSON Schema that Florin's
 * documents use. Stricter than JSON Schema in one way: a property that the schema does not name is
 * a fault, unless the schema allows further properties.
 */
final class SchemaValidation {

  private final JsonNode document;

  /**
   * @param document its components are the targets of references
   */
  SchemaValidation(JsonNode document) {
    this.document = document;
  }

  /** One line per fault, with the JSON pointer of the value; empty for a valid value. */
  List<String> faults(JsonNode schema, JsonNode value) {
    List<String> faults = new ArrayList<>();
    check(schema, value, "", faults);
    return faults;
  }

  /** The target of a reference; another node is returned as it is. */
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : resolved(document.at(reference.substring(1)));
  }

  private void check(JsonNode given, JsonNode value, String at, List<String> faults) {
    JsonNode schema = resolved(given);
    if (schema.isMissingNode()) {
      faults.add(at + ": no such schema: " + given);
      return;
    }
    for (String union : List.of("anyOf", "oneOf")) {
      if (schema.has(union)
          && schema.path(union).valueStream().noneMatch(one -> faults(one, value).isEmpty())) {
        faults.add(at + ": matches none of " + union + ": " + value);
      }
    }
    schema.path("allOf").forEach(part -> check(part, value, at, faults));
    if (schema.has("type") && !isOfType(schema.path("type"), value)) {
      faults.add(at + ": " + value + " (expected: " + schema.path("type") + ")");
      return;
    }
    if (schema.has("enum")
        && schema.path("enum").valueStream().noneMatch(one -> one.equals(value))) {
      faults.add(at + ": " + value + " (expected one of: " + schema.path("enum") + ")");
    }
    if (schema.has("const") && !schema.path("const").equals(value)) {
      faults.add(at + ": " + value + " (expected: " + schema.path("const") + ")");
    }
    if (value.isString()) {
      checkText(schema, value.asString(), at, faults);
    } else if (value.isNumber()) {
      checkNumber(schema, value, at, faults);
    } else if (value.isArray()) {
      checkList(schema, value, at, faults);
    } else if (value.isObject()) {
      checkObject(schema, value, at, faults);
    }
  }

  private static boolean isOfType(JsonNode type, JsonNode value) {
    return type.isArray()
        ? type.valueStream().anyMatch(one -> isOfType(one, value))
        : switch (type.asString()) {
          case "object" -> value.isObject();
          case "array" -> value.isArray();
          case "string" -> value.isString();
          case "integer" -> value.isIntegralNumber();
          case "number" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          case "null" -> value.isNull();
          default -> false;
        };
  }

  private static void checkText(JsonNode schema, String text, String at, List<String> faults) {
    int length = text.codePointCount(0, text.length());
    if (length < schema.path("minLength").asInt(0)
        || length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
      faults.add(at + ": " + length + " characters");
    }
    if (schema.has("pattern")
        && !Pattern.compile(schema.path("pattern").asString()).matcher(text).find()) {
      faults.add(at + ": '" + text + "' (expected: " + schema.path("pattern") + ")");
    }
    if (!hasFormat(schema.path("format").asString(""), text)) {
      faults.add(at + ": '" + text + "' (expected: " + schema.path("format") + ")");
    }
  }

  private static boolean hasFormat(String format, String text) {
    try {
      return switch (format) {
        case "uuid" -> UUID.fromString(text).toString().equalsIgnoreCase(text);
        case "date" -> LocalDate.parse(text).toString().equals(text);
        case "date-time" -> OffsetDateTime.parse(text).getYear() > 0;
        default -> true;
      };
    } catch (DateTimeException | IllegalArgumentException other) {
      return false;
    }
  }

  private static void checkNumber(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.has("minimum")
        && value.decimalValue().compareTo(schema.path("minimum").decimalValue()) < 0) {
      faults.add(at + ": " + value + " (expected: at least " + schema.path("minimum") + ")");
    }
    if (schema.has("maximum")
        && value.decimalValue().compareTo(schema.path("maximum").decimalValue()) > 0) {
      faults.add(at + ": " + value + " (expected: at most " + schema.path("maximum") + ")");
    }
  }

  private void checkList(JsonNode schema, JsonNode value, String at, List<String> faults) {
    if (schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.path(i), at + "/" + i, faults);
      }
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String at, List<String> faults) {
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asString())) {
        faults.add(at + "/" + required.asString() + ": missing");
      }
    }
    JsonNode properties = schema.path("properties");
    JsonNode further = schema.path("additionalProperties");
    value.forEachEntry(
        (name, field) -> {
          if (properties.has(name)) {
            check(properties.path(name), field, at + "/" + name, faults);
          } else if (further.isObject()) {
            check(further, field, at + "/" + name, faults);
          } else if (!properties.isEmpty() && !further.asBoolean(false)) {
            faults.add(at + "/" + name + ": not in the schema");
          }
        });
  }
}
