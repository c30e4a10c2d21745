package florin.transactions.imports.identity;

import florin.transactions.imports.identity.ImportedRow.Content;
import florin.transactions.imports.identity.RowMatch.Reason;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds for each row of a file the transaction that shows it already. Ids come first, where the
 * file does not repeat them; then content, the n-th of equal rows with the n-th of the account. A
 * transaction matches one row at most.
 */
public final class RowMatching {

  private static final int MOST_DAYS_APART = 3;

  private final Map<Integer, RowMatch> matches = new TreeMap<>();
  private final Set<UUID> taken = new HashSet<>();

  private RowMatching() {}

  /**
   * @param rows of one account, in the order of the file
   * @param known transactions of the account, the oldest recorded first
   */
  public static List<RowMatch> of(List<ImportedRow> rows, List<KnownRow> known) {
    return of(rows, known, Set.of());
  }

  /**
   * @param repeatedIds ids of rows that other rows of the file have as well
   */
  public static List<RowMatch> of(
      List<ImportedRow> rows, List<KnownRow> known, Set<String> repeatedIds) {
    RowMatching matching = new RowMatching();
    matching.byId(rows, known, repeatedIds);
    matching.byContent(rows, known);
    matching.propose(rows, known);
    matching.addNew(rows, known);
    return List.copyOf(matching.matches.values());
  }

  private void match(ImportedRow row, KnownRow known) {
    taken.add(known.id());
    matches.put(
        row.number(),
        known.removed()
            ? new RowMatch.RemovedBefore(row.number(), known.id())
            : new RowMatch.Known(row.number(), known.id()));
  }

  private void byId(List<ImportedRow> rows, List<KnownRow> known, Set<String> repeatedIds) {
    Map<String, KnownRow> ids = new HashMap<>();
    Set<String> repeated = new HashSet<>(repeatedIds);
    for (KnownRow one : known) {
      String id = one.imported().map(ImportedRow::externalId).orElse("");
      KnownRow other = id.isEmpty() ? null : ids.put(id, one);
      if (other != null && !other.id().equals(one.id())) {
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
      if (one != null
          && !repeated.contains(row.externalId())
          && !taken.contains(one.id())
          && sameAmount(row, one)) {
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
      if (one.imported().isPresent() && !taken.contains(one.id())) {
        equal.computeIfAbsent(one.imported().get().content(), _ -> new ArrayDeque<>()).add(one);
      }
    }
    for (ImportedRow row : rows) {
      if (matches.containsKey(row.number())) {
        continue;
      }
      Deque<KnownRow> candidates = equal.getOrDefault(row.content(), new ArrayDeque<>());
      while (!candidates.isEmpty() && taken.contains(candidates.getFirst().id())) {
        candidates.removeFirst();
      }
      if (candidates.isEmpty()) {
        continue;
      }
      KnownRow one = candidates.removeFirst();
      String id = one.imported().orElseThrow().externalId();
      if (id.isEmpty() || row.externalId().isEmpty() || id.equals(row.externalId())) {
        match(row, one);
      } else {
        taken.add(one.id());
        matches.put(row.number(), new RowMatch.LooksLike(row.number(), one.id(), Reason.OTHER_ID));
      }
    }
  }

  private record DayAmount(LocalDate date, BigDecimal amount, String currency) {

    DayAmount plusDays(int days) {
      return new DayAmount(date.plusDays(days), amount, currency);
    }
  }

  /**
   * @param place in the order in which the transactions were recorded
   */
  private record Candidate(int place, UUID id) {}

  /**
   * Rows of the provider, by hand and of files in another format are proposed: equal days first,
   * then the nearest.
   */
  private void propose(List<ImportedRow> rows, List<KnownRow> known) {
    Map<DayAmount, Deque<Candidate>> amounts = new HashMap<>();
    int place = 0;
    for (KnownRow one : known) {
      if (!one.removed() && !taken.contains(one.id()) && ofAnotherSource(rows, one)) {
        amounts
            .computeIfAbsent(
                new DayAmount(one.date(), one.amount().stripTrailingZeros(), one.currency()),
                _ -> new ArrayDeque<>())
            .add(new Candidate(place++, one.id()));
      }
    }
    for (int days = 0; days <= MOST_DAYS_APART; days++) {
      for (ImportedRow row : rows) {
        if (!matches.containsKey(row.number())) {
          propose(row, amounts, days);
        }
      }
    }
  }

  private static boolean ofAnotherSource(List<ImportedRow> rows, KnownRow known) {
    return known
        .imported()
        .map(row -> !rows.isEmpty() && !row.format().equals(rows.getFirst().format()))
        .orElse(true);
  }

  private void propose(ImportedRow row, Map<DayAmount, Deque<Candidate>> amounts, int days) {
    DayAmount day = new DayAmount(row.date(), row.amount().stripTrailingZeros(), row.currency());
    Deque<Candidate> before = free(amounts, day.plusDays(-days));
    Deque<Candidate> after = free(amounts, day.plusDays(days));
    Deque<Candidate> first =
        before.isEmpty()
                || (!after.isEmpty() && after.getFirst().place() < before.getFirst().place())
            ? after
            : before;
    if (!first.isEmpty()) {
      UUID id = first.removeFirst().id();
      taken.add(id);
      Reason reason = days == 0 ? Reason.SAME_DAY_AND_AMOUNT : Reason.SAME_AMOUNT;
      matches.put(row.number(), new RowMatch.LooksLike(row.number(), id, reason));
    }
  }

  /** The candidates of a day; the first of them is not taken. */
  private Deque<Candidate> free(Map<DayAmount, Deque<Candidate>> amounts, DayAmount day) {
    Deque<Candidate> candidates = amounts.getOrDefault(day, new ArrayDeque<>());
    while (!candidates.isEmpty() && taken.contains(candidates.getFirst().id())) {
      candidates.removeFirst();
    }
    return candidates;
  }

  private void addNew(List<ImportedRow> rows, List<KnownRow> known) {
    Map<Content, Integer> occurrences = new HashMap<>();
    for (KnownRow one : known) {
      one.imported().ifPresent(row -> occurrences.merge(row.content(), 1, Integer::sum));
    }
    for (ImportedRow row : rows) {
      if (!matches.containsKey(row.number())) {
        int occurrence = occurrences.merge(row.content(), 1, Integer::sum);
        matches.put(row.number(), new RowMatch.New(row.number(), occurrence));
      }
    }
  }
}
