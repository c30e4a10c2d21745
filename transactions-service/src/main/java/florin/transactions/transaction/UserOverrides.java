package florin.transactions.transaction;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a user says of a transaction, field by field. Nothing here is ever taken from a provider,
 * and nothing of a provider's is changed by it.
 *
 * @param description empty: the entry's own
 * @param split empty: not split
 */
public record UserOverrides(
    FieldOverride<UUID> category,
    Optional<String> description,
    FieldOverride<UUID> merchant,
    Optional<String> note,
    SortedSet<String> tags,
    boolean excluded,
    List<SplitPart> split) {

  public static final UserOverrides NONE =
      new UserOverrides(
          FieldOverride.open(),
          Optional.empty(),
          FieldOverride.open(),
          Optional.empty(),
          new TreeSet<>(),
          false,
          List.of());

  public UserOverrides {
    tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    split = List.copyOf(split);
  }

  /**
   * A field's value if the user decided about it; deciding for "nothing" is a decision too.
   *
   * @param byUser whether the user decided at all
   */
  public record FieldOverride<T>(boolean byUser, Optional<T> value) {
    public static <T> FieldOverride<T> open() {
      return new FieldOverride<>(false, Optional.empty());
    }

    public static <T> FieldOverride<T> of(Optional<T> value) {
      return new FieldOverride<>(true, value);
    }
  }

  UserOverrides withCategory(FieldOverride<UUID> choice) {
    return new UserOverrides(choice, description, merchant, note, tags, excluded, split);
  }

  UserOverrides withDescription(Optional<String> text) {
    return new UserOverrides(category, text, merchant, note, tags, excluded, split);
  }

  UserOverrides withMerchant(FieldOverride<UUID> choice) {
    return new UserOverrides(category, description, choice, note, tags, excluded, split);
  }

  UserOverrides withNote(Optional<String> text) {
    return new UserOverrides(category, description, merchant, text, tags, excluded, split);
  }

  UserOverrides tagged(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(tags);
    all.addAll(more);
    return new UserOverrides(category, description, merchant, note, all, excluded, split);
  }

  UserOverrides untagged(Collection<String> fewer) {
    SortedSet<String> left = new TreeSet<>(tags);
    left.removeAll(fewer);
    return new UserOverrides(category, description, merchant, note, left, excluded, split);
  }

  UserOverrides withExcluded(boolean out) {
    return new UserOverrides(category, description, merchant, note, tags, out, split);
  }

  UserOverrides withSplit(List<SplitPart> parts) {
    return new UserOverrides(category, description, merchant, note, tags, excluded, parts);
  }

  UserOverrides cleared(TransactionEvent.OverridableField field) {
    return switch (field) {
      case CATEGORY -> withCategory(FieldOverride.open());
      case DESCRIPTION -> withDescription(Optional.empty());
      case MERCHANT -> withMerchant(FieldOverride.open());
    };
  }

  boolean isOverridden(TransactionEvent.OverridableField field) {
    return switch (field) {
      case CATEGORY -> category.byUser();
      case DESCRIPTION -> description.isPresent();
      case MERCHANT -> merchant.byUser();
    };
  }
}
