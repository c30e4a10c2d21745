package florin.gateway.watch;

import florin.gateway.GatewaySettings;
import florin.gateway.Upstream;
import florin.gateway.edge.EdgeProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The merged OpenAPI document of all services; unavailable if one of them is, so that no generated
 * client is incomplete.
 */
@RestController
class OpenApiApi {

  private static final List<String> LOCAL_IDENTITY =
      List.of(
          "/auth/token",
          "/auth/refresh",
          "/auth/logout",
          "/auth/session",
          "/auth/password",
          "/auth/jwks");

  private final UpstreamClient upstreamClient;
  private final GatewaySettings settings;
  private final JsonMapper json;
  private final Mono<ObjectNode> document;

  OpenApiApi(UpstreamClient upstreamClient, GatewaySettings settings, JsonMapper json) {
    this.upstreamClient = upstreamClient;
    this.settings = settings;
    this.json = json;
    this.document =
        upstreamClient
            .ask(this::fetch)
            .map(this::merge)
            .cache(_ -> settings.watch().openapiKept(), _ -> Duration.ZERO, () -> Duration.ZERO);
  }

  @GetMapping("/openapi.json")
  Mono<ObjectNode> document() {
    return document;
  }

  private Mono<JsonNode> fetch(Upstream upstream) {
    return upstreamClient
        .get(upstream, "/v3/api-docs")
        .retrieve()
        .bodyToMono(JsonNode.class)
        .timeout(settings.watch().openapiTimeout())
        .onErrorMap(_ -> EdgeProblem.unavailable("The " + upstream.label() + " service"));
  }

  private ObjectNode merge(Map<Upstream, JsonNode> documents) {
    var merged = new OpenApiMerge(own());
    documents.forEach(merged::add);
    return merged.merged();
  }

  private ObjectNode own() {
    try (var source = new ClassPathResource("openapi.json").getInputStream()) {
      var own = (ObjectNode) json.readTree(source);
      if (settings.jwkSetUri() != null) {
        own.withObject("/paths").remove(LOCAL_IDENTITY);
      }
      return OwnDocument.completed(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
