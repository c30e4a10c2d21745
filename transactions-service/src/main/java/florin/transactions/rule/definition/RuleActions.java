package florin.transactions.rule.definition;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The values that a rule sets; an absent one is not set.
 *
 * @param transfer whether the transaction is marked as a transfer between own accounts
 * @param stop whether no later rule is evaluated for a transaction that this rule matches
 */
public record RuleActions(
    Optional<UUID> category,
    Optional<UUID> merchant,
    Optional<String> description,
    Optional<String> note,
    List<String> addTags,
    List<String> removeTags,
    Optional<Boolean> excluded,
    Optional<Boolean> transfer,
    boolean stop) {

  public static final RuleActions NONE =
      new RuleActions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          false);

  public RuleActions {
    addTags = List.copyOf(addTags);
    removeTags = List.copyOf(removeTags);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  public RuleActions withCategory(Optional<UUID> wanted) {
    return new RuleActions(
        wanted, merchant, description, note, addTags, removeTags, excluded, transfer, stop);
  }

  public RuleActions withMerchant(Optional<UUID> wanted) {
    return new RuleActions(
        category, wanted, description, note, addTags, removeTags, excluded, transfer, stop);
  }

  public RuleActions withDescription(Optional<String> wanted) {
    return new RuleActions(
        category, merchant, wanted, note, addTags, removeTags, excluded, transfer, stop);
  }

  public RuleActions withNote(Optional<String> wanted) {
    return new RuleActions(
        category, merchant, description, wanted, addTags, removeTags, excluded, transfer, stop);
  }

  public RuleActions withTags(List<String> wanted) {
    return new RuleActions(
        category, merchant, description, note, wanted, removeTags, excluded, transfer, stop);
  }

  public RuleActions withExcluded(Optional<Boolean> wanted) {
    return new RuleActions(
        category, merchant, description, note, addTags, removeTags, wanted, transfer, stop);
  }
}
