package florin.transactions.transfer.matching;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account of the user, as far as it is evidence for transfers.
 *
 * @param survivor the account that it is shown as; itself if it is not merged
 * @param type {@code depository}, {@code credit}, {@code loan}, {@code investment} or another one
 * @param names given by the bank and the user
 * @param mask the last digits of its number
 */
public record OwnAccount(
    UUID id,
    UUID survivor,
    @Nullable String type,
    @Nullable String subtype,
    List<String> names,
    @Nullable String mask,
    @Nullable String institution) {

  private static final Set<String> SAVINGS =
      Set.of("savings", "saving", "money", "cd", "ira", "hsa", "isa", "tagesgeld", "sparkonto");

  private static final Set<String> CARDS =
      Set.of("card", "creditcard", "visa", "mastercard", "amex", "kreditkarte", "carte", "tarjeta");

  public OwnAccount {
    names = List.copyOf(names);
  }

  public static OwnAccount unknown(UUID id) {
    return new OwnAccount(id, id, null, null, List.of(), null, null);
  }

  /** By its type, or by its names if none is known. */
  boolean isCard() {
    return "credit".equals(type)
        || (type == null || type.equals("other"))
            && names.stream()
                .flatMap(name -> TransferWords.tokens(name).stream())
                .anyMatch(CARDS::contains);
  }

  boolean isLoan() {
    return "loan".equals(type);
  }

  boolean isDebt() {
    return isCard() || isLoan();
  }

  /** Whether little but transfers is booked on it. */
  boolean isSavings() {
    return "investment".equals(type)
        || !isDebt()
            && TransferWords.tokens(subtype == null ? "" : subtype).stream()
                .anyMatch(SAVINGS::contains);
  }

  /** The words of its names that distinguish it from other accounts. */
  Set<String> nameWords() {
    return words(names.stream());
  }

  Set<String> institutionWords() {
    return words(Stream.ofNullable(institution));
  }

  /** Words for its kind, such as {@code savings}. */
  Set<String> kindWords() {
    return Stream.concat(
            names.stream(), Stream.concat(Stream.ofNullable(type), Stream.ofNullable(subtype)))
        .flatMap(text -> TransferWords.tokens(text).stream())
        .flatMap(word -> TransferWords.kind(word).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> words(Stream<String> texts) {
    return texts
        .flatMap(text -> TransferWords.tokens(text).stream())
        .filter(TransferWords::isSpecific)
        .collect(Collectors.toUnmodifiableSet());
  }
}
