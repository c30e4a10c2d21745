package florin.accounts.account.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Kinds of accounts with the subtypes each may have (Plaid's words, {@code Account.subtype}). A
 * word that a provider invents becomes {@code other}; its own word is kept beside it.
 */
public enum AccountType {
  DEPOSITORY(
      "checking",
      "savings",
      "hsa",
      "cd",
      "money market",
      "paypal",
      "prepaid",
      "cash management",
      "ebt",
      "limited purpose checking",
      "payroll"),
  CREDIT("credit card", "paypal"),
  LOAN(
      "auto",
      "business",
      "commercial",
      "construction",
      "consumer",
      "home equity",
      "loan",
      "mortgage",
      "overdraft",
      "line of credit",
      "student"),
  INVESTMENT(
      "401a",
      "401k",
      "403b",
      "457b",
      "529",
      "brokerage",
      "cash isa",
      "crypto exchange",
      "education savings account",
      "fixed annuity",
      "gic",
      "health reimbursement arrangement",
      "hsa",
      "ira",
      "isa",
      "keogh",
      "lif",
      "life insurance",
      "lira",
      "lrif",
      "lrsp",
      "mutual fund",
      "non-custodial wallet",
      "non-taxable brokerage account",
      "other annuity",
      "other insurance",
      "pension",
      "prif",
      "profit sharing plan",
      "qshr",
      "rdsp",
      "resp",
      "retirement",
      "rlif",
      "roth",
      "roth 401k",
      "rrif",
      "rrsp",
      "sarsep",
      "sep ira",
      "simple ira",
      "sipp",
      "stock plan",
      "tfsa",
      "thrift savings plan",
      "trust",
      "ugma",
      "utma",
      "variable annuity"),
  OTHER();

  private static final String UNLISTED = "other";

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<String> listed;

  AccountType(String... listed) {
    this.listed = Set.of(listed);
  }

  /** As it stands in events, rows and answers. */
  /** Whether its accounts are on the side of debts of the balance sheet. */
  public boolean debt() {
    return this == CREDIT || this == LOAN;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of a word, if it is one. */
  public static Optional<AccountType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.wireName().equals(word)).findFirst();
  }

  /** Our subtype for a provider's word: the same if this type lists it, else {@code other}. */
  public String subtype(String said) {
    String word = said.strip().toLowerCase(Locale.ROOT);
    return listed.contains(word) ? word : UNLISTED;
  }

  /** Whether an account of this type may have the subtype. */
  public boolean has(String subtype) {
    return listed.contains(subtype) || subtype.equals(UNLISTED);
  }

  public Set<String> subtypes() {
    return listed;
  }
}
