package florin.gateway.watch;

import florin.gateway.Upstream;
import florin.journal.web.problem.DescribedProblem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Merges the services' OpenAPI documents into the gateway's own. Only paths the gateway leads to
 * the service are taken; a component two services define alike is taken once, one they define
 * differently is named after its service, with all its references.
 */
final class OpenApiMerge {

  private static final String COMPONENTS = "#/components/";

  private final ObjectNode merged;
  private final Set<String> operationIds = new HashSet<>();
  private final Set<String> tags = new HashSet<>();
  private final Map<String, JsonNode> problems = new TreeMap<>();

  /** Starts from the gateway's own document, which is changed. */
  OpenApiMerge(ObjectNode own) {
    merged = own;
    own.withObject("/paths").forEach(path -> path.forEach(this::noteOperation));
    addProblems(own);
    own.withArray("/tags").forEach(tag -> tags.add(tag.path("name").asString()));
  }

  /** The document, with a table of all problem types in its description. */
  ObjectNode merged() {
    var rows = merged.putArray(DescribedProblem.CATALOGUE);
    problems.values().forEach(rows::add);
    if (!problems.isEmpty()) {
      merged
          .withObject("/info")
          .put("description", merged.at("/info/description").asString("") + table());
    }
    return merged;
  }

  private String table() {
    var table =
        new StringBuilder(
            "\n\n## Problem types\n\nThe `type` of a problem is `urn:florin:problem:` and a code."
                + "\n\n| code | status | title |\n|---|---|---|\n");
    problems.forEach(
        (code, row) ->
            table
                .append("| `")
                .append(code)
                .append("` | ")
                .append(row.path("status").asInt())
                .append(" | ")
                .append(row.path("title").asString())
                .append(" |\n"));
    return table.toString();
  }

  private void addProblems(JsonNode document) {
    document
        .path(DescribedProblem.CATALOGUE)
        .forEach(
            row -> {
              var type = row.path("type").asString();
              problems.put(type.substring(type.lastIndexOf(':') + 1), row);
            });
  }

  void add(Upstream upstream, JsonNode document) {
    var names = renamed(upstream, document.path("components"));
    var renamed = renameIn(document, names);
    renamed
        .path("paths")
        .forEachEntry(
            (path, operations) -> {
              if (upstream.owns(path)) {
                merged.withObject("/paths").set(path, adopt(upstream, path, operations));
              }
            });
    renamed
        .path("components")
        .forEachEntry(
            (kind, parts) ->
                parts.forEachEntry(
                    (name, part) -> {
                      var local = COMPONENTS + kind + "/" + name;
                      var global = names.getOrDefault(local, local);
                      components(kind).set(global.substring(global.lastIndexOf('/') + 1), part);
                    }));
    renamed.path("tags").forEach(this::addTag);
    addProblems(document);
  }

  private ObjectNode components(String kind) {
    var components = merged.withObject("/components");
    return components.get(kind) instanceof ObjectNode known ? known : components.putObject(kind);
  }

  /**
   * The components of a service that need another name: those that differ from a known component of
   * the same name, and all components that refer to one of these.
   */
  private Map<String, String> renamed(Upstream upstream, JsonNode components) {
    var names = new HashMap<String, String>();
    int before;
    do {
      before = names.size();
      components.forEachEntry(
          (kind, parts) ->
              parts.forEachEntry(
                  (name, part) -> {
                    var known = merged.path("components").path(kind).path(name);
                    if (!known.isMissingNode() && !known.equals(renameIn(part, names))) {
                      names.put(
                          COMPONENTS + kind + "/" + name,
                          COMPONENTS + kind + "/" + prefix(upstream) + name);
                    }
                  }));
    } while (names.size() > before);
    return names;
  }

  private static JsonNode renameIn(JsonNode node, Map<String, String> names) {
    return switch (node) {
      case ObjectNode object -> {
        var copy = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((name, value) -> copy.set(name, renameIn(value, names)));
        yield copy;
      }
      case ArrayNode array -> {
        var copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(value -> copy.add(renameIn(value, names)));
        yield copy;
      }
      case JsonNode text when text.isString() && names.containsKey(text.asString()) ->
          JsonNodeFactory.instance.stringNode(names.get(text.asString()));
      case JsonNode other -> other;
    };
  }

  private JsonNode adopt(Upstream upstream, String path, JsonNode operations) {
    for (var operation : operations) {
      if (operation instanceof ObjectNode object) {
        if (path.startsWith("/webhooks/")) {
          object.putArray("security");
        }
        var id = object.path("operationId").asString("");
        if (operationIds.contains(id)) {
          object.put(
              "operationId",
              StringUtils.uncapitalize(prefix(upstream)) + StringUtils.capitalize(id));
        }
        noteOperation(object);
      }
    }
    return operations;
  }

  private void noteOperation(JsonNode operation) {
    var id = operation.path("operationId").asString("");
    if (!id.isEmpty()) {
      operationIds.add(id);
    }
  }

  private void addTag(JsonNode tag) {
    if (tags.add(tag.path("name").asString())) {
      merged.withArray("/tags").add(tag);
    }
  }

  private static String prefix(Upstream upstream) {
    return java.util.Arrays.stream(upstream.label().split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
