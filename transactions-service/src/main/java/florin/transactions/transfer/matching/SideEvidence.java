package florin.transactions.transfer.matching;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The evidence in one transaction of a pair.
 *
 * @param strength how much it hints at a transfer with the other account
 * @param reason absent for {@link Strength#NONE}
 * @param category whether the provider's category hints at a transfer, beside the text
 * @param person whether a payment service between people made it
 * @param text the words of the text
 * @param names words that may name a person or a merchant
 */
record SideEvidence(
    Strength strength,
    TransferReason reason,
    boolean category,
    boolean person,
    List<String> text,
    Set<String> names) {

  /** Ascending. */
  enum Strength {
    /** Another kind of booking, such as a purchase. */
    OTHER_KIND,
    NONE,
    /** A payment without a named recipient. */
    PERSON,
    /** A movement between accounts. */
    TRANSFER,
    /** The other account by its mask or name, or by its bank or kind with a word for a transfer. */
    NAMED,
    /** The file of the row states the other account. */
    STATED
  }

  /** The words of a text. */
  private record Words(
      List<String> tokens,
      boolean transfer,
      boolean creditTransfer,
      boolean person,
      boolean payment,
      boolean other) {

    static Words of(String text) {
      List<String> tokens = TransferWords.tokens(text);
      boolean eTransfer = tokens.contains("e") && tokens.contains("transfer");
      boolean cashApp = tokens.contains("cash") && tokens.contains("app");
      return new Words(
          tokens,
          tokens.stream().anyMatch(TransferWords::isTransfer),
          tokens.stream().anyMatch(TransferWords::isCreditTransfer),
          eTransfer || cashApp || tokens.stream().anyMatch(TransferWords::isPersonPayment),
          tokens.stream().anyMatch(TransferWords::isPayment),
          tokens.stream().anyMatch(TransferWords::isOther));
    }

    boolean moves() {
      return transfer || creditTransfer || payment;
    }
  }

  static SideEvidence of(BookedRow row, OwnAccount own, OwnAccount other) {
    if (row.stated() != null) {
      Strength strength =
          row.stated().equals(other.survivor()) ? Strength.STATED : Strength.OTHER_KIND;
      return new SideEvidence(
          strength,
          reason(strength, false, row.isOutgoing()),
          false,
          false,
          TransferWords.tokens(row.text()),
          Set.of());
    }
    Words words = Words.of(row.text());
    boolean outgoing = row.isOutgoing();
    boolean category = hints(row.category(), outgoing);
    Set<String> names =
        words.tokens().stream()
            .filter(TransferWords::isSpecific)
            .filter(word -> !other.nameWords().contains(word) && !own.nameWords().contains(word))
            .filter(
                word ->
                    !other.institutionWords().contains(word)
                        && !own.institutionWords().contains(word))
            .collect(Collectors.toUnmodifiableSet());
    boolean debt = own.isDebt() || other.isDebt();
    Strength strength = strength(words, own, other, debt);
    if (strength == Strength.NONE && !category && opposes(row.category())) {
      strength = Strength.OTHER_KIND;
    }
    if (category
        && !words.person()
        && !words.other()
        && strength.compareTo(Strength.TRANSFER) < 0) {
      return new SideEvidence(
          Strength.TRANSFER,
          outgoing ? TransferReason.OUTGOING_CATEGORY : TransferReason.INCOMING_CATEGORY,
          false,
          words.person(),
          words.tokens(),
          names);
    }
    boolean payment = words.payment() && !words.transfer() && debt;
    return new SideEvidence(
        strength,
        reason(strength, payment, outgoing),
        category,
        words.person(),
        words.tokens(),
        names);
  }

  /** Whether the text has the mask of an account, as a number of its own or at the end of one. */
  boolean namesMaskOf(OwnAccount account) {
    return namesMask(text, account);
  }

  /** Numbers and codes that may be the reference of a payment. */
  Set<String> references() {
    return text.stream().filter(TransferWords::isReference).collect(Collectors.toUnmodifiableSet());
  }

  private static Strength strength(Words words, OwnAccount own, OwnAccount other, boolean debt) {
    if (namesMask(words.tokens(), other) && !words.other()) {
      return Strength.NAMED;
    }
    if (words.other()) {
      return Strength.OTHER_KIND;
    }
    boolean named =
        containsAll(words.tokens(), other.nameWords())
            || differentBank(own, other) && containsAll(words.tokens(), other.institutionWords());
    boolean kind =
        words.tokens().stream()
            .flatMap(word -> TransferWords.kind(word).stream())
            .anyMatch(found -> other.kindWords().contains(found));
    boolean moves = words.transfer() || words.creditTransfer() || words.payment() && debt;
    if (moves && !words.person() && (named || kind)) {
      return Strength.NAMED;
    }
    // A payment that arrives on a card or a loan can only be one from an account of its owner.
    if (words.payment() && own.isDebt()) {
      return Strength.NAMED;
    }
    if (words.person()) {
      return Strength.PERSON;
    }
    if (words.transfer() || words.payment() && debt || named) {
      return Strength.TRANSFER;
    }
    return words.moves() ? Strength.PERSON : Strength.NONE;
  }

  private static TransferReason reason(Strength strength, boolean payment, boolean outgoing) {
    return switch (strength) {
      case OTHER_KIND ->
          outgoing ? TransferReason.OUTGOING_OTHER_KIND : TransferReason.INCOMING_OTHER_KIND;
      case NONE -> TransferReason.OPPOSITE_AMOUNTS;
      case PERSON ->
          outgoing
              ? TransferReason.OUTGOING_PERSON_PAYMENT
              : TransferReason.INCOMING_PERSON_PAYMENT;
      case STATED ->
          outgoing
              ? TransferReason.OUTGOING_FILE_STATES_ACCOUNT
              : TransferReason.INCOMING_FILE_STATES_ACCOUNT;
      case TRANSFER, NAMED -> {
        if (payment) {
          yield outgoing
              ? TransferReason.OUTGOING_PAYMENT_TEXT
              : TransferReason.INCOMING_PAYMENT_TEXT;
        }
        if (strength == Strength.NAMED) {
          yield outgoing
              ? TransferReason.OUTGOING_NAMES_ACCOUNT
              : TransferReason.INCOMING_NAMES_ACCOUNT;
        }
        yield outgoing
            ? TransferReason.OUTGOING_TRANSFER_TEXT
            : TransferReason.INCOMING_TRANSFER_TEXT;
      }
    };
  }

  private static boolean differentBank(OwnAccount own, OwnAccount other) {
    return !own.institutionWords().equals(other.institutionWords());
  }

  private static boolean containsAll(List<String> tokens, Set<String> words) {
    return !words.isEmpty() && tokens.containsAll(words);
  }

  private static boolean namesMask(List<String> tokens, OwnAccount other) {
    String mask = other.mask();
    if (mask == null || mask.length() < 3 || !mask.chars().allMatch(Character::isDigit)) {
      return false;
    }
    return tokens.stream()
        .anyMatch(
            token ->
                token.endsWith(mask)
                    && (token.length() == mask.length()
                        || token.length() >= 10
                        || token
                            .substring(0, token.length() - mask.length())
                            .chars()
                            .allMatch(c -> c == 'x' || c == '*')));
  }

  private static boolean hints(@org.jspecify.annotations.Nullable String category, boolean out) {
    if (category == null) {
      return false;
    }
    String label = category.toUpperCase(Locale.ROOT);
    return label.startsWith("LOAN_PAYMENTS")
        || label.equals("TRANSFER")
        || label.startsWith(out ? "TRANSFER_OUT" : "TRANSFER_IN")
            && !label.endsWith("_WITHDRAWAL")
            && !label.endsWith("_IN_DEPOSIT");
  }

  private static boolean opposes(@org.jspecify.annotations.Nullable String category) {
    if (category == null) {
      return false;
    }
    String label = category.toUpperCase(Locale.ROOT);
    return !label.startsWith("TRANSFER")
        && !label.startsWith("LOAN_")
        && !label.startsWith("OTHER")
        && !label.startsWith("BANK_FEES_OTHER")
        && !label.startsWith("GENERAL_SERVICES_OTHER");
  }
}
