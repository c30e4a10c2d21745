package florin.transactions.recurring.pattern;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Finds the series in a group: rows of one payee key, account, currency and direction.
 *
 * <p>The candidate that explains most rows best is taken first, then the next among the rows that
 * are left: first chains of one price, then chains of amounts that vary, at last yearly ones, which
 * need a group with little else in it. The result depends on the rows alone, not on their order.
 */
public final class SeriesDetector {

  private static final Comparator<SeriesCandidate> BEST =
      Comparator.comparingDouble(SeriesCandidate::weight)
          .thenComparing(candidate -> -candidate.cadence().usualDays())
          .thenComparing(candidate -> candidate.rows().getFirst(), DatedAmount.BY_DATE.reversed());

  private static final double LEAST_EXPLAINED = 0.6;
  private static final double WHOLE = 1.5;

  private final boolean income;
  private final boolean shop;
  private final List<DatedAmount> left;
  private final List<SeriesCandidate> found = new ArrayList<>();

  private SeriesDetector(Collection<DatedAmount> rows, boolean income, boolean shop) {
    this.income = income;
    this.shop = shop;
    this.left = new ArrayList<>(rows.stream().sorted(DatedAmount.BY_DATE).toList());
  }

  /**
   * @param rows amounts above zero
   * @param income whether it is money in
   */
  public static List<DetectedSeries> detect(Collection<DatedAmount> rows, boolean income) {
    return detect(rows, income, false);
  }

  /**
   * @param rows amounts above zero
   * @param income whether it is money in
   * @param shop whether the payee is one of {@link VisitedShops}
   */
  public static List<DetectedSeries> detect(
      Collection<DatedAmount> rows, boolean income, boolean shop) {
    return rows.size() < Cadence.YEARLY.minimum()
        ? List.of()
        : new SeriesDetector(rows, income, shop).detect();
  }

  private List<DetectedSeries> detect() {
    takeAll(true);
    if (!shop) {
      takeAll(false);
    }
    takeYearly();
    return SeriesMerge.merged(found, left).stream()
        .sorted(
            Comparator.comparing(series -> series.occurrences().getFirst(), DatedAmount.BY_DATE))
        .toList();
  }

  private void takeAll(boolean priced) {
    Optional<SeriesCandidate> best = best(priced);
    while (best.isPresent()) {
      take(wholeOf(best.get()));
      best = best(priced);
    }
  }

  /** Similar amounts on every second due date may be a part of a series whose amounts vary. */
  private SeriesCandidate wholeOf(SeriesCandidate part) {
    return part.priced() && !shop && (seldom(part) || !new AmountPattern(part.rows()).exact())
        ? candidates(false).stream()
            .filter(whole -> whole.rows().size() >= WHOLE * part.rows().size())
            .filter(whole -> whole.rows().containsAll(part.rows()))
            .max(BEST)
            .orElse(part)
        : part;
  }

  private static boolean seldom(SeriesCandidate part) {
    return part.cadence().months() > 1;
  }

  private Optional<SeriesCandidate> best(boolean priced) {
    return candidates(priced).stream().max(BEST);
  }

  private List<SeriesCandidate> candidates(boolean priced) {
    List<SeriesCandidate> candidates = new ArrayList<>();
    ChainSearch search = new ChainSearch(left, priced);
    double similarity = Coincidence.similarity(left, priced);
    for (Cadence cadence : Cadence.values()) {
      if (cadence != Cadence.YEARLY) {
        for (List<DatedAmount> chain : search.chains(cadence)) {
          SeriesCandidate.of(cadence, chain, priced, left, similarity, income)
              .filter(candidate -> !shop || new AmountPattern(candidate.rows()).exact())
              .ifPresent(candidates::add);
        }
      }
    }
    return candidates;
  }

  private void take(SeriesCandidate candidate) {
    found.add(candidate);
    Set<UUID> taken =
        candidate.rows().stream().map(DatedAmount::id).collect(Collectors.toUnmodifiableSet());
    left.removeIf(row -> taken.contains(row.id()));
  }

  /**
   * Two equal amounts a year apart mean nothing where much else is bought, nor where they take the
   * place of the usual amount of a series.
   */
  private void takeYearly() {
    List<DatedAmount> gaps =
        left.stream().filter(row -> found.stream().anyMatch(one -> one.fillsGap(row))).toList();
    left.removeAll(gaps);
    List<DatedAmount> before = List.copyOf(left);
    List<SeriesCandidate> yearly = new ArrayList<>();
    Optional<SeriesCandidate> best = bestYearly();
    while (best.isPresent()) {
      yearly.add(best.get());
      Set<UUID> taken = new HashSet<>();
      best.get().rows().forEach(row -> taken.add(row.id()));
      left.removeIf(row -> taken.contains(row.id()));
      best = bestYearly();
    }
    int explained = yearly.stream().mapToInt(candidate -> candidate.rows().size()).sum();
    if (explained >= LEAST_EXPLAINED * before.size()) {
      found.addAll(yearly);
    } else {
      left.clear();
      left.addAll(before);
    }
    left.addAll(gaps);
    left.sort(DatedAmount.BY_DATE);
  }

  private Optional<SeriesCandidate> bestYearly() {
    List<SeriesCandidate> candidates = new ArrayList<>();
    for (boolean priced : shop ? new boolean[] {true} : new boolean[] {true, false}) {
      double similarity = Coincidence.similarity(left, priced);
      for (List<DatedAmount> chain : new ChainSearch(left, priced).chains(Cadence.YEARLY)) {
        SeriesCandidate.of(Cadence.YEARLY, chain, priced, left, similarity, income)
            .ifPresent(candidates::add);
      }
    }
    return candidates.stream().max(BEST);
  }
}
