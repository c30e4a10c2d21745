package florin.gateway.watch;

import florin.gateway.edge.EdgeProblem;
import florin.journal.stream.ProblemDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The gateway's own part of the OpenAPI document: completes what the file states with the problem
 * types of each status, with descriptions and with examples, as the services do for theirs. The
 * schema of a problem is that of the services.
 */
final class OwnDocument {

  private static final String PROBLEM_RESPONSE = "#/components/responses/Problem";
  private static final String PROBLEM = "Problem";
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private static final Map<String, String> FORMATS =
      Map.of(
          "uuid", "01a20254-c90a-7507-b0e1-8d0d60bca429",
          "date", "2026-01-31",
          "date-time", "2026-01-31T12:00:00Z");

  private final ObjectNode root;
  private final Map<Integer, List<ProblemDefinition>> byStatus;

  private OwnDocument(ObjectNode root) {
    this.root = root;
    this.byStatus =
        EdgeProblem.types().stream()
            .collect(
                Collectors.groupingBy(
                    ProblemDefinition::status, TreeMap::new, Collectors.toList()));
  }

  /** Completes a document, which is changed. */
  static ObjectNode completed(ObjectNode root) {
    new OwnDocument(root).complete();
    return root;
  }

  private void complete() {
    root.withObject("/components/schemas").remove(PROBLEM);
    root.withObject("/components/responses").remove(PROBLEM);
    root.path("paths")
        .forEach(
            path ->
                METHODS.stream()
                    .map(path::path)
                    .filter(JsonNode::isObject)
                    .forEach(operation -> complete((ObjectNode) operation)));
    ObjectNode examples = root.withObject("/components/examples");
    byStatus.values().stream()
        .flatMap(List::stream)
        .forEach(type -> examples.putObject(type.code()).set("value", body(type)));
    ArrayNode catalogue = root.putArray("x-problems");
    byStatus.values().stream().flatMap(List::stream).forEach(type -> catalogue.add(row(type)));
  }

  private void complete(ObjectNode operation) {
    if (!operation.has("description")) {
      operation.put("description", operation.path("summary").asString() + ".");
    }
    boolean open = operation.path("security").isArray() && operation.path("security").isEmpty();
    addExamples(operation.path("requestBody").path("content"));
    List<String> statuses = new ArrayList<>(operation.path("responses").propertyNames());
    for (String status : statuses) {
      JsonNode response = operation.path("responses").path(status);
      if (response.path("$ref").asString("").equals(PROBLEM_RESPONSE)) {
        List<ProblemDefinition> types =
            byStatus.getOrDefault(Integer.parseInt(status), List.of()).stream()
                .filter(type -> !open || !type.code().equals("unauthenticated"))
                .toList();
        operation.withObject("/responses").set(status, problems(types));
      } else {
        addExamples(response.path("content"));
      }
    }
  }

  private static ObjectNode problems(List<ProblemDefinition> types) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put(
        "description",
        types.stream()
            .map(type -> "`" + type.code() + "`: " + type.title() + ".")
            .collect(Collectors.joining("\n\n")));
    ObjectNode body = response.putObject("content").putObject("application/problem+json");
    body.putObject("schema").put("$ref", "#/components/schemas/" + PROBLEM);
    ObjectNode examples = body.putObject("examples");
    ArrayNode codes = response.putArray("x-problem-types");
    for (ProblemDefinition type : types) {
      examples.putObject(type.code()).put("$ref", "#/components/examples/" + type.code());
      codes.add(type.code());
    }
    return response;
  }

  private static ObjectNode body(ProblemDefinition type) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", type.type());
    body.put("title", type.title());
    body.put("status", type.status());
    body.put("instance", "/api/accounts");
    body.put("traceId", FORMATS.get("uuid"));
    return body;
  }

  private static ObjectNode row(ProblemDefinition type) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("type", type.type());
    row.put("status", type.status());
    row.put("title", type.title());
    type.retryAfter().ifPresent(seconds -> row.put("retryAfter", seconds));
    return row;
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
