package florin.transactions.transfer.matching;

import florin.journal.stream.Ids;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pairs among the transactions of one user: opposite amounts in one currency, on two
 * accounts, within the window. A transaction is in at most one pair of the result; a pair is clear
 * if no other candidate of its transactions is nearly as good.
 */
public final class TransferMatching {

  /** The difference in points that makes one of two candidates clear. */
  private static final int MARGIN = 12;

  /** Candidates of one transaction that are compared: the nearest by date. */
  private static final int CANDIDATES = 12;

  private static final Comparator<BookedRow> BY_DATE =
      Comparator.comparing(BookedRow::date).thenComparing(BookedRow::id, Ids.ORDER);

  private static final Comparator<Pairing> BEST_FIRST =
      Comparator.comparingInt((Pairing p) -> -p.score().points())
          .thenComparingInt(p -> Math.abs(p.daysApart()))
          .thenComparing(p -> p.outgoing().date())
          .thenComparing(p -> p.outgoing().id(), Ids.ORDER)
          .thenComparing(p -> p.incoming().id(), Ids.ORDER);

  /** The user's accounts, by id. */
  private final Map<UUID, OwnAccount> accounts;

  private final TransferSettings settings;
  private final Set<Set<UUID>> blocked;

  /**
   * @param blocked pairs of transactions that the user rejected or took apart
   */
  public TransferMatching(
      Map<UUID, OwnAccount> accounts, TransferSettings settings, Set<Set<UUID>> blocked) {
    this.accounts = Map.copyOf(accounts);
    this.settings = settings;
    this.blocked = Set.copyOf(blocked);
  }

  /**
   * A pair that was found.
   *
   * @param clear whether its transactions have no other candidate that is nearly as good
   */
  public record Pairing(BookedRow outgoing, BookedRow incoming, PairScore score, boolean clear) {

    public int daysApart() {
      return days(outgoing, incoming);
    }

    private Pairing unclear() {
      List<TransferReason> reasons = new ArrayList<>(score.reasons());
      reasons.add(TransferReason.SEVERAL_CANDIDATES);
      return new Pairing(
          outgoing, incoming, new PairScore(score.points(), List.copyOf(reasons), false), false);
    }

    public TransferMatch match(TransferMatch.Source source) {
      return new TransferMatch(
          outgoing.id(), incoming.id(), source, score.percent(), score.reasons(), daysApart());
    }
  }

  /** Transactions that can be pairs with each other. */
  private record Group(String currency, BigDecimal amount) {}

  /** Whether a pair is matched without the user. */
  public boolean automatic(Pairing pairing) {
    return settings.mode() == TransferSettings.Mode.AUTOMATIC
        && pairing.clear()
        && pairing.score().automatic()
        && pairing.score().percent() >= settings.threshold();
  }

  /** The pairs, best first; each transaction is in one of them at most. */
  public List<Pairing> pairs(Collection<BookedRow> rows) {
    Map<Group, List<BookedRow>> groups = new LinkedHashMap<>();
    for (BookedRow row : rows) {
      BigDecimal amount = row.amount().amount().abs().stripTrailingZeros();
      if (amount.signum() != 0) {
        groups
            .computeIfAbsent(
                new Group(row.amount().currency().code(), amount), _ -> new ArrayList<>())
            .add(row);
      }
    }
    List<Pairing> pairs = new ArrayList<>();
    groups.values().forEach(group -> pairs.addAll(chosen(candidates(group))));
    pairs.sort(BEST_FIRST);
    return pairs;
  }

  private List<Pairing> candidates(List<BookedRow> group) {
    List<BookedRow> outgoing =
        group.stream().filter(BookedRow::isOutgoing).sorted(BY_DATE).toList();
    List<BookedRow> incoming =
        group.stream().filter(row -> !row.isOutgoing()).sorted(BY_DATE).toList();
    Map<BookedRow, List<BookedRow>> near = new LinkedHashMap<>();
    Map<BookedRow, Integer> partners = new HashMap<>();
    int first = 0;
    for (BookedRow out : outgoing) {
      LocalDate since = out.date().minusDays(settings.windowDays());
      while (first < incoming.size() && incoming.get(first).date().isBefore(since)) {
        first++;
      }
      List<BookedRow> found = near(out, incoming, first);
      near.put(out, found);
      found.forEach(in -> partners.merge(in, 1, Integer::sum));
    }
    List<Pairing> candidates = new ArrayList<>();
    near.forEach(
        (out, found) ->
            found.forEach(
                in -> {
                  boolean only = found.size() == 1 && partners.getOrDefault(in, 0) == 1;
                  candidates.add(
                      new Pairing(
                          out,
                          in,
                          PairScore.of(
                              out,
                              account(out.account()),
                              in,
                              account(in.account()),
                              only,
                              accounts.values()),
                          true));
                }));
    candidates.sort(BEST_FIRST);
    return candidates;
  }

