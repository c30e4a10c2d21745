package florin.gateway.watch;

import florin.gateway.Upstream;
import florin.gateway.edge.EdgeProblem;
import florin.journal.web.Cursors;
import florin.journal.web.input.DisplayedValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The changes of all services as one feed, by time. Each service answers for its own area; a place
 * in the feed is the id of the last change of each area, so that pages stay right while changes are
 * added.
 */
@RestController
class ChangesApi {

  private static final Duration TIME = Duration.ofSeconds(10);
  private static final Set<String> PARAMETERS = new TreeSet<>(Set.of("limit", "cursor", "after"));

  private final UpstreamClient upstreamClient;

  ChangesApi(UpstreamClient upstreamClient) {
    this.upstreamClient = upstreamClient;
  }

  /**
   * A change with its area.
   *
   * @param at its time, moved so far that the changes of an area keep their own order: a change of
   *     several appends is listed where it ended, newest first, but has the time at which it began
   */
  private record AreaChange(Upstream upstream, JsonNode change, Instant at) {

    String id() {
      return change.path("id").asString();
    }
  }

  @GetMapping("/api/changes")
  Mono<ResponseEntity<ObjectNode>> changes(ServerWebExchange exchange) {
    Map<String, String> given = parameters(exchange);
    int limit = limit(given.get("limit"));
    @Nullable String token = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    @Nullable String after = given.get("after");
    if (after == null) {
      FeedPlace place = FeedPlace.decoded(given.get("cursor"), "cursor");
      return upstreamClient
          .ask(upstream -> page(upstream, older(upstream, place, limit), token))
          .map(pages -> body(newestFirst(pages, place, limit)));
    }
    if (given.containsKey("cursor")) {
      throw EdgeProblem.parameter("after: given with cursor (expected: one of them)");
    }
    FeedPlace place = FeedPlace.decoded(after, "after");
    return upstreamClient
        .ask(upstream -> page(upstream, newer(upstream, place, limit), token))
        .map(pages -> body(oldestFirst(pages, place, limit)));
  }

  private static Map<String, String> parameters(ServerWebExchange exchange) {
    Map<String, String> given = new HashMap<>();
    exchange
        .getRequest()
        .getQueryParams()
        .forEach(
            (name, values) -> {
              if (!PARAMETERS.contains(name)) {
                throw EdgeProblem.unknownParameter(name, PARAMETERS);
              }
              if (values.size() > 1 || values.getFirst() == null || values.getFirst().isBlank()) {
                throw EdgeProblem.parameter(name + ": blank or repeated (expected: one value)");
              }
              given.put(name, values.getFirst());
            });
    return given;
  }

  private static int limit(@Nullable String given) {
    if (given == null) {
      return Cursors.DEFAULT_LIMIT;
    }
    if (given.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(given);
      if (limit >= 1 && limit <= Cursors.MAX_LIMIT) {
        return limit;
      }
    }
    throw EdgeProblem.parameter(
        "limit: " + DisplayedValue.of(given) + " (expected: 1 to " + Cursors.MAX_LIMIT + ")");
  }

  private static String older(Upstream upstream, FeedPlace place, int limit) {
    String last = place.last(upstream);
    return "limit=" + limit + (last == null ? "" : "&before=" + last);
  }

  private static String newer(Upstream upstream, FeedPlace place, int limit) {
    String last = place.last(upstream);
    return "limit=" + limit + "&after=" + (last == null ? FeedPlace.FIRST : last);
  }

  private Mono<JsonNode> page(Upstream upstream, String query, @Nullable String token) {
    return upstreamClient
        .get(upstream, "/api/changes/" + upstream.area() + "?" + query)
        .headers(
            headers -> {
              if (token != null) {
                headers.set(HttpHeaders.AUTHORIZATION, token);
              }
            })
        .exchangeToMono(response -> body(upstream, response))
        .timeout(TIME)
        .onErrorMap(
            failure -> !(failure instanceof EdgeProblem),
            _ -> EdgeProblem.unavailable("The " + upstream.label() + " service"));
  }

