package florin.emulator.data;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Plaid writes it: snake case, exact decimals, no exponent. */
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // half a surrogate pair has no other form
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // A state folder of an older version lacks the fields that came later.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  /** Objects inside are merged too; everything else is replaced. */
  public static void merge(ObjectNode into, @Nullable ObjectNode fields) {
    if (fields == null) {
      return;
    }
    for (var field : fields.properties()) {
      if (into.get(field.getKey()) instanceof ObjectNode inner
          && field.getValue() instanceof ObjectNode update) {
        merge(inner, update);
      } else {
        into.set(field.getKey(), field.getValue());
      }
    }
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
