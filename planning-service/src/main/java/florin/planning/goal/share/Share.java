package florin.planning.goal.share;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The part of a balance that counts for one goal. Goals on one account are served one after the
 * other, so that no part of the balance counts twice.
 *
 * @param basis where the part comes from
 * @param balance of the account, below zero if it is in debt; empty without an account or if it is
 *     not known
 * @param before the part of the balance, or of the debt paid off, that other goals have before this
 *     one
 * @param place in the order of the goals that share, from 1
 * @param goals how many share, this one included
 * @param achieved what is saved or paid off, never less than zero
 * @param remaining what is still to be saved or paid off, never less than zero
 * @param ahead what goals before this one still lack, which comes first
 */
public record Share(
    Basis basis,
    Optional<BigDecimal> balance,
    BigDecimal before,
    int place,
    int goals,
    BigDecimal achieved,
    BigDecimal remaining,
    BigDecimal ahead) {

  /** The reason for the part of a goal. */
  public enum Basis {
    /** It is the only goal on its account. */
    SOLE,
    /** It shares the account with other goals, in order. */
    ORDER,
    /** The active scenario allocates it. */
    ALLOCATION,
    /** It is abandoned, and nothing counts for it. */
    ABANDONED;

    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * The targets of the goals on an account that are to be saved.
   *
   * @param place of the goal among them
   * @param goals how many they are
   * @param open how many of them are open; they come first
   * @param before the sum of the targets of those before it
   * @param all the sum of all targets
   */
  public record Queue(int place, int goals, int open, BigDecimal before, BigDecimal all) {

    /** Whether it has what is left over when every target is met. */
    boolean last() {
      return place == (open == 0 ? goals : open);
    }
  }

  /**
   * Of an account with goals that are to be saved.
   *
   * @param reserved what the active scenario allocates of the account to goals without an account
   */
  public static Share saved(
      BigDecimal target, Optional<BigDecimal> balance, BigDecimal reserved, Queue queue) {
    BigDecimal whole = positive(balance.orElse(BigDecimal.ZERO).subtract(reserved));
    BigDecimal free = positive(whole.subtract(queue.before()));
    BigDecimal surplus = queue.last() ? positive(whole.subtract(queue.all())) : BigDecimal.ZERO;
    BigDecimal saved = free.min(target).add(surplus);
    return new Share(
        queue.goals() == 1 && reserved.signum() == 0 ? Basis.SOLE : Basis.ORDER,
        balance,
        whole.min(queue.before()).add(reserved),
        queue.place(),
        queue.goals(),
        saved,
        positive(target.subtract(saved)),
        positive(queue.before().subtract(whole)));
  }

  public static Share allocated(BigDecimal target, BigDecimal part) {
    return new Share(
        Basis.ALLOCATION,
        Optional.empty(),
        BigDecimal.ZERO,
        1,
        1,
        part,
        positive(target.subtract(part)),
        BigDecimal.ZERO);
  }

  public static Share abandoned(BigDecimal target, Optional<BigDecimal> balance) {
    return new Share(
        Basis.ABANDONED, balance, BigDecimal.ZERO, 1, 1, BigDecimal.ZERO, target, BigDecimal.ZERO);
  }

  public static BigDecimal positive(BigDecimal amount) {
    return amount.max(BigDecimal.ZERO);
  }
}
