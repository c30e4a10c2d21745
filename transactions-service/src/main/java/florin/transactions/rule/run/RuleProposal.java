package florin.transactions.rule.run;

import florin.journal.stream.Rejection;
import florin.transactions.list.TransactionResponse;
import florin.transactions.problem.TransactionsProblem;
import florin.transactions.rule.definition.ConditionField;
import florin.transactions.rule.definition.ConditionOperator;
import florin.transactions.rule.definition.RuleActions;
import florin.transactions.rule.definition.RuleCondition;
import florin.transactions.rule.definition.RuleDefinition;
import florin.transactions.rule.definition.RuleDefinition.ConditionMatch;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A rule that sets a field of similar transactions as one transaction has it. Similar are those of
 * its merchant; for the merchant and the description themselves, and without a merchant, those
 * whose text begins alike.
 */
final class RuleProposal {

  private static final int LONGEST = 100;
  private static final int SHORTEST_START = 4;

  private RuleProposal() {}

  /**
   * @param text the description of the bank, or as it was entered
   * @throws Rejection {@code no-rule-proposal} if the field has no value or is not set by rules
   */
  static RuleDefinition of(TransactionResponse transaction, String text, String field) {
    RuleActions actions = actions(transaction, field);
    UUID merchant = transaction.merchantId();
    String merchantName = transaction.merchant();
    boolean byText = field.equals("merchantId") || field.equals("description");
    RuleCondition condition =
        merchant == null || byText
            ? similarText(text)
            : RuleCondition.oneOf(ConditionField.MERCHANT, List.of(merchant));
    String name = merchantName == null || byText ? text : merchantName;
    return new RuleDefinition(
        shortened(name), ConditionMatch.ALL, List.of(condition), List.of(), actions);
  }

  private static RuleActions actions(TransactionResponse transaction, String field) {
    RuleActions none = RuleActions.NONE;
    RuleActions actions =
        switch (field) {
          case "categoryId" -> none.withCategory(Optional.ofNullable(transaction.categoryId()));
          case "merchantId" -> none.withMerchant(Optional.ofNullable(transaction.merchantId()));
          case "description" -> none.withDescription(Optional.of(transaction.description()));
          case "note" -> none.withNote(Optional.ofNullable(transaction.note()));
          case "tags" -> none.withTags(transaction.tags());
          case "excluded" ->
              none.withExcluded(Optional.of(true).filter(_ -> transaction.excluded()));
          default -> none;
        };
    if (actions.isEmpty()) {
      throw new Rejection(
          TransactionsProblem.NO_RULE_PROPOSAL,
          "field: '"
              + shortened(field)
              + "' (expected: one of categoryId, merchantId, description, note, tags, excluded,"
              + " with a value in the transaction)",
          "/field");
    }
    return actions;
  }

  /** The words before the first one with a digit or a sign: what follows differs per purchase. */
  private static RuleCondition similarText(String text) {
    int end = 0;
    while (end < text.length() && (Character.isLetter(text.charAt(end)) || blank(text, end))) {
      end++;
    }
    String start = end < text.length() ? text.substring(0, wordEnd(text, end)) : text;
    start = shortened(start.strip());
    boolean whole = end == text.length() && text.length() <= LONGEST;
    return whole || start.length() < SHORTEST_START
        ? RuleCondition.text(
            ConditionField.DESCRIPTION,
            whole || text.length() <= LONGEST
                ? ConditionOperator.EQUALS
                : ConditionOperator.STARTS_WITH,
            shortened(text))
        : RuleCondition.text(ConditionField.DESCRIPTION, ConditionOperator.STARTS_WITH, start);
  }

  private static boolean blank(String text, int index) {
    return Character.isWhitespace(text.charAt(index));
  }

  private static int wordEnd(String text, int end) {
    int at = end;
    while (at > 0 && !blank(text, at - 1)) {
      at--;
    }
    return at;
  }

  private static String shortened(String text) {
    int end = Math.min(text.length(), LONGEST);
    boolean splitsPair = end < text.length() && Character.isLowSurrogate(text.charAt(end));
    return text.substring(0, splitsPair ? end - 1 : end).strip();
  }
}
