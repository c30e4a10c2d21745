package florin.transactions.imports.column;

import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.text.Amounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Proves by the cells that a column has the balance after each record. */
final class CsvBalances {

  /** In place of a column of debits: the amounts are in one column, with the opposite sign. */
  private static final int NEGATED = -2;

  private static final char[] DECIMAL_SIGNS = {'.', ','};

  private final List<CsvRecord> sample;

  CsvBalances(List<CsvRecord> sample) {
    this.sample = sample;
  }

  /**
   * Whether the balances after the records differ by the amounts, in either order.
   *
   * @param debit -1 if the amounts are signed and in one column
   */
  boolean run(int debit, int credit, int balance) {
    return run(debit, credit, balance, 0);
  }

  /** Whether at least two balances are lower by the amounts, in either order. */
  boolean runNegated(int amount, int balance) {
    return sample.size() > 2 && run(NEGATED, amount, balance, 0);
  }

  /** Whether the balances before the records differ by the signed amounts, in either order. */
  boolean runBefore(int amount, int balance) {
    return run(-1, amount, balance, 1);
  }

  /**
   * @param before 1 if the balances are those before the records, 0 if they are those after
   */
  private boolean run(int debit, int credit, int balance, int before) {
    for (char sign : DECIMAL_SIGNS) {
      int up = 0;
      int down = 0;
      int steps = 0;
      for (int i = 1; i < sample.size(); i++) {
        Optional<BigDecimal> last = amount(i - 1, balance, sign);
        Optional<BigDecimal> after = amount(i, balance, sign);
        if (last.isPresent() && after.isPresent()) {
          BigDecimal step = after.get().subtract(last.get());
          steps++;
          up += step.compareTo(moved(i - before, debit, credit, sign)) == 0 ? 1 : 0;
          down += step.compareTo(moved(i - 1 + before, debit, credit, sign).negate()) == 0 ? 1 : 0;
        }
      }
      if (steps > 0 && Math.max(up, down) * 10 >= steps * 8) {
        return true;
      }
    }
    return false;
  }

  /** Whether a third column has the balance before each record. */
  boolean differ(List<Integer> columns, int amount, int after) {
    for (int before : columns) {
      for (char sign : DECIMAL_SIGNS) {
        int fitting = 0;
        for (int i = 0; i < sample.size() && before != amount && before != after; i++) {
          Optional<BigDecimal> begin = amount(i, before, sign);
          Optional<BigDecimal> end = amount(i, after, sign);
          Optional<BigDecimal> moved = amount(i, amount, sign);
          boolean all = begin.isPresent() && end.isPresent() && moved.isPresent();
          fitting +=
              all
                      && begin.get().add(moved.get()).compareTo(end.get()) == 0
                      && moved.get().signum() != 0
                  ? 1
                  : 0;
        }
        if (fitting > 1 && fitting == sample.size() && continues(before, after, sign)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether each record begins with the balance that a neighbour ends with. */
  private boolean continues(int before, int after, char sign) {
    boolean up = true;
    boolean down = true;
    for (int i = 1; i < sample.size(); i++) {
      up &= amount(i, before, sign).equals(amount(i - 1, after, sign));
      down &= amount(i - 1, before, sign).equals(amount(i, after, sign));
    }
    return up || down;
  }

  private BigDecimal moved(int record, int debit, int credit, char sign) {
    BigDecimal in = amount(record, credit, sign).orElse(BigDecimal.ZERO);
    if (debit == NEGATED) {
      return in.negate();
    }
    BigDecimal out = amount(record, debit, sign).orElse(BigDecimal.ZERO);
    return debit < 0 ? in : in.abs().subtract(out.abs());
  }

  private Optional<BigDecimal> amount(int record, int column, char sign) {
    return Amounts.amount(sample.get(record).cell(column), sign);
  }
}
