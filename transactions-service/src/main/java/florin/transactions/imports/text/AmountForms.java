package florin.transactions.imports.text;

import florin.transactions.imports.text.Amounts.DecimalSign;
import java.math.BigDecimal;
import java.util.Optional;

/** Finds the decimal sign that reads the amounts of a file, and counts their signs. */
public final class AmountForms {

  private int onlyPoint;
  private int onlyComma;
  private int negative;
  private int positive;
  private boolean differ;
  private boolean plus;
  private BigDecimal withPoint = BigDecimal.ZERO;
  private BigDecimal withComma = BigDecimal.ZERO;

  public void add(String stated) {
    Optional<BigDecimal> point = Amounts.amount(stated, '.');
    Optional<BigDecimal> comma = Amounts.amount(stated, ',');
    if (point.isEmpty() && comma.isEmpty()) {
      return;
    }
    onlyPoint += comma.isEmpty() ? 1 : 0;
    onlyComma += point.isEmpty() ? 1 : 0;
    differ |= point.isPresent() && comma.isPresent() && point.get().compareTo(comma.get()) != 0;
    withPoint = withPoint.add(point.orElse(BigDecimal.ZERO));
    withComma = withComma.add(comma.orElse(BigDecimal.ZERO));
    int sign = point.or(() -> comma).map(BigDecimal::signum).orElse(0);
    negative += sign < 0 ? 1 : 0;
    positive += sign > 0 ? 1 : 0;
    plus |= stated.strip().startsWith("+");
  }

  /** The decimal sign that explains all amounts. */
  public DecimalSign decimalSign() {
    if (onlyPoint == 0 && onlyComma == 0) {
      return differ ? DecimalSign.UNKNOWN : DecimalSign.EITHER;
    }
    return onlyPoint == onlyComma
        ? DecimalSign.UNKNOWN
        : onlyPoint > onlyComma ? DecimalSign.POINT : DecimalSign.COMMA;
  }

  public BigDecimal sum(char decimalSign) {
    return decimalSign == ',' ? withComma : withPoint;
  }

  public int negative() {
    return negative;
  }

  public int positive() {
    return positive;
  }

  /** Whether an amount has an explicit plus. */
  public boolean plus() {
    return plus;
  }
}
