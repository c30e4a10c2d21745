package florin.journal.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.ProblemDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Rules for an OpenAPI document from which clients can be generated: every operation, parameter,
 * property and tag is described, every body has a content type, a schema and a valid example, every
 * error is declared with its problem types, and every list has pages.
 */
public final class OpenApiRules {

  private final JsonNode root;
  private final SchemaValidation validation;
  private final Map<String, List<String>> faults = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<String> operationIds = new HashSet<>();
  private final Set<String> describedTags = new HashSet<>();

  private OpenApiRules(JsonNode root) {
    this.root = root;
    this.validation = new SchemaValidation(root);
  }

  /** Checks the document of a service, and leaves it in {@code target/openapi}. */
  public static void check(String handlers, String area, ProblemDefinition... own) {
    ServiceDocument document = ServiceDocument.of(handlers, area, own);
    write(area, document.root());
    check(area, document.root());
    assertThat(document.unusedDescriptions()).as("descriptions of nothing").isEmpty();
  }

  /** Checks any document, and prints how much of it there is and how much lacks a part. */
  public static void check(String name, JsonNode root) {
    OpenApiRules rules = new OpenApiRules(root);
    rules.run();
    Map<String, Integer> lacking = new TreeMap<>();
    rules.faults.forEach((rule, places) -> lacking.put(rule, places.size()));
    System.out.println("openapi of " + name + ": " + rules.counts + ", faults: " + lacking);
    assertThat(rules.faults).isEmpty();
  }

  private static void write(String area, JsonNode root) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "openapi"));
      Files.writeString(folder.resolve(area + ".json"), root.toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    root.path("tags")
        .forEach(
            tag -> {
              if (!tag.path("description").asString("").isBlank()) {
                describedTags.add(tag.path("name").asString());
              }
            });
    root.path("paths")
        .forEachEntry(
            (path, item) ->
                OpenApiDocument.METHODS.stream()
                    .filter(item::has)
                    .forEach(method -> operation(path, method, item.path(method))));
    root.path("components").path("schemas").forEachEntry(this::schema);
    root.findValues("$ref").stream()
        .map(JsonNode::asString)
        .filter(reference -> root.at(reference.substring(1)).isMissingNode())
        .forEach(reference -> fault("reference without target", reference));
  }

  private void fault(String rule, String place) {
    faults.computeIfAbsent(rule, _ -> new ArrayList<>()).add(place);
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private void demand(boolean met, String rule, String place) {
    if (!met) {
      fault(rule, place);
    }
  }

  private static boolean isText(JsonNode node) {
    return !node.asString("").isBlank();
  }

  /** As springdoc declares a Boolean whose schema is given without a type. */
  private static boolean isTextOfBoolean(JsonNode schema) {
    return schema.path("type").asString("").equals("string")
        && !schema.has("enum")
        && List.of("true", "false").contains(schema.path("default").asString(""));
  }

  private void operation(String path, String method, JsonNode operation) {
    String key = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    count("operations");
    demand(isText(operation.path("summary")), "operation without summary", key);
    demand(isText(operation.path("description")), "operation without description", key);
    demand(
        operationIds.add(operation.path("operationId").asString("")),
        "operation without an id of its own",
        key);
    demand(!operation.path("tags").isEmpty(), "operation without tag", key);
    operation
        .path("tags")
        .forEach(
            tag ->
                demand(
                    describedTags.contains(tag.asString()),
                    "tag without description",
                    tag.asString()));
    Map<String, JsonNode> parameters = new HashMap<>();
    operation.path("parameters").forEach(one -> parameters.put(one.path("name").asString(), one));
    parameters.forEach(
        (name, parameter) -> {
          count("parameters");
          demand(
              isText(parameter.path("description")),
              "parameter without description",
              key + " " + name);
          demand(!parameter.path("schema").isEmpty(), "parameter without schema", key + " " + name);
          demand(
              !isTextOfBoolean(parameter.path("schema")),
              "boolean parameter declared as text",
              key + " " + name);
        });
    content(key, operation.path("requestBody").path("content"));
    operation.path("responses").forEachEntry((status, response) -> response(key, status, response));
    if (path.startsWith("/api/")) {
      demand(operation.path("responses").has("401"), "error not declared", key + " 401");
      demand(operation.path("responses").has("400"), "error not declared", key + " 400");
      demand(
          !path.contains("{") || operation.path("responses").has("404"),
          "error not declared",
          key + " 404");
      demandPages(key, operation, parameters.keySet());
    }
  }

  private void response(String key, String status, JsonNode response) {
    count("responses");
    demand(isText(response.path("description")), "response without description", key + status);
    content(key + " " + status, response.path("content"));
    if (status.startsWith("4") || status.startsWith("5")) {
      boolean problem =
          response.path("content").has("application/problem+json")
              && !response.path("x-problem-types").isEmpty();
      boolean health =
          key.equals("GET /health") && response.path("content").has("application/json");
      demand(problem || health, "error without problem types", key + " " + status);
    }
  }

  private void content(String key, JsonNode content) {
    demand(!content.has("*/*"), "content type */*", key);
    content.forEachEntry(
        (type, body) -> {
          demand(!body.path("schema").isEmpty(), "body without schema", key);
          if (!type.endsWith("json")) {
            return;
          }
          List<JsonNode> examples = new ArrayList<>();
          if (body.has("example")) {
            examples.add(body.path("example"));
          }
          body.path("examples")
              .forEach(one -> examples.add(validation.resolved(one).path("value")));
          demand(!examples.isEmpty(), "body without example", key + " " + type);
          examples.forEach(
              example ->
                  validation
                      .faults(body.path("schema"), example)
                      .forEach(found -> fault("example that is not valid", key + found)));
        });
  }

  /**
   * A list has {@code items} and {@code next}, and takes {@code limit} and {@code cursor}. A result
   * with {@code items} among other properties and without {@code next} is no list.
   */
  private void demandPages(String key, JsonNode operation, Set<String> parameters) {
    JsonNode schema =
        validation.resolved(
            operation
                .path("responses")
                .path("200")
                .path("content")
                .path("application/json")
                .path("schema"));
    JsonNode properties = schema.path("properties");
    boolean list = properties.has("items") && (properties.has("next") || properties.size() == 1);
    if (list && key.startsWith("GET ")) {
      count("lists");
      demand(properties.has("next"), "list without next", key);
      demand(parameters.contains("limit"), "list without limit", key);
      demand(parameters.contains("cursor"), "list without cursor", key);
    }
  }

  private void schema(String name, JsonNode schema) {
    count("schemas");
    demand(!name.contains("Response"), "schema named after its class", name);
    schema
        .path("properties")
        .forEachEntry(
            (property, described) -> {
              count("properties");
              demand(
                  isText(described.path("description")),
                  "property without description",
                  name + "." + property);
            });
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      demand(!schema.path("required").isEmpty(), "schema without required properties", name);
    }
  }
}
