package florin.gateway.watch;

import florin.gateway.GatewaySettings;
import florin.gateway.Upstream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The health of all services: one status for each, without details. */
@RestController
class HealthApi {

  private static final Set<String> WORDS = Set.of("UP", "DOWN", "OUT_OF_SERVICE", "UNKNOWN");

  record ServiceStatus(String status) {}

  record HealthResponse(String status, Map<String, ServiceStatus> services) {}

  private final UpstreamClient upstreamClient;
  private final GatewaySettings.Watch watch;
  private final Mono<HealthResponse> health;

  HealthApi(UpstreamClient upstreamClient, GatewaySettings settings) {
    this.upstreamClient = upstreamClient;
    this.watch = settings.watch();
    // Needs no token; the services are called at most once within a short time.
    this.health = upstreamClient.ask(this::status).map(HealthApi::all).cache(watch.healthKept());
  }

  @GetMapping("/health")
  Mono<ResponseEntity<HealthResponse>> health() {
    return health.map(
        all ->
            ResponseEntity.status(
                    all.status().equals("UP") ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .header("Cache-Control", "no-store")
                .body(all));
  }

  private Mono<ServiceStatus> status(Upstream upstream) {
    return upstreamClient
        .get(upstream, "/actuator/health")
        .exchangeToMono(HealthApi::word)
        .timeout(watch.healthTimeout())
        .onErrorReturn("DOWN")
        .map(ServiceStatus::new);
  }

  private static Mono<String> word(ClientResponse response) {
    return response
        .bodyToMono(JsonNode.class)
        .map(body -> body.path("status").asString(""))
        .map(word -> WORDS.contains(word) ? word : "UNKNOWN")
        .defaultIfEmpty("UNKNOWN");
  }

  private static HealthResponse all(Map<Upstream, ServiceStatus> services) {
    var named = new LinkedHashMap<String, ServiceStatus>();
    services.forEach((upstream, serviceStatus) -> named.put(upstream.label(), serviceStatus));
    var up =
        services.values().stream().allMatch(serviceStatus -> serviceStatus.status().equals("UP"));
    return new HealthResponse(up ? "UP" : "DOWN", named);
  }
}
