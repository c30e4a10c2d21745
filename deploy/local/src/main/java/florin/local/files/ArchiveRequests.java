package florin.local.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that restore an archive. A request that names a resource which has not reached the
 * service yet is repeated; a refusal is kept with the others and the next request follows.
 */
final class ArchiveRequests {

  /** Other services apply the events of new accounts, categories and series a moment later. */
  private static final Set<String> PASSING =
      Set.of(
          "account-not-known-yet",
          "category-unknown",
          "series-unknown",
          "conflict",
          "too-many-requests",
          "unavailable",
          "timeout");

  private static final int TRIES = 40;
  private static final long WAIT_MILLIS = 500;
  private static final int MOST_SHOWN = 50;

  private final ApiClient api;
  private final Map<String, Integer> restored = new TreeMap<>();
  private final List<String> refusals = new ArrayList<>();
  private int refused;

  ArchiveRequests(ApiClient api) {
    this.api = api;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return api.sendLasting("GET", path, "");
  }

  /** All items of a paged list. */
  List<JsonNode> list(String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = get(path + "?limit=500" + (next.isEmpty() ? "" : "&cursor=" + next));
      page.path("items").forEach(items::add);
      next = page.path("next").asString("");
    } while (!next.isEmpty());
    return items;
  }

  /**
   * Restores one thing.
   *
   * @param list that it is counted in
   * @return the response, or empty if it was refused
   */
  Optional<JsonNode> restore(String list, String method, String path, ObjectNode body)
      throws IOException, InterruptedException {
    Optional<JsonNode> response = change(list, method, path, body.toString());
    response.ifPresent(_ -> restored.merge(list, 1, Integer::sum));
    return response;
  }

  /** Changes something that was restored before. */
  Optional<JsonNode> change(String list, String method, String path, String body)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(api.sendLasting(method, path, body));
      } catch (RefusedRequest refusal) {
        if (!PASSING.contains(refusal.code()) || attempt == TRIES) {
          leaveOut(list, refusal.getMessage() + " " + body);
          return Optional.empty();
        }
        Thread.sleep(WAIT_MILLIS);
      }
    }
  }

  void leaveOut(String list, String reason) {
    refused++;
    if (refusals.size() < MOST_SHOWN) {
      refusals.add(list + ": " + reason);
    }
  }

  boolean complete() {
    return refused == 0;
  }

  /** The refusals; at most 50 lines. */
  List<String> refusals() {
    return refusals;
  }

  String summary() {
    return restored + (refused == 0 ? "" : ", not restored: " + refused);
  }
}
