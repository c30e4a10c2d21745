package florin.transactions.rule.definition;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A field of a transaction that conditions test, with the operators that it has. */
public enum ConditionField {
  DESCRIPTION(
      ConditionOperator.CONTAINS,
      ConditionOperator.EQUALS,
      ConditionOperator.STARTS_WITH,
      ConditionOperator.MATCHES),
  MERCHANT(ConditionOperator.values()),
  NOTE(
      ConditionOperator.CONTAINS,
      ConditionOperator.EQUALS,
      ConditionOperator.STARTS_WITH,
      ConditionOperator.MATCHES,
      ConditionOperator.EMPTY),
  ACCOUNT(ConditionOperator.IS),
  CATEGORY(ConditionOperator.IS, ConditionOperator.EMPTY),
  TAG(ConditionOperator.IS, ConditionOperator.EMPTY),
  AMOUNT(ConditionOperator.IS),
  PENDING(ConditionOperator.IS),
  TRANSFER(ConditionOperator.IS);

  private final List<ConditionOperator> operators;

  ConditionField(ConditionOperator... operators) {
    this.operators = List.of(operators);
  }

  public List<ConditionOperator> operators() {
    return operators;
  }

  /** The name on the wire and in events. */
  public String word() {
    return word(this);
  }

  /** Whether {@link ConditionOperator#IS} compares ids. */
  public boolean hasIds() {
    return Set.of(MERCHANT, ACCOUNT, CATEGORY).contains(this);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant with this name on the wire. */
  public static <E extends Enum<E>> Optional<E> named(Class<E> type, String word) {
    return Stream.of(type.getEnumConstants()).filter(one -> word(one).equals(word)).findFirst();
  }
}
