package florin.emulator.household;

import static java.util.Objects.requireNonNull;

import florin.emulator.data.DecimalText;
import florin.emulator.data.Portfolio;
import florin.emulator.household.value.AccountPlan;
import florin.emulator.household.value.Institution;
import florin.emulator.household.value.TransactionDraft;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The family's accounts and two years of movements, oldest first, per institution. */
public final class Household {
  /** The label of the series of paydays. */
  public static final String SALARY = "salary";

  static final String CHECKING = "checking";
  static final String SAVINGS = "savings";
  static final String CARD = "card";
  static final String LOAN = "loan";
  static final String JOINT = "joint";
  static final String BROKERAGE = "brokerage";
  static final String WALLET = "wallet";

  /** Owed of the student loan before the known days. */
  static final BigDecimal LOAN_OPENING = BigDecimal.valueOf(18_400);

  /** The currency of the wallet, which is not one of ISO 4217, and its balance. */
  static final String COIN = "DOGE";

  static final String COINS = "1520.31874205";

  private static final Map<Institution, List<AccountPlan>> PLANS =
      Map.of(
          Institution.FIRST_PLATYPUS,
          List.of(
              cash(CHECKING, "Everyday Checking", "First Platypus Everyday Checking", "4821"),
              new AccountPlan(
                  SAVINGS,
                  "Rainy Day Savings",
                  "First Platypus High Yield Savings",
                  "depository",
                  "savings",
                  "7730",
                  null,
                  "USD",
                  false,
                  BigDecimal.valueOf(8_200),
                  null)),
          Institution.HOUNDSTOOTH,
          List.of(
              new AccountPlan(
                  CARD,
                  "Houndstooth Rewards",
                  "Houndstooth Rewards Visa Signature",
                  "credit",
                  "credit card",
                  "3155",
                  BigDecimal.valueOf(12_000),
                  "USD",
                  false,
                  DecimalText.cents(64_018),
                  null),
              new AccountPlan(
                  LOAN,
                  "Student Loan",
                  "Houndstooth Direct Student Loan",
                  "loan",
                  "student",
                  "6602",
                  null,
                  "USD",
                  false,
                  LOAN_OPENING,
                  null)),
          Institution.PLATYPUS,
          List.of(
              cash(JOINT, "Joint Checking", "Platypus Joint Checking", "2280"),
              new AccountPlan(
                  BROKERAGE,
                  "Brokerage",
                  "Platypus Individual Brokerage",
                  "investment",
                  "brokerage",
                  "9014",
                  null,
                  "USD",
                  false,
                  DecimalText.cents(4_231_877),
                  DecimalText.cents(120_413)),
              new AccountPlan(
                  WALLET,
                  "Coin Wallet",
                  "Platypus Non-Custodial Wallet",
                  "investment",
                  "non-custodial wallet",
                  "0x4f",
                  null,
                  COIN,
                  true,
                  new BigDecimal(COINS),
                  null)));

  /** One institution's share. */
  public record Part(List<AccountPlan> plans, List<TransactionDraft> drafts) {}

  private final Map<Institution, Part> parts;
  private final long seed;
  private final LocalDate anchor;

  private Household(Map<Institution, Part> parts, long seed, LocalDate anchor) {
    this.parts = parts;
    this.seed = seed;
    this.anchor = anchor;
  }

  /** The same seed and anchor give the same household, on any machine. */
  public static Household of(long seed, LocalDate anchor) {
    var householdTransactions = new HouseholdTransactions(CalendarDays.upTo(anchor));
    EverydaySpending.live(seed, householdTransactions);
    ScheduledPayments.live(seed, householdTransactions);
    UnusualTransactions.live(householdTransactions);
    InternalTransfers.live(seed, householdTransactions);
    var parts = new EnumMap<Institution, Part>(Institution.class);
    PLANS.forEach(
        (institution, plans) -> parts.put(institution, part(plans, householdTransactions)));
    parts.put(Institution.TOKENIZED, SmallLogins.quiet(anchor));
    return new Household(parts, seed, anchor);
  }

  /** A login with one account and a number of transactions, not part of the household. */
  public Part pocket(int movements) {
    return SmallLogins.pocket(movements, anchor);
  }

  public Part part(Institution institution) {
    return requireNonNull(parts.get(institution), institution.id());
  }

  /**
   * The holdings and debts at an institution.
   *
   * @param accounts gives an account of a plan its id
   */
  public Portfolio portfolio(Institution institution, UnaryOperator<String> accounts) {
    return switch (institution) {
      case PLATYPUS -> HouseholdInvestments.of(seed, anchor, accounts);
      case HOUNDSTOOTH -> HouseholdDebts.of(part(institution), anchor, accounts);
      case FIRST_PLATYPUS, TOKENIZED -> Portfolio.empty();
    };
  }

  /** The first payday after the known days. */
  public LocalDate nextPayday() {
    return new CalendarDays(anchor.plusDays(1), anchor.plusDays(35))
        .paydays()
        .map(CalendarDays::onOrBefore)
        .filter(day -> day.isAfter(anchor))
        .findFirst()
        .orElseThrow();
  }

  private static Part part(List<AccountPlan> plans, HouseholdTransactions householdTransactions) {
    var keys = plans.stream().collect(Collectors.toMap(AccountPlan::key, Function.identity()));
    return new Part(
        plans.stream().map(accountPlan -> fund(accountPlan, householdTransactions)).toList(),
        householdTransactions.drafts().stream()
            .filter(transactionDraft -> keys.containsKey(transactionDraft.account()))
            .toList());
  }

  /** Checking accounts start with enough never to be overdrawn. */
  private static AccountPlan fund(
      AccountPlan accountPlan, HouseholdTransactions householdTransactions) {
    if (!accountPlan.subtype().equals("checking")) {
      return accountPlan;
    }
    var cushion = DecimalText.cents(87_314);
    return accountPlan.openedWith(
        cushion.subtract(householdTransactions.lowest(accountPlan.key())));
  }

  private static AccountPlan cash(String key, String name, String officialName, String mask) {
    return new AccountPlan(
        key,
        name,
        officialName,
        "depository",
        "checking",
        mask,
        null,
        "USD",
        false,
        BigDecimal.ZERO,
        null);
  }
}
