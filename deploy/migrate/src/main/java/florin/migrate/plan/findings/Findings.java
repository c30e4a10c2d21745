package florin.migrate.plan.findings;

import florin.migrate.source.ExactAmounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the findings and counts the rows of each table. */
public final class Findings {

  private final List<Finding> all = new ArrayList<>();
  private final Map<String, long[]> counts = new LinkedHashMap<>();

  private static final int READ = 0;
  private static final int MERGED = 1;
  private static final int LEFT_OUT = 2;

  /** Counts a row that was read; it counts as brought unless a finding merges or leaves it out. */
  public void read(String table) {
    count(table)[READ]++;
  }

  public void changed(String table, String key, FindingRule rule, String detail) {
    all.add(new Finding(table, key, rule, "changed", detail));
  }

  /**
   * Reports a number that was rounded; nothing if it was not.
   *
   * @param name of the number, such as its column
   */
  public void rounded(
      String table, String key, String name, BigDecimal stored, ExactAmounts.Exact exact) {
    exact
        .rounding()
        .ifPresent(
            why ->
                changed(
                    table,
                    key,
                    FindingRule.ROUNDED,
                    "%s: %s became %s, %s"
                        .formatted(
                            name, stored.toPlainString(), exact.value().toPlainString(), why)));
  }

  public void merged(String table, String key, FindingRule rule, String detail) {
    count(table)[MERGED]++;
    all.add(new Finding(table, key, rule, "merged", detail));
  }

  public void leftOut(String table, String key, FindingRule rule, String detail) {
    count(table)[LEFT_OUT]++;
    all.add(new Finding(table, key, rule, "left-out", detail));
  }

  private long[] count(String table) {
    return counts.computeIfAbsent(table, _ -> new long[3]);
  }

  public List<Finding> all() {
    return List.copyOf(all);
  }

  public List<TableTally> tallies() {
    return counts.entrySet().stream()
        .map(
            entry -> {
              long[] of = entry.getValue();
              return new TableTally(
                  entry.getKey(),
                  of[READ],
                  of[READ] - of[MERGED] - of[LEFT_OUT],
                  of[MERGED],
                  of[LEFT_OUT]);
            })
        .toList();
  }
}
