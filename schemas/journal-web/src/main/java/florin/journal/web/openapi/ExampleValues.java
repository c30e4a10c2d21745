package florin.journal.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a value of a schema: the same one each time, and valid against the schema. */
@SuppressWarnings("rawtypes") // as the model has it
final class ExampleValues {

  private static final Map<String, String> FORMATS =
      Map.of(
          "uuid", "01a20254-c90a-7507-b0e1-8d0d60bca429",
          "date", "2026-01-31",
          "date-time", "2026-01-31T12:00:00Z",
          "byte", "bm90ZQ==",
          "uri", "https://florin.example");

  private final OpenAPI document;

  ExampleValues(OpenAPI document) {
    this.document = document;
  }

  /** A value, or null where the schema allows nothing else. */
  @Nullable Object of(Schema<?> schema) {
    return value(schema, new HashSet<>());
  }

  private @Nullable Object value(Schema<?> schema, Set<String> open) {
    String name = SchemaTree.reference(schema);
    if (name != null) {
      Schema<?> target = document.getComponents().getSchemas().get(name);
      if (target == null || !open.add(name)) {
        return null;
      }
      Object value = value(target, open);
      open.remove(name);
      return value;
    }
    if (schema.getExample() != null) {
      return schema.getExample();
    }
    if (schema.getDefault() != null) {
      return schema.getDefault();
    }
    if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
      return schema.getEnum().getFirst();
    }
    if (schema.getAnyOf() != null) {
      return value(schema.getAnyOf().getFirst(), open);
    }
    return ofType(schema, open);
  }

  private @Nullable Object ofType(Schema<?> schema, Set<String> open) {
    return switch (type(schema)) {
      case "object" -> object(schema, open);
      case "array" -> list(schema, open);
      case "string" -> text(schema);
      case "integer" ->
          schema.getMinimum() == null ? (Object) 1 : (Object) schema.getMinimum().intValue();
      case "number" -> schema.getMinimum() == null ? BigDecimal.ONE : schema.getMinimum();
      case "boolean" -> false;
      default -> null;
    };
  }

  private static String type(Schema<?> schema) {
    if (schema.getTypes() != null) {
      return schema.getTypes().stream().filter(t -> !t.equals("null")).findFirst().orElse("null");
    }
    if (schema.getType() != null) {
      return schema.getType();
    }
    return schema.getProperties() == null ? "null" : "object";
  }

  private Map<String, @Nullable Object> object(Schema<?> schema, Set<String> open) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    Map<String, Schema> properties = schema.getProperties();
    if (properties != null) {
      properties.forEach((name, property) -> object.put(name, value(property, open)));
    }
    return object;
  }

  /** Empty where the elements would contain the list again. */
  private List<Object> list(Schema<?> schema, Set<String> open) {
    List<Object> list = new ArrayList<>();
    Object element = schema.getItems() == null ? null : value(schema.getItems(), open);
    if (element != null) {
      list.add(element);
    }
    return list;
  }

  private static String text(Schema<?> schema) {
    String format = schema.getFormat() == null ? "" : schema.getFormat();
    return FORMATS.getOrDefault(format, "text");
  }
}
