package florin.planning.goal.share;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A goal to pay off the debt of an account.
 *
 * @param target by how much the debt is to be reduced
 * @param startDebt the debt that progress is counted from
 */
public record PayOff(UUID goal, BigDecimal target, BigDecimal startDebt) {

  /** A part of the debt that was paid, from one level down to another. */
  private static final class Slice {
    private final BigDecimal top;
    private BigDecimal left;

    private Slice(BigDecimal top, BigDecimal left) {
      this.top = top;
      this.left = left;
    }

    private BigDecimal take(BigDecimal wanted) {
      BigDecimal taken = left.min(wanted);
      left = left.subtract(taken);
      return taken;
    }
  }

  /**
   * The shares of goals on one account. A goal counts the debt that was paid since its own start;
   * what counts for one goal does not count for a later one.
   *
   * @param balance of the account, below zero if it is in debt; if it is not known nothing was paid
   * @param inOrder the goals, the first is served first
   */
  public static Map<UUID, Share> shares(Optional<BigDecimal> balance, List<PayOff> inOrder) {
    List<Slice> paid = balance.map(held -> slices(debt(held), inOrder)).orElse(List.of());
    Map<UUID, Share> shares = new LinkedHashMap<>();
    BigDecimal before = BigDecimal.ZERO;
    BigDecimal ahead = BigDecimal.ZERO;
    for (PayOff goal : inOrder) {
      BigDecimal achieved = BigDecimal.ZERO;
      for (Slice slice : paid) {
        if (slice.top.compareTo(goal.startDebt()) <= 0) {
          achieved = achieved.add(slice.take(goal.target().subtract(achieved)));
        }
      }
      BigDecimal grown =
          balance
              .map(held -> Share.positive(debt(held).subtract(goal.startDebt())))
              .orElse(BigDecimal.ZERO);
      BigDecimal remaining = goal.target().subtract(achieved).add(grown);
      shares.put(
          goal.goal(),
          new Share(
              inOrder.size() == 1 ? Share.Basis.SOLE : Share.Basis.ORDER,
              balance,
              before,
              shares.size() + 1,
              inOrder.size(),
              achieved,
              remaining,
              ahead));
      before = before.add(achieved);
      ahead = ahead.add(remaining);
    }
    return shares;
  }

  /** A balance above zero is no debt. */
  public static BigDecimal debt(BigDecimal balance) {
    return Share.positive(balance.negate());
  }

  /** The paid parts of the debts that goals started from, from the highest level down. */
  private static List<Slice> slices(BigDecimal debt, List<PayOff> goals) {
    TreeSet<BigDecimal> levels = new TreeSet<>();
    goals.stream().map(PayOff::startDebt).filter(l -> l.compareTo(debt) > 0).forEach(levels::add);
    List<Slice> slices = new ArrayList<>();
    BigDecimal bottom = debt;
    for (BigDecimal top : levels) {
      slices.addFirst(new Slice(top, top.subtract(bottom)));
      bottom = top;
    }
    return slices;
  }
}
