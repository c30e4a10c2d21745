package florin.migrate.plan.row;

import florin.migrate.source.SourceRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON columns of the source; numbers stay exact. */
public final class JsonText {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private JsonText() {}

  /** The JSON of a text, unwrapped if it is a JSON text within a JSON text; empty if it is none. */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return Optional.of(node.isString() ? JSON.readTree(node.asString()) : node);
    } catch (JacksonException none) {
      return Optional.empty();
    }
  }

  /** The elements of a list as texts, empty if a text is no JSON list. */
  public static Optional<List<String>> texts(String text) {
    return parse(text)
        .filter(JsonNode::isArray)
        .map(list -> list.valueStream().map(one -> one.asString("")).toList());
  }

  /** The text of a JSON column of a row; a JSON null is none. */
  public static Optional<String> column(SourceRow row, String column) {
    return row.text(column).filter(text -> !text.equals("null"));
  }

  public static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString()
        ? Optional.of(Vocabulary.storable(value.asString())).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  public static Optional<BigDecimal> number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
  }
}
