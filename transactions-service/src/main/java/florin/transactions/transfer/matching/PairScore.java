package florin.transactions.transfer.matching;

import florin.transactions.transfer.matching.SideEvidence.Strength;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The score of two transactions as a pair: points per reason. The texts of both sides carry most;
 * date, kinds of accounts and the rarity of the amount support them. Without a hint on either side
 * no pair reaches the default threshold.
 *
 * @param points their sum, which may be below 0 or above 100
 * @param automatic whether the pair may be matched without the user, if it is the only one
 */
public record PairScore(int points, List<TransferReason> reasons, boolean automatic) {

  private static final int TWO_ACCOUNTS = 20;
  private static final int SAME_DAY = 15;
  private static final int PER_DAY = 3;
  private static final int ARRIVED_FIRST = -25;
  private static final int ARRIVED_FIRST_ON_DEBT = -6;
  private static final int STATED = 45;
  private static final int NAMED = 28;
  private static final int TRANSFER = 18;
  private static final int PERSON = 6;
  private static final int OTHER_KIND = -20;
  private static final int CATEGORY_TOO = 4;
  private static final int BOTH = 10;
  private static final int LOAN = 12;
  private static final int SAVINGS = 10;
  private static final int FROM_CARD = -15;
  private static final int ONLY_PAIR = 10;
  private static final int UNCOMMON = 6;
  private static final int SAME_TEXT = 20;
  private static final int SAME_REFERENCE = 20;
  private static final int OTHER_ACCOUNT = -30;
  private static final int SAME_NAME = 8;
  private static final int DIFFERENT_NAMES = -20;
  private static final int SAME_MERCHANT = -30;

  private static final BigDecimal FIVE = BigDecimal.valueOf(5);

  /**
   * @param only whether no other transactions of this amount are near
   * @param others all accounts of the user
   */
  public static PairScore of(
      BookedRow outgoing,
      OwnAccount from,
      BookedRow incoming,
      OwnAccount to,
      boolean only,
      Collection<OwnAccount> others) {
    List<TransferReason> reasons = new ArrayList<>();
    SideEvidence out = SideEvidence.of(outgoing, from, to);
    SideEvidence in = SideEvidence.of(incoming, to, from);
    int days = (int) ChronoUnit.DAYS.between(outgoing.date(), incoming.date());
    int points = TWO_ACCOUNTS + Math.max(0, SAME_DAY - PER_DAY * Math.abs(days));
    reasons.add(TransferReason.OPPOSITE_AMOUNTS);
    reasons.add(days == 0 ? TransferReason.SAME_DAY : TransferReason.DAYS_APART);
    boolean debt = from.isDebt() || to.isDebt();
    boolean automatic = true;
    boolean stated = out.strength() == Strength.STATED || in.strength() == Strength.STATED;
    if (days < 0 && !stated) {
      points += debt ? ARRIVED_FIRST_ON_DEBT : ARRIVED_FIRST;
      automatic = debt;
      reasons.add(TransferReason.RECEIVED_BEFORE_SENT);
    }
    points += side(out, reasons, TransferReason.OUTGOING_CATEGORY);
    points += side(in, reasons, TransferReason.INCOMING_CATEGORY);
    boolean bothHint = hints(out) && hints(in);
    if (bothHint) {
      points += BOTH;
      reasons.add(TransferReason.BOTH_SIDES_HINT);
    }
    points += accounts(from, to, out, in, reasons);
    if (only) {
      points += ONLY_PAIR;
      reasons.add(TransferReason.ONLY_PAIR_OF_AMOUNT);
      if (uncommon(incoming.amount().amount())) {
        points += UNCOMMON;
        reasons.add(TransferReason.UNCOMMON_AMOUNT);
      }
    }
    boolean sameText = days == 0 && sameText(out, in, from, to);
    if (sameText) {
      points += SAME_TEXT;
      reasons.add(TransferReason.SAME_TEXT);
    } else {
      points += names(out, in, reasons);
      points += references(out, in, reasons);
    }
    boolean otherKind =
        out.strength() == Strength.OTHER_KIND || in.strength() == Strength.OTHER_KIND;
    automatic &= !reasons.contains(TransferReason.SAME_MERCHANT) && !otherKind;
    // A payment service between people pays no card and no loan, and friends pay each other back.
    automatic &= !(debt && out.strength() == Strength.PERSON && out.person());
    automatic &= !(out.person() && in.person()) || reasons.contains(TransferReason.SAME_REFERENCE);
    if (namesAnother(out, from, to, others) || namesAnother(in, to, from, others)) {
      points += OTHER_ACCOUNT;
      automatic = false;
      reasons.add(TransferReason.NAMES_ANOTHER_ACCOUNT);
    }
    return new PairScore(points, List.copyOf(reasons), automatic);
  }

