package florin.transactions.rule;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.CanonicalName;
import florin.journal.stream.Rejection;
import florin.journal.web.input.InputRules;
import florin.journal.web.input.InvalidInput;
import florin.journal.web.problem.ProblemType;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.rule.RuleBody.AmountBody;
import florin.transactions.rule.RuleBody.ConditionBody;
import florin.transactions.rule.definition.AmountRange;
import florin.transactions.rule.definition.AmountRange.Direction;
import florin.transactions.rule.definition.ConditionOperator;
import florin.transactions.rule.evaluation.RulePattern;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of the texts, patterns and amounts in conditions. */
final class ConditionText {

  private ConditionText() {}

  static void demandComparable(String text, ConditionOperator operator, String pointer) {
    if (operator == ConditionOperator.MATCHES) {
      RulePattern.fault(text)
          .ifPresent(
              fault -> {
                throw new Rejection(
                    TransactionsProblem.INVALID_PATTERN,
                    "text: '%s', %s (expected: a regular expression in RE2 syntax)"
                        .formatted(text, fault),
                    pointer);
              });
    } else if (CanonicalName.of(text).isEmpty()) {
      throw ConditionBody.invalid(
          "text: nothing to compare (expected: visible characters)", pointer);
    }
  }

  static AmountRange range(AmountBody body, String pointer) {
    Optional<CurrencyCode> currency =
        Optional.ofNullable(body.currency()).map(code -> currency(code, pointer + "/currency"));
    AmountRange range =
        new AmountRange(
            currency,
            Optional.ofNullable(body.direction())
                .map(
                    word ->
                        ConditionBody.named(
                            Direction.class, "direction", word, pointer + "/direction")),
            bound("min", body.min(), currency, pointer),
            bound("over", body.over(), currency, pointer),
            bound("max", body.max(), currency, pointer),
            bound("under", body.under(), currency, pointer));
    boolean bounded =
        Stream.of(range.min(), range.over(), range.max(), range.under())
            .anyMatch(Optional::isPresent);
    if (bounded && currency.isEmpty()) {
      throw ConditionBody.invalid(
          "currency: missing (expected: the currency of the bounds)", pointer + "/currency");
    }
    if (!bounded && currency.isEmpty() && range.direction().isEmpty()) {
      throw ConditionBody.invalid(
          "amount: empty (expected: a direction, a currency or a bound)", pointer);
    }
    return range;
  }

  private static CurrencyCode currency(String code, String pointer) {
    try {
      return InputRules.currency(code);
    } catch (InvalidInput invalid) {
      throw ConditionBody.invalid("currency: " + invalid.detail(), pointer);
    }
  }

  private static Optional<BigDecimal> bound(
      String name, @Nullable String given, Optional<CurrencyCode> currency, String pointer) {
    if (given == null) {
      return Optional.empty();
    }
    String at = pointer + "/" + name;
    BigDecimal bound;
    try {
      bound = AmountRange.canonical(InputRules.amount(given));
    } catch (InvalidInput invalid) {
      throw ConditionBody.invalid(name + ": " + invalid.detail(), at);
    }
    if (bound.signum() < 0) {
      throw ConditionBody.invalid(
          name + ": '" + given + "' (expected: a magnitude, which is not negative)", at);
    }
    boolean fits =
        bound.scale() <= Money.SCALE
            && currency.map(code -> new Money(bound, code).fitsItsCurrency()).orElse(true);
    if (!fits) {
      throw new Rejection(
          ProblemType.TOO_MANY_DECIMALS,
          name + ": '" + given + "' (expected: no more decimals than the currency has)",
          at);
    }
    return Optional.of(bound);
  }
}
