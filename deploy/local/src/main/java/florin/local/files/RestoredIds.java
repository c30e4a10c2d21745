package florin.local.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The new ids of restored resources, by their ids in the archive. */
final class RestoredIds {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, String> ids = new HashMap<>();

  void put(JsonNode before, JsonNode now) {
    ids.put(before.path("id").asString(""), now.path("id").asString(""));
  }

  Optional<String> of(String before) {
    return Optional.ofNullable(ids.get(before));
  }

  String of(JsonNode before) {
    return ids.getOrDefault(before.asString(""), before.asString(""));
  }

  /** These fields of a row with the new ids, without those that are null. */
  ObjectNode fields(JsonNode row, String... names) {
    ObjectNode fields = JSON.createObjectNode();
    for (String name : names) {
      if (!row.path(name).isMissingNode() && !row.path(name).isNull()) {
        fields.set(name, mapped(row.path(name)));
      }
    }
    return fields;
  }

  /** The same JSON with the new ids, without nulls in objects. */
  JsonNode mapped(JsonNode value) {
    if (value.isString()) {
      return JSON.getNodeFactory().stringNode(of(value));
    }
    if (value.isArray()) {
      ArrayNode list = JSON.createArrayNode();
      value.forEach(one -> list.add(mapped(one)));
      return list;
    }
    if (value.isObject()) {
      ObjectNode object = JSON.createObjectNode();
      value.forEachEntry(
          (name, field) -> {
            if (!field.isNull()) {
              object.set(name, mapped(field));
            }
          });
      return object;
    }
    return value;
  }
}
