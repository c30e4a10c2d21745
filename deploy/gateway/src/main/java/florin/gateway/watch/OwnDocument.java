package florin.gateway.watch;

import florin.gateway.edge.EdgeProblem;
import florin.journal.stream.ProblemDefinition;
import florin.journal.web.problem.DescribedProblem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gateway's own part of the OpenAPI document: completes the file with descriptions of the
 * problem types that its responses list, and with examples, as the services do for theirs. The
 * schema of a problem is that of the services.
 */
final class OwnDocument {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private static final Map<String, String> FORMATS =
      Map.of(
          "uuid", "01a20254-c90a-7507-b0e1-8d0d60bca429",
          "date", "2026-01-31",
          "date-time", "2026-01-31T12:00:00Z");

  private final ObjectNode root;
  private final Map<String, ProblemDefinition> types = new TreeMap<>();

  private OwnDocument(ObjectNode root) {
    this.root = root;
    EdgeProblem.types().forEach(type -> types.put(type.code(), type));
  }

  /** Completes a document, which is changed. */
  static ObjectNode completed(ObjectNode root) {
    new OwnDocument(root).complete();
    return root;
  }

  private void complete() {
    root.path("paths")
        .forEach(
            path ->
                METHODS.stream()
                    .map(path::path)
                    .filter(JsonNode::isObject)
                    .forEach(operation -> complete((ObjectNode) operation)));
    ObjectNode examples = root.withObject("/components/examples");
    ArrayNode catalogue = root.putArray(DescribedProblem.CATALOGUE);
    types.values().stream()
        .map(DescribedProblem::new)
        .forEach(
            problem -> {
              examples.putObject(problem.type().code()).set("value", tree(problem.body()));
              catalogue.add(tree(problem.row()));
            });
  }

  private static JsonNode tree(Map<String, Object> values) {
    return JsonMapper.shared().valueToTree(values);
  }

  private void complete(ObjectNode operation) {
    if (!operation.has("description")) {
      operation.put("description", operation.path("summary").asString() + ".");
    }
    addExamples(operation.path("requestBody").path("content"));
    operation
        .path("responses")
        .forEach(
            response -> {
              if (response.has(DescribedProblem.CODES)) {
                describe((ObjectNode) response);
              } else {
                addExamples(response.path("content"));
              }
            });
  }

  /** Describes the problem types that a response lists. */
  private void describe(ObjectNode response) {
    List<ProblemDefinition> listed =
        response
            .path(DescribedProblem.CODES)
            .valueStream()
            .map(code -> Objects.requireNonNull(types.get(code.asString()), code::asString))
            .toList();
    response.put("description", DescribedProblem.ofResponse(listed));
    ObjectNode body = response.putObject("content").putObject(DescribedProblem.MEDIA_TYPE);
    body.putObject("schema").put("$ref", DescribedProblem.SCHEMA);
    ObjectNode examples = body.putObject("examples");
    for (ProblemDefinition type : listed) {
      examples.putObject(type.code()).put("$ref", new DescribedProblem(type).exampleReference());
    }
  }

  private void addExamples(JsonNode content) {
    content.forEach(
        body -> {
          if (!body.has("example") && !body.has("examples") && body.has("schema")) {
            ((ObjectNode) body).set("example", value(body.path("schema")));
          }
        });
  }

  private JsonNode value(JsonNode schema) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    String reference = schema.path("$ref").asString("");
    if (!reference.isEmpty()) {
      return value(root.at(reference.substring(1)));
    }
    for (String given : List.of("example", "default", "const")) {
      if (schema.has(given)) {
        return schema.path(given);
      }
    }
    if (schema.has("enum")) {
      return schema.path("enum").path(0);
    }
    JsonNode type = schema.path("type");
    return switch ((type.isArray() ? type.path(0) : type).asString("object")) {
      case "string" ->
          nodes.stringNode(
              FORMATS.getOrDefault(
                  schema.path("format").asString(""),
                  "text".repeat(1 + schema.path("minLength").asInt(0) / 4)));
      case "integer", "number" -> nodes.numberNode(schema.path("minimum").asInt(1));
      case "boolean" -> nodes.booleanNode(false);
      case "array" -> nodes.arrayNode().add(value(schema.path("items")));
      case "null" -> nodes.nullNode();
      default -> object(schema);
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    schema.path("properties").forEachEntry((name, property) -> object.set(name, value(property)));
    return object;
  }
}
