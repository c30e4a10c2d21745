package florin.webtests;

import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.function.Predicate;

/** Responses that tests write themselves. */
final class RouteResponses {

  private RouteResponses() {}

  static Predicate<String> path(String path) {
    return url -> URI.create(url).getPath().equals(path);
  }

  static void json(Route route, String body) {
    route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(body));
  }

  static void problem(Route route, int status, String type, String detail) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setContentType("application/problem+json")
            .setBody(
                "{\"type\":\"urn:florin:problem:%s\",\"title\":\"Refused\",\"status\":%d,\"detail\":\"%s\"}"
                    .formatted(type, status, detail)));
  }
}
