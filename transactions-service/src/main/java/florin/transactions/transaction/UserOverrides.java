package florin.transactions.transaction;

import florin.journal.CanonicalName;
import florin.transactions.transaction.value.OverridableField;
import florin.transactions.transaction.value.OverridableField.ChosenField;
import florin.transactions.transaction.value.SplitPart;
import florin.transactions.transaction.value.TextField;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The values that a user gave a transaction, field by field. Nothing here is ever taken from a
 * provider or a rule, and none of their values is changed by it.
 *
 * @param texts only those that the user decided
 * @param untagged tags that the user took off, and that rules do not put on again
 * @param split empty: not split
 */
public record UserOverrides(
    FieldOverride<UUID> category,
    FieldOverride<UUID> merchant,
    Map<TextField, FieldOverride<String>> texts,
    SortedSet<String> tags,
    SortedSet<String> untagged,
    FieldOverride<Boolean> excluded,
    List<SplitPart> split) {

  public static final UserOverrides NONE =
      new UserOverrides(
          FieldOverride.open(),
          FieldOverride.open(),
          Map.of(),
          Collections.emptySortedSet(),
          Collections.emptySortedSet(),
          FieldOverride.open(),
          List.of());

  public UserOverrides {
    texts = Map.copyOf(texts);
    tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    untagged = Collections.unmodifiableSortedSet(new TreeSet<>(untagged));
    split = List.copyOf(split);
  }

  /**
   * A field's value if the user decided about it; deciding for "nothing" is a decision too.
   *
   * @param byUser whether there is a decision at all
   */
  public record FieldOverride<T>(boolean byUser, Optional<T> value) {
    public static <T> FieldOverride<T> open() {
      return new FieldOverride<>(false, Optional.empty());
    }

    public static <T> FieldOverride<T> of(Optional<T> value) {
      return new FieldOverride<>(true, value);
    }
  }

  public FieldOverride<String> text(TextField field) {
    return texts.getOrDefault(field, FieldOverride.open());
  }

  UserOverrides withCategory(FieldOverride<UUID> choice) {
    return new UserOverrides(choice, merchant, texts, tags, untagged, excluded, split);
  }

  UserOverrides withMerchant(FieldOverride<UUID> choice) {
    return new UserOverrides(category, choice, texts, tags, untagged, excluded, split);
  }

  public UserOverrides withText(TextField field, FieldOverride<String> text) {
    Map<TextField, FieldOverride<String>> next = new EnumMap<>(TextField.class);
    next.putAll(texts);
    if (text.byUser()) {
      next.put(field, text);
    } else {
      next.remove(field);
    }
    return new UserOverrides(category, merchant, next, tags, untagged, excluded, split);
  }

  UserOverrides tagged(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(tags);
    all.addAll(more);
    return withTags(all, without(untagged, more));
  }

  UserOverrides untagged(Collection<String> fewer) {
    SortedSet<String> off = new TreeSet<>(without(untagged, fewer));
    off.addAll(fewer);
    SortedSet<String> left = new TreeSet<>(tags);
    left.removeAll(fewer);
    return withTags(left, off);
  }

  /** Without a decision about these tags. */
  UserOverrides withTagsReleased(Collection<String> released) {
    return withTags(without(tags, released), without(untagged, released));
  }

  /** The tags that are none of the others in any spelling. */
  private static SortedSet<String> without(SortedSet<String> tags, Collection<String> others) {
    if (tags.isEmpty()) {
      return tags;
    }
    Set<String> forms = Overlay.forms(others);
    SortedSet<String> left = new TreeSet<>(tags);
    left.removeIf(tag -> forms.contains(CanonicalName.of(tag)));
    return left;
  }

  private UserOverrides withTags(SortedSet<String> on, SortedSet<String> off) {
    return new UserOverrides(category, merchant, texts, on, off, excluded, split);
  }

  UserOverrides withExcluded(FieldOverride<Boolean> out) {
    return new UserOverrides(category, merchant, texts, tags, untagged, out, split);
  }

  public UserOverrides withSplit(List<SplitPart> parts) {
    return new UserOverrides(category, merchant, texts, tags, untagged, excluded, parts);
  }

  UserOverrides cleared(OverridableField field) {
    return switch (field) {
      case ChosenField.CATEGORY -> withCategory(FieldOverride.open());
      case ChosenField.MERCHANT -> withMerchant(FieldOverride.open());
      case ChosenField.EXCLUDED -> withExcluded(FieldOverride.open());
      case TextField text -> withText(text, FieldOverride.open());
    };
  }

  public boolean isOverridden(OverridableField field) {
    return switch (field) {
      case ChosenField.CATEGORY -> category.byUser();
      case ChosenField.MERCHANT -> merchant.byUser();
      case ChosenField.EXCLUDED -> excluded.byUser();
      case TextField text -> texts.containsKey(text);
    };
  }
}
