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

/** The health of the whole: what each service says of itself in one word, and nothing more. */
@RestController
class HealthApi {

  private static final Set<String> WORDS = Set.of("UP", "DOWN", "OUT_OF_SERVICE", "UNKNOWN");

  record Status(String status) {}

  record Health(String status, Map<String, Status> services) {}

  private final Services services;
  private final GatewaySettings.Watch watch;
  private final Mono<Health> health;

  HealthApi(Services services, GatewaySettings settings) {
    this.services = services;
    this.watch = settings.watch();
    // Anybody may ask; the services are asked once a moment.
    this.health = services.ask(this::status).map(HealthApi::all).cache(watch.healthKept());
  }

  @GetMapping("/health")
  Mono<ResponseEntity<Health>> health() {
    return health.map(
        all ->
            ResponseEntity.status(
                    all.status().equals("UP") ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .header("Cache-Control", "no-store")
                .body(all));
  }

  private Mono<Status> status(Upstream upstream) {
    return services
        .get(upstream, "/actuator/health")
        .exchangeToMono(HealthApi::word)
        .timeout(watch.healthTimeout())
        .onErrorReturn("DOWN")
        .map(Status::new);
  }

  private static Mono<String> word(ClientResponse response) {
    return response
        .bodyToMono(JsonNode.class)
        .map(body -> body.path("status").asString(""))
        .map(word -> WORDS.contains(word) ? word : "UNKNOWN")
        .defaultIfEmpty("UNKNOWN");
  }

  private static Health all(Map<Upstream, Status> services) {
    var named = new LinkedHashMap<String, Status>();
    services.forEach((upstream, status) -> named.put(upstream.label(), status));
    var up = services.values().stream().allMatch(status -> status.status().equals("UP"));
    return new Health(up ? "UP" : "DOWN", named);
  }
}
