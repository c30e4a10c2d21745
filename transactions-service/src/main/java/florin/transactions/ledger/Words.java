package florin.transactions.ledger;

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
public record Words(
    Chosen<UUID> category,
    Optional<String> description,
    Chosen<UUID> merchant,
    Optional<String> note,
    SortedSet<String> tags,
    boolean excluded,
    List<Part> split) {

  static final Words NONE =
      new Words(
          Chosen.open(),
          Optional.empty(),
          Chosen.open(),
          Optional.empty(),
          new TreeSet<>(),
          false,
          List.of());

  public Words {
    tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    split = List.copyOf(split);
  }

  /**
   * A field's value if the user decided about it; deciding for "nothing" is a decision too.
   *
   * @param byUser whether the user decided at all
   */
  public record Chosen<T>(boolean byUser, Optional<T> value) {
    static <T> Chosen<T> open() {
      return new Chosen<>(false, Optional.empty());
    }

    static <T> Chosen<T> of(Optional<T> value) {
      return new Chosen<>(true, value);
    }
  }

  Words withCategory(Chosen<UUID> choice) {
    return new Words(choice, description, merchant, note, tags, excluded, split);
  }

  Words withDescription(Optional<String> text) {
    return new Words(category, text, merchant, note, tags, excluded, split);
  }

  Words withMerchant(Chosen<UUID> choice) {
    return new Words(category, description, choice, note, tags, excluded, split);
  }

  Words withNote(Optional<String> text) {
    return new Words(category, description, merchant, text, tags, excluded, split);
  }

  Words tagged(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(tags);
    all.addAll(more);
    return new Words(category, description, merchant, note, all, excluded, split);
  }

  Words untagged(Collection<String> fewer) {
    SortedSet<String> left = new TreeSet<>(tags);
    left.removeAll(fewer);
    return new Words(category, description, merchant, note, left, excluded, split);
  }

  Words withExcluded(boolean out) {
    return new Words(category, description, merchant, note, tags, out, split);
  }

  Words withSplit(List<Part> parts) {
    return new Words(category, description, merchant, note, tags, excluded, parts);
  }

  Words released(TransactionEvent.Layered field) {
    return switch (field) {
      case CATEGORY -> withCategory(Chosen.open());
      case DESCRIPTION -> withDescription(Optional.empty());
      case MERCHANT -> withMerchant(Chosen.open());
    };
  }

  boolean decided(TransactionEvent.Layered field) {
    return switch (field) {
      case CATEGORY -> category.byUser();
      case DESCRIPTION -> description.isPresent();
      case MERCHANT -> merchant.byUser();
    };
  }
}
