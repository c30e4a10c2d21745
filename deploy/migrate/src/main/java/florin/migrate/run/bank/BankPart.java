package florin.migrate.run.bank;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of an item, as it is sent.
 *
 * @param ids of its transactions or trades, in their order
 */
record BankPart(String item, Map<String, Object> body, List<String> ids) {

  static final String TRANSACTIONS = "transactions";
  static final String HOLDINGS = "holdings";
  static final String TRADES = "investment_transactions";

  BankPart with(String field, List<?> values) {
    return with(field, ids, values);
  }

  /**
   * @param names the ids of the values, empty if they have none
   */
  BankPart with(String field, List<String> names, List<?> values) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(field, List.copyOf(values));
    return new BankPart(item, more, List.copyOf(names));
  }

  /** The same part with some of its rows. */
  BankPart slice(int from, int to) {
    Map<String, Object> some = new LinkedHashMap<>(body);
    for (String field : List.of(TRANSACTIONS, TRADES)) {
      if (some.get(field) instanceof List<?> rows) {
        some.put(field, List.copyOf(rows.subList(from, to)));
      }
    }
    return new BankPart(item, some, ids.subList(from, to));
  }

  /** What a refusal of the part is about, for the report. */
  String name() {
    String holdings = body.containsKey(HOLDINGS) ? "holdings of " : "";
    return ids.size() == 1 ? "transaction " + ids.getFirst() : holdings + "item " + item;
  }
}
