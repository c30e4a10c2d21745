package florin.journal.test.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of a running service. */
public final class OpenApiDocument {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonNode root;

  private OpenApiDocument(JsonNode root) {
    this.root = root;
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
    return new OpenApiDocument(JsonMapper.shared().readTree(Objects.requireNonNull(text)));
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
    for (JsonNode parameter : described.path("parameters")) {
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

  /** The schema that a reference names. */
  JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : resolved(root.at(reference.substring(1)));
  }
}
