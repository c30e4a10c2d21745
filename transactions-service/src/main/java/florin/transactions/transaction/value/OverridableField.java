package florin.transactions.transaction.value;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A field that has up to three values at a time: the user's, a rule's and the entry's. The first
 * one that there is applies.
 */
public sealed interface OverridableField permits OverridableField.ChosenField, TextField {

  /** Fields whose values are no free text. */
  enum ChosenField implements OverridableField {
    CATEGORY,
    MERCHANT,
    EXCLUDED
  }

  String name();

  /** The name in events, in undo and, for a text, in the API. */
  default String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<OverridableField> of(String word) {
    return Stream.<OverridableField>concat(
            Stream.of(ChosenField.values()), Stream.of(TextField.values()))
        .filter(field -> field.word().equals(word))
        .findFirst();
  }
}