  private static Mono<JsonNode> body(Upstream upstream, ClientResponse response) {
    HttpStatusCode status = response.statusCode();
    if (status.is2xxSuccessful()) {
      return response.bodyToMono(JsonNode.class);
    }
    return response
        .releaseBody()
        .then(
            Mono.error(
                () ->
                    switch (status.value()) {
                      case 401 -> EdgeProblem.refusedToken();
                      case 404 ->
                          EdgeProblem.cursor(
                              "cursor or after: names a change that does not exist (expected:"
                                  + " 'next' or 'resume' of an earlier response)");
                      case 410 -> EdgeProblem.erased();
                      default -> EdgeProblem.unavailable("The " + upstream.label() + " service");
                    }));
  }

  private static ObjectNode newestFirst(Map<Upstream, JsonNode> pages, FeedPlace place, int limit) {
    List<AreaChange> all = changes(pages, BinaryOperator.minBy(Comparator.naturalOrder()));
    List<AreaChange> added =
        all.stream()
            .filter(change -> place.isBefore(change.at()) && place.last(change.upstream()) == null)
            .toList();
    all.removeAll(added);
    all.sort(Comparator.comparing(AreaChange::at).reversed());
    List<AreaChange> shown = all.subList(0, Math.min(limit, all.size()));
    boolean more =
        all.size() > limit || pages.values().stream().anyMatch(page -> !page.path("next").isNull());
    FeedPlace begun = place.beginning(firsts(pages));
    @Nullable String next =
        more && !(shown.isEmpty() && added.isEmpty())
            ? begun
                .after(last(added), place.at())
                .after(last(shown), shown.isEmpty() ? place.at() : shown.getLast().at())
                .encoded()
            : null;
    return feed(shown, next, begun.resumed());
  }

  private static ObjectNode oldestFirst(Map<Upstream, JsonNode> pages, FeedPlace place, int limit) {
    List<AreaChange> all = changes(pages, BinaryOperator.maxBy(Comparator.naturalOrder()));
    all.sort(Comparator.comparing(AreaChange::at));
    List<AreaChange> shown = all.subList(0, Math.min(limit, all.size()));
    return feed(shown, null, place.after(last(shown), Instant.EPOCH));
  }

  private static List<AreaChange> changes(
      Map<Upstream, JsonNode> pages, BinaryOperator<Instant> inOrder) {
    List<AreaChange> all = new ArrayList<>();
    pages.forEach(
        (upstream, page) -> {
          @Nullable Instant before = null;
          for (JsonNode change : page.path("items")) {
            Instant at = Instant.parse(change.path("at").asString());
            before = before == null ? at : inOrder.apply(before, at);
            all.add(new AreaChange(upstream, change, before));
          }
        });
    return all;
  }

  private static Map<Upstream, String> firsts(Map<Upstream, JsonNode> pages) {
    Map<Upstream, String> firsts = new EnumMap<>(Upstream.class);
    pages.forEach(
        (upstream, page) -> {
          JsonNode first = page.path("items").path(0);
          if (!first.isMissingNode()) {
            firsts.put(upstream, first.path("id").asString());
          }
        });
    return firsts;
  }

  private static Map<Upstream, String> last(List<AreaChange> shown) {
    Map<Upstream, String> last = new EnumMap<>(Upstream.class);
    shown.forEach(change -> last.put(change.upstream(), change.id()));
    return last;
  }

  private static ObjectNode feed(List<AreaChange> shown, @Nullable String next, FeedPlace resume) {
    ObjectNode feed = JsonNodeFactory.instance.objectNode();
    var items = feed.putArray("items");
    shown.forEach(
        change -> {
          ObjectNode item = items.addObject();
          item.put("area", change.upstream().area());
          item.setAll((ObjectNode) change.change());
        });
    feed.put("next", next);
    feed.put("resume", resume.encoded());
    return feed;
  }

  private static ResponseEntity<ObjectNode> body(ObjectNode feed) {
    return ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").body(feed);
  }
}
