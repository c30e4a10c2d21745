package florin.transactions.transfer.matching;

import java.util.Locale;

/** Evidence for or against a pair; each code with its points is explained by {@link PairScore}. */
public enum TransferReason {
  OPPOSITE_AMOUNTS,
  SAME_DAY,
  DAYS_APART,
  RECEIVED_BEFORE_SENT,
  OUTGOING_NAMES_ACCOUNT,
  INCOMING_NAMES_ACCOUNT,
  OUTGOING_TRANSFER_TEXT,
  INCOMING_TRANSFER_TEXT,
  OUTGOING_CATEGORY,
  INCOMING_CATEGORY,
  OUTGOING_PAYMENT_TEXT,
  INCOMING_PAYMENT_TEXT,
  OUTGOING_PERSON_PAYMENT,
  INCOMING_PERSON_PAYMENT,
  OUTGOING_FILE_STATES_ACCOUNT,
  INCOMING_FILE_STATES_ACCOUNT,
  BOTH_SIDES_HINT,
  LOAN_ACCOUNT,
  SAVINGS_ACCOUNT,
  OUTGOING_FROM_CARD,
  ONLY_PAIR_OF_AMOUNT,
  UNCOMMON_AMOUNT,
  SAME_TEXT,
  SAME_REFERENCE,
  SAME_NAME,
  DIFFERENT_NAMES,
  NAMES_ANOTHER_ACCOUNT,
  SAME_MERCHANT,
  OUTGOING_OTHER_KIND,
  INCOMING_OTHER_KIND,
  SEVERAL_CANDIDATES,
  MATCHED_BY_HAND,
  CROSS_CURRENCY;

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A code that an earlier version wrote stays readable as long as the constant stays. */
  public static TransferReason of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
