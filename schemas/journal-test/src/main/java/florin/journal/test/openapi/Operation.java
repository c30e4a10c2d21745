package florin.journal.test.openapi;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a document.
 *
 * @param path with its variables in braces
 * @param body the schema of its JSON body
 */
public record Operation(
    String method, String path, List<Parameter> parameters, Optional<JsonNode> body) {

  /**
   * A query parameter or path variable.
   *
   * @param in {@code query} or {@code path}
   */
  public record Parameter(String name, String in, JsonNode schema) {}

  List<Parameter> in(String place) {
    return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
  }

  boolean writes() {
    return !method.equals("GET");
  }

  /** Method and path, as tables of operations name it. */
  public String key() {
    return method + " " + path;
  }
}
