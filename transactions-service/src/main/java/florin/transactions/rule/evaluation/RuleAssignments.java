package florin.transactions.rule.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Values that rules set on one transaction, each with its rule.
 *
 * @param fields ids and truth values as text
 * @param tags by the canonical form of the tag
 */
public record RuleAssignments(
    Map<RuleField, FieldAssignment> fields, Map<String, TagAssignment> tags) {

  public static final RuleAssignments NONE = new RuleAssignments(Map.of(), Map.of());

  public RuleAssignments {
    EnumMap<RuleField, FieldAssignment> copy = new EnumMap<>(RuleField.class);
    copy.putAll(fields);
    fields = Collections.unmodifiableMap(copy);
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  public record FieldAssignment(String value, RuleReference rule) {}

  /**
   * @param present false: the rule removes the tag
   */
  public record TagAssignment(String tag, boolean present, RuleReference rule) {}

  public boolean isEmpty() {
    return fields.isEmpty() && tags.isEmpty();
  }

  /** These values, and over them some later ones. */
  RuleAssignments then(RuleAssignments later) {
    Map<RuleField, FieldAssignment> allFields = new EnumMap<>(RuleField.class);
    allFields.putAll(fields);
    allFields.putAll(later.fields);
    Map<String, TagAssignment> allTags = new TreeMap<>(tags);
    allTags.putAll(later.tags);
    return new RuleAssignments(allFields, allTags);
  }

  /** The values of some rules only. */
  RuleAssignments of(Predicate<RuleReference> rules) {
    Map<RuleField, FieldAssignment> ownFields = new EnumMap<>(RuleField.class);
    ownFields.putAll(fields);
    ownFields.values().removeIf(value -> !rules.test(value.rule()));
    Map<String, TagAssignment> ownTags = new TreeMap<>(tags);
    ownTags.values().removeIf(value -> !rules.test(value.rule()));
    return new RuleAssignments(ownFields, ownTags);
  }
}
