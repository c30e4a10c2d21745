package florin.transactions.imports.column;

import florin.transactions.imports.column.CsvRecords.CsvRecord;
import florin.transactions.imports.text.Amounts;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The signs of amounts that a file writes without them: money in where the balance after the record
 * is higher, money out where it is lower.
 */
public final class BalanceSigns {

  private static final int FEWEST_STEPS = 2;

  private final int amountColumn;
  private final int balanceColumn;
  private final char decimalSign;
  private final boolean newestFirst;
  private final BitSet in = new BitSet();
  private final BitSet out = new BitSet();
  private Optional<BigDecimal> lastBalance = Optional.empty();
  private int lastLine;
  private BigDecimal lastAmount = BigDecimal.ZERO;

  private BalanceSigns(int amountColumn, int balanceColumn, char decimalSign, boolean newestFirst) {
    this.amountColumn = amountColumn;
    this.balanceColumn = balanceColumn;
    this.decimalSign = decimalSign;
    this.newestFirst = newestFirst;
  }

  /** Empty unless all balances of the sample differ by the amounts, some up and some down. */
  static Optional<BalanceSigns> of(List<CsvRecord> sample, int amount, int balance) {
    for (char sign : new char[] {'.', ','}) {
      boolean oldest = proves(sample, amount, balance, sign, false);
      boolean newest = proves(sample, amount, balance, sign, true);
      if (oldest != newest) {
        return Optional.of(new BalanceSigns(amount, balance, sign, newest));
      }
    }
    return Optional.empty();
  }

  private static boolean proves(
      List<CsvRecord> sample, int amount, int balance, char sign, boolean newestFirst) {
    int up = 0;
    int down = 0;
    for (int i = 1; i < sample.size(); i++) {
      CsvRecord moved = sample.get(newestFirst ? i - 1 : i);
      Optional<BigDecimal> before = Amounts.amount(sample.get(i - 1).cell(balance), sign);
      Optional<BigDecimal> after = Amounts.amount(sample.get(i).cell(balance), sign);
      Optional<BigDecimal> by = Amounts.amount(moved.cell(amount), sign);
      if (before.isEmpty() || after.isEmpty() || by.isEmpty() || by.get().signum() < 0) {
        return false;
      }
      BigDecimal step = after.get().subtract(before.get());
      if (step.abs().compareTo(by.get()) != 0) {
        return false;
      }
      up += step.signum() > 0 ? 1 : 0;
      down += step.signum() < 0 ? 1 : 0;
    }
    return up > 0 && down > 0 && up + down >= FEWEST_STEPS;
  }

  /** The next record of the file. */
  public void add(CsvRecord record) {
    Optional<BigDecimal> balance = Amounts.amount(record.cell(balanceColumn), decimalSign);
    BigDecimal amount =
        Amounts.amount(record.cell(amountColumn), decimalSign).orElse(BigDecimal.ZERO);
    if (balance.isPresent() && lastBalance.isPresent()) {
      BigDecimal step = balance.get().subtract(lastBalance.get());
      BigDecimal moved = newestFirst ? step.negate() : step;
      if (moved.abs().compareTo(newestFirst ? lastAmount : amount) == 0) {
        (moved.signum() < 0 ? out : in).set(newestFirst ? lastLine : record.line());
      }
    }
    lastBalance = balance;
    lastAmount = amount;
    lastLine = record.line();
  }

  /** -1 for money out, 1 for money in, 0 if no balance proves it. */
  public int sign(CsvRecord record) {
    return out.get(record.line()) ? -1 : in.get(record.line()) ? 1 : 0;
  }
}