  /** The score as it is stored and shown. */
  public int percent() {
    return Math.clamp(points, 0, 100);
  }

  private static boolean hints(SideEvidence side) {
    return side.strength().compareTo(Strength.TRANSFER) >= 0;
  }

  private static int side(
      SideEvidence side, List<TransferReason> reasons, TransferReason category) {
    if (side.strength() != Strength.NONE) {
      reasons.add(side.reason());
    }
    int points =
        switch (side.strength()) {
          case OTHER_KIND -> OTHER_KIND;
          case NONE -> 0;
          case PERSON -> PERSON;
          case TRANSFER -> TRANSFER;
          case NAMED -> NAMED;
          case STATED -> STATED;
        };
    if (side.category() && hints(side)) {
      reasons.add(category);
      return points + CATEGORY_TOO;
    }
    return points;
  }

  private static int accounts(
      OwnAccount from,
      OwnAccount to,
      SideEvidence out,
      SideEvidence in,
      List<TransferReason> reasons) {
    int points = 0;
    if (to.isLoan()) {
      points += LOAN;
      reasons.add(TransferReason.LOAN_ACCOUNT);
    }
    if (from.isSavings() && out.strength() != Strength.OTHER_KIND
        || to.isSavings() && in.strength() != Strength.OTHER_KIND) {
      points += SAVINGS;
      reasons.add(TransferReason.SAVINGS_ACCOUNT);
    }
    if (from.isCard() && !hints(out)) {
      points += FROM_CARD;
      reasons.add(TransferReason.OUTGOING_FROM_CARD);
    }
    return points;
  }

  /**
   * Whether one person or bank described both. A purchase and a refund have the same text too, but
   * seldom on one day, and not on accounts that nothing is bought with.
   */
  private static boolean sameText(
      SideEvidence out, SideEvidence in, OwnAccount from, OwnAccount to) {
    boolean describes =
        out.text().equals(in.text())
            && out.text().stream().anyMatch(word -> word.chars().allMatch(Character::isLetter));
    boolean purchase =
        out.strength() == Strength.NONE && !from.isSavings() && !to.isSavings() && !to.isLoan();
    return describes
        && !purchase
        && out.strength() != Strength.OTHER_KIND
        && in.strength() != Strength.OTHER_KIND;
  }

  /** Both banks often show the number of one payment. */
  private static int references(SideEvidence out, SideEvidence in, List<TransferReason> reasons) {
    boolean moves =
        out.strength().compareTo(Strength.PERSON) >= 0
            && in.strength().compareTo(Strength.PERSON) >= 0;
    if (!moves || Collections.disjoint(out.references(), in.references())) {
      return 0;
    }
    reasons.add(TransferReason.SAME_REFERENCE);
    return SAME_REFERENCE;
  }

  /** Whether a text names a third account by its mask, and neither of the two. */
  private static boolean namesAnother(
      SideEvidence side, OwnAccount own, OwnAccount other, Collection<OwnAccount> others) {
    return side.strength() != Strength.STATED
        && !side.namesMaskOf(own)
        && !side.namesMaskOf(other)
        && others.stream()
            .anyMatch(account -> isThird(account, own, other) && side.namesMaskOf(account));
  }

  private static boolean isThird(OwnAccount account, OwnAccount own, OwnAccount other) {
    return !account.survivor().equals(own.survivor())
        && !account.survivor().equals(other.survivor());
  }

  private static int names(SideEvidence out, SideEvidence in, List<TransferReason> reasons) {
    if (out.names().isEmpty() || in.names().isEmpty()) {
      return 0;
    }
    boolean named = out.strength() == Strength.NAMED || in.strength() == Strength.NAMED;
    if (Collections.disjoint(out.names(), in.names())) {
      if (named) {
        return 0;
      }
      reasons.add(TransferReason.DIFFERENT_NAMES);
      return DIFFERENT_NAMES;
    }
    // The owner of both accounts pays to a name and receives from it.
    if (hints(out) || hints(in) || out.person() && in.person()) {
      reasons.add(TransferReason.SAME_NAME);
      return SAME_NAME;
    }
    // A purchase and its refund on another account name the same merchant.
    reasons.add(TransferReason.SAME_MERCHANT);
    return SAME_MERCHANT;
  }

  private static boolean uncommon(BigDecimal amount) {
    return amount.remainder(FIVE).signum() != 0;
  }
}
