package florin.transactions.transaction.value;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The values of a transaction that rules set, or changes of them; a field that is absent among
 * changes stays as it is.
 *
 * @param fields by {@link OverridableField#word()}, and {@link #TRANSFER}
 * @param tags by the tag
 */
public record RuleValues(SortedMap<String, RuleValue> fields, SortedMap<String, RuleValue> tags) {

  /** Marks a transfer between accounts; users have no such field. */
  public static final String TRANSFER = "transfer";

  public static final RuleValues NONE = new RuleValues(new TreeMap<>(), new TreeMap<>());

  private static final String TRUE = "true";

  public RuleValues {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  public boolean none() {
    return fields.isEmpty() && tags.isEmpty();
  }

  public RuleValues withCategory(UUID category, UUID rule, int version) {
    return with(OverridableField.ChosenField.CATEGORY, category.toString(), rule, version);
  }

  public RuleValues withMerchant(UUID merchant, UUID rule, int version) {
    return with(OverridableField.ChosenField.MERCHANT, merchant.toString(), rule, version);
  }

  public RuleValues withText(TextField field, String text, UUID rule, int version) {
    return with(field, text, rule, version);
  }

  public RuleValues withExcluded(UUID rule, int version) {
    return with(OverridableField.ChosenField.EXCLUDED, TRUE, rule, version);
  }

  public RuleValues withTransfer(UUID rule, int version) {
    return with(TRANSFER, new RuleValue(Optional.of(TRUE), rule, version));
  }

  /** Clears what rules set in the field. */
  public RuleValues without(OverridableField field, UUID rule, int version) {
    return with(field.word(), new RuleValue(Optional.empty(), rule, version));
  }

  public RuleValues withoutTransfer(UUID rule, int version) {
    return with(TRANSFER, new RuleValue(Optional.empty(), rule, version));
  }

  public RuleValues withTag(String tag, UUID rule, int version) {
    return withTag(tag, new RuleValue(Optional.of(TRUE), rule, version));
  }

  /** Takes off a tag that rules put on. */
  public RuleValues withoutTag(String tag, UUID rule, int version) {
    return withTag(tag, new RuleValue(Optional.empty(), rule, version));
  }

  public Optional<RuleValue> of(OverridableField field) {
    return fields.isEmpty() ? Optional.empty() : Optional.ofNullable(fields.get(field.word()));
  }

  public boolean transfer() {
    return fields.containsKey(TRANSFER);
  }

  /** These values after changes of them. */
  public RuleValues after(RuleValues changes) {
    return new RuleValues(after(fields, changes.fields), after(tags, changes.tags));
  }

  private static SortedMap<String, RuleValue> after(
      Map<String, RuleValue> now, Map<String, RuleValue> changes) {
    SortedMap<String, RuleValue> next = new TreeMap<>(now);
    next.putAll(changes);
    next.values().removeIf(value -> value.value().isEmpty());
    return next;
  }

  public RuleValues with(String field, RuleValue value) {
    SortedMap<String, RuleValue> more = new TreeMap<>(fields);
    more.put(field, value);
    return new RuleValues(more, tags);
  }

  public RuleValues withTag(String tag, RuleValue value) {
    SortedMap<String, RuleValue> more = new TreeMap<>(tags);
    more.put(tag, value);
    return new RuleValues(fields, more);
  }

  private RuleValues with(OverridableField field, String value, UUID rule, int version) {
    return with(field.word(), new RuleValue(Optional.of(value), rule, version));
  }
}
