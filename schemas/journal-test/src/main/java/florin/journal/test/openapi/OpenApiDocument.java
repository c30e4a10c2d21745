package florin.journal.test.openapi;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of a running service. */
public final class OpenApiDocument {

  static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private static final String PROBLEM = "urn:florin:problem:";
  private static final String LINES = "application/x-ndjson";

  private final JsonNode root;
  private final SchemaValidation validation;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
    this.validation = new SchemaValidation(root);
  }

  /** Reads it as any client may. */
  public static OpenApiDocument of(WebTestClient client) {
    byte[] text =
        client
            .get()
            .uri("/v3/api-docs")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBodyContent();
    return of(JsonMapper.shared().readTree(Objects.requireNonNull(text)));
  }

  public static OpenApiDocument of(JsonNode root) {
    return new OpenApiDocument(root);
  }

  /**
   * The differences between the response to a request and the document, as of an operation; one
   * more is a path that no operation has, unless the response is a refusal of that path.
   *
   * @param path without query
   */
  public List<String> faults(String method, String path, HttpResponse<byte[]> response) {
    Optional<String> template = template(method.toLowerCase(Locale.ROOT), path);
    if (template.isPresent()) {
      return declaredFaults(method, template.get(), response);
    }
    return List.of(404, 405).contains(response.statusCode())
        ? List.of()
        : List.of("no operation " + method + " " + path);
  }

  /** The path of the document that a path is of; one without variables goes first. */
  private Optional<String> template(String method, String path) {
    return root.path("paths").properties().stream()
        .filter(entry -> entry.getValue().has(method))
        .map(Map.Entry::getKey)
        .filter(template -> path.matches(template.replaceAll("\\{[^}]*}", "[^/]+")))
        .min(Comparator.comparing(template -> template.contains("{")));
  }

  /** Whether an operation answers with JSON, and not with a file. */
  boolean answersJson(Operation operation) {
    JsonNode content =
        root.path("paths")
            .path(operation.path())
            .path(operation.method().toLowerCase(Locale.ROOT))
            .path("responses")
            .path("200")
            .path("content");
    return content.isMissingNode() || content.has("application/json");
  }

  /** Every operation below {@code /api}. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path -> {
              for (String method : METHODS) {
                if (path.getKey().startsWith("/api/") && path.getValue().has(method)) {
                  operations.add(operation(path.getKey(), method, path.getValue().path(method)));
                }
              }
            });
    return operations;
  }

  private Operation operation(String path, String method, JsonNode described) {
    List<Operation.Parameter> parameters = new ArrayList<>();
    for (JsonNode given : described.path("parameters")) {
      JsonNode parameter = resolved(given);
      if (parameter.path("in").asString().equals("header")) {
        continue;
      }
      parameters.add(
          new Operation.Parameter(
              parameter.path("name").asString(),
              parameter.path("in").asString(),
              resolved(parameter.path("schema"))));
    }
    JsonNode body =
        described.path("requestBody").path("content").path("application/json").path("schema");
    return new Operation(
        method.toUpperCase(Locale.ROOT),
        path,
        parameters,
        body.isMissingNode() ? Optional.empty() : Optional.of(resolved(body)));
  }

  /**
   * The differences between a response and the document: a status, content type or problem type
   * that the operation does not declare, or a body that is not valid against its schema.
   */
  List<String> faults(Operation operation, HttpResponse<byte[]> response) {
    return declaredFaults(operation.method(), operation.path(), response);
  }

  private List<String> declaredFaults(String method, String path, HttpResponse<byte[]> response) {
    JsonNode declared =
        root.path("paths")
            .path(path)
            .path(method.toLowerCase(Locale.ROOT))
            .path("responses")
            .path(Integer.toString(response.statusCode()));
    if (declared.isMissingNode()) {
      return List.of("status " + response.statusCode() + " is not declared");
    }
    if (response.body().length == 0) {
      JsonNode content = validation.resolved(declared).path("content");
      return content.isEmpty() || content.has(LINES)
          ? List.of()
          : List.of("no body (expected: " + content + ")");
    }
    String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    boolean success = response.statusCode() < 300 && type.endsWith("+json"); // as Accept asks for
    JsonNode content = resolved(declared).path("content").path(success ? "application/json" : type);
    if (content.isMissingNode()) {
      return List.of("content type '" + type + "' is not declared");
    }
    if (type.equals(LINES)) {
      return new String(response.body(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> JsonMapper.shared().readTree(line))
          .flatMap(line -> validation.faults(content.path("schema"), line).stream())
          .toList();
    }
    if (!type.endsWith("json")) {
      return List.of();
    }
    JsonNode body = JsonMapper.shared().readTree(response.body());
    List<String> faults = new ArrayList<>(validation.faults(content.path("schema"), body));
    String problem = body.path("type").asString("");
    if (problem.startsWith(PROBLEM)
        && declared
            .path("x-problem-types")
            .valueStream()
            .noneMatch(code -> problem.equals(PROBLEM + code.asString()))) {
      faults.add("problem type '" + problem + "' is not declared");
    }
    return faults;
  }

  /** The schema that a reference names; of a value that can be null, the schema of the value. */
  JsonNode resolved(JsonNode schema) {
    JsonNode found = validation.resolved(schema);
    return found.has("anyOf") ? resolved(found.path("anyOf").path(0)) : found;
  }
}