  /** The incoming transactions within the window on other accounts, the nearest by date. */
  private List<BookedRow> near(BookedRow out, List<BookedRow> incoming, int first) {
    LocalDate until = out.date().plusDays(settings.windowDays());
    UUID from = account(out.account()).survivor();
    List<BookedRow> found = new ArrayList<>();
    int seen = 0;
    for (int i = first; i < incoming.size() && !incoming.get(i).date().isAfter(until); i++) {
      BookedRow in = incoming.get(i);
      if (++seen > CANDIDATES * CANDIDATES) {
        break;
      }
      if (!account(in.account()).survivor().equals(from)
          && !blocked.contains(Set.of(out.id(), in.id()))) {
        found.add(in);
      }
    }
    if (found.size() > CANDIDATES) {
      found.sort(
          Comparator.comparingLong((BookedRow in) -> Math.abs(days(out, in)))
              .thenComparing(BY_DATE));
      return List.copyOf(found.subList(0, CANDIDATES));
    }
    return List.copyOf(found);
  }

  /** The best candidates, no transaction twice. */
  private static List<Pairing> chosen(List<Pairing> candidates) {
    Set<UUID> taken = new HashSet<>();
    Map<UUID, Pairing> chosen = new LinkedHashMap<>();
    for (Pairing candidate : candidates) {
      if (!taken.contains(candidate.outgoing().id())
          && !taken.contains(candidate.incoming().id())) {
        taken.add(candidate.outgoing().id());
        taken.add(candidate.incoming().id());
        chosen.put(candidate.outgoing().id(), candidate);
        chosen.put(candidate.incoming().id(), candidate);
      }
    }
    Set<Pairing> unclear = new HashSet<>();
    for (Pairing rival : candidates) {
      Pairing out = chosen.get(rival.outgoing().id());
      Pairing in = chosen.get(rival.incoming().id());
      if (!rival.equals(out)) {
        compare(rival, out, in).ifPresent(unclear::add);
        compare(rival, in, out).ifPresent(unclear::add);
      }
    }
    return chosen.values().stream()
        .distinct()
        .map(pairing -> unclear.contains(pairing) ? pairing.unclear() : pairing)
        .toList();
  }

  /**
   * The pair, if a rival for one of its transactions leaves it unclear.
   *
   * @param other the pair of the rival's other transaction, null if it has none
   */
  private static Optional<Pairing> compare(
      Pairing rival, @Nullable Pairing pair, @Nullable Pairing other) {
    if (pair == null || rival.score().points() + MARGIN < pair.score().points()) {
      return Optional.empty();
    }
    if (other != null && (interchangeable(pair, other) || settled(rival, pair, other))) {
      return Optional.empty();
    }
    return Optional.of(pair);
  }

  /** Two equal movements between the same accounts: both pairings mean the same. */
  private static boolean interchangeable(Pairing one, Pairing two) {
    return sameAccounts(one, two)
        && (same(one.outgoing(), two.outgoing()) || same(one.incoming(), two.incoming()));
  }

  private static boolean sameAccounts(Pairing one, Pairing two) {
    return one.outgoing().account().equals(two.outgoing().account())
        && one.incoming().account().equals(two.incoming().account());
  }

  private static boolean same(BookedRow one, BookedRow two) {
    return one.date().equals(two.date()) && one.text().equals(two.text());
  }

  /** Both transactions of the rival have a better partner, or one nearer by date. */
  private static boolean settled(Pairing rival, Pairing pair, Pairing other) {
    boolean nearer =
        sameAccounts(pair, other)
            && Math.abs(rival.daysApart())
                > Math.max(Math.abs(pair.daysApart()), Math.abs(other.daysApart()));
    return nearer
        || rival.score().points() < pair.score().points()
            && rival.score().points() < other.score().points();
  }

  private OwnAccount account(UUID id) {
    return accounts.getOrDefault(id, OwnAccount.unknown(id));
  }

  private static int days(BookedRow outgoing, BookedRow incoming) {
    return (int) ChronoUnit.DAYS.between(outgoing.date(), incoming.date());
  }
}
