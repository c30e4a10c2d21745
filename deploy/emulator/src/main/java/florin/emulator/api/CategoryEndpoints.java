package florin.emulator.api;

import florin.emulator.data.Json;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** The legacy taxonomy, of which transactions make no more use: a few of its six hundred lines. */
public final class CategoryEndpoints {
  private static final Map<String, List<String>> LINES =
      new TreeMap<>(
          Map.of(
              "10000000", List.of("Bank Fees"),
              "10001000", List.of("Bank Fees", "Overdraft"),
              "13005000", List.of("Food and Drink", "Restaurants"),
              "15001000", List.of("Interest", "Interest Earned"),
              "16001000", List.of("Payment", "Credit Card"),
              "18068000", List.of("Service", "Utilities"),
              "19047000", List.of("Shops", "Supermarkets and Groceries"),
              "21001000", List.of("Transfer", "Internal Account Transfer"),
              "21009000", List.of("Transfer", "Payroll"),
              "22001000", List.of("Travel", "Airlines and Aviation Services")));

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.open("/categories/get", RequestShapes.CATEGORIES, CategoryEndpoints::get));
  }

  private static ObjectNode get(EndpointCall endpointCall) {
    var answer = Json.object();
    var categories = answer.putArray("categories");
    LINES.forEach(
        (id, hierarchy) -> {
          var category = categories.addObject();
          category.put("category_id", id);
          category.put("group", id.startsWith("10") || id.startsWith("15") ? "special" : "place");
          hierarchy.forEach(category.putArray("hierarchy")::add);
        });
    return answer;
  }
}
