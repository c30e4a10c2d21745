package florin.transactions.imports.identity;

import florin.transactions.imports.identity.ImportedRow.Content;
import florin.transactions.imports.identity.RowMatch.Reason;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds for each row of a file the transaction that shows it already. Ids come first, where the
 * file does not repeat them; then content, the n-th of equal rows with the n-th of the account. A
 * transaction matches one row at most.
 */
public final class RowMatching {

  private static final int MOST_DAYS_APART = 3;

  private final Map<Integer, RowMatch> matches = new TreeMap<>();
  private final Set<KnownRow> taken = new HashSet<>();

  private RowMatching() {}

  /**
   * @param rows of one account, in the order of the file
   * @param known transactions of the account, the oldest recorded first
   */
  public static List<RowMatch> of(List<ImportedRow> rows, List<KnownRow> known) {
    RowMatching matching = new RowMatching();
    matching.byId(rows, known);
    matching.byContent(rows, known);
    matching.propose(rows, known);
    matching.addNew(rows, known);
    return List.copyOf(matching.matches.values());
  }

  private void match(ImportedRow row, KnownRow known) {
    taken.add(known);
    matches.put(
        row.line(),
        known.removed()
            ? new RowMatch.RemovedBefore(row.line(), known.id())
            : new RowMatch.Known(row.line(), known.id()));
  }

  private void byId(List<ImportedRow> rows, List<KnownRow> known) {
    Map<String, KnownRow> ids = new HashMap<>();
    Set<String> repeated = new HashSet<>();
    for (KnownRow one : known) {
      String id = one.imported().map(ImportedRow::externalId).orElse("");
      if (!id.isEmpty() && ids.put(id, one) != null) {
        repeated.add(id);
      }
    }
    Set<String> seen = new HashSet<>();
    for (ImportedRow row : rows) {
      if (!row.externalId().isEmpty() && !seen.add(row.externalId())) {
        repeated.add(row.externalId());
      }
    }
    for (ImportedRow row : rows) {
      KnownRow one = ids.get(row.externalId());
      if (one != null && !repeated.contains(row.externalId()) && sameAmount(row, one)) {
        match(row, one);
      }
    }
  }

  /** An id that a bank gives to another amount identifies nothing. */
  private static boolean sameAmount(ImportedRow row, KnownRow known) {
    return known.imported().orElseThrow().amount().compareTo(row.amount()) == 0;
  }

  private void byContent(List<ImportedRow> rows, List<KnownRow> known) {
    Map<Content, Deque<KnownRow>> equal = new HashMap<>();
    for (KnownRow one : known) {
      if (one.imported().isPresent() && !taken.contains(one)) {
        equal.computeIfAbsent(one.imported().get().content(), _ -> new ArrayDeque<>()).add(one);
      }
    }
    for (ImportedRow row : rows) {
      Deque<KnownRow> candidates = equal.getOrDefault(row.content(), new ArrayDeque<>());
      if (matches.containsKey(row.line()) || candidates.isEmpty()) {
        continue;
      }
      KnownRow one = candidates.removeFirst();
      String id = one.imported().orElseThrow().externalId();
      if (id.isEmpty() || row.externalId().isEmpty() || id.equals(row.externalId())) {
        match(row, one);
      } else {
        taken.add(one);
        matches.put(row.line(), new RowMatch.LooksLike(row.line(), one.id(), Reason.OTHER_ID));
      }
    }
  }

  private record Sum(BigDecimal amount, String currency) {}

  /** Rows of the provider and by hand are proposed: equal days first, then the nearest. */
  private void propose(List<ImportedRow> rows, List<KnownRow> known) {
    Map<Sum, List<KnownRow>> amounts = new HashMap<>();
    for (KnownRow one : known) {
      if (one.imported().isEmpty() && !one.removed()) {
        amounts
            .computeIfAbsent(
                new Sum(one.amount().stripTrailingZeros(), one.currency()), _ -> new ArrayList<>())
            .add(one);
      }
    }
    for (int days = 0; days <= MOST_DAYS_APART; days++) {
      for (ImportedRow row : rows) {
        if (!matches.containsKey(row.line())) {
          propose(row, amounts, days);
        }
      }
    }
  }

  private void propose(ImportedRow row, Map<Sum, List<KnownRow>> amounts, int days) {
    List<KnownRow> candidates =
        amounts.getOrDefault(new Sum(row.amount().stripTrailingZeros(), row.currency()), List.of());
    for (KnownRow one : candidates) {
      if (Math.abs(ChronoUnit.DAYS.between(one.date(), row.date())) == days && taken.add(one)) {
        Reason reason = days == 0 ? Reason.SAME_DAY_AND_AMOUNT : Reason.SAME_AMOUNT;
        matches.put(row.line(), new RowMatch.LooksLike(row.line(), one.id(), reason));
        return;
      }
    }
  }

  private void addNew(List<ImportedRow> rows, List<KnownRow> known) {
    Map<Content, Integer> occurrences = new HashMap<>();
    for (KnownRow one : known) {
      one.imported().ifPresent(row -> occurrences.merge(row.content(), 1, Integer::sum));
    }
    for (ImportedRow row : rows) {
      if (!matches.containsKey(row.line())) {
        int occurrence = occurrences.merge(row.content(), 1, Integer::sum);
        matches.put(row.line(), new RowMatch.New(row.line(), occurrence));
      }
    }
  }
}
