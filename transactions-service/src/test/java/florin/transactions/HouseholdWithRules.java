package florin.transactions;

import florin.events.providersync.ObservedTransaction;
import florin.transactions.category.SystemCategories;
import java.util.List;
import java.util.Map;

/** A household whose user makes rules. */
abstract class HouseholdWithRules extends Household {

  static final String SHOPPING = SystemCategories.all().get(5).id().toString();
  static final String ELECTRONICS = SystemCategories.all().get(9).id().toString();

  static Map<String, Object> text(String field, String operator, String text) {
    return Map.of("field", field, "operator", operator, "text", text);
  }

  private static Map<String, Object> rule(
      String name, Map<String, Object> actions, List<Map<String, Object>> conditions) {
    return Map.of("name", name, "conditions", conditions, "actions", actions);
  }

  @SafeVarargs
  final Map<String, Object> create(
      String name, Map<String, Object> actions, Map<String, Object>... conditions) {
    return json(post("/api/rules", rule(name, actions, List.of(conditions))), 201);
  }

  Map<String, Object> apply(String path) {
    return json(post("/api/rules" + path + "/apply", ""), 200);
  }

  ObservedTransaction bought(String external, String name, String amount) {
    ObservedTransaction one = seen(external, amount, false, null);
    one.setName(name);
    return one;
  }
}
