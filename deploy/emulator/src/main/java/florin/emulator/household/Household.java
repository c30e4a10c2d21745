package florin.emulator.household;

import static java.util.Objects.requireNonNull;

import florin.emulator.bank.Amounts;
import florin.emulator.bank.Portfolio;
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
  static final String CHECKING = "checking";
  static final String SAVINGS = "savings";
  static final String CARD = "card";
  static final String LOAN = "loan";
  static final String JOINT = "joint";
  static final String BROKERAGE = "brokerage";
  static final String WALLET = "wallet";

  private static final Map<Institution, List<Plan>> PLANS =
      Map.of(
          Institution.FIRST_PLATYPUS,
          List.of(
              cash(CHECKING, "Everyday Checking", "First Platypus Everyday Checking", "4821"),
              new Plan(
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
              new Plan(
                  CARD,
                  "Houndstooth Rewards",
                  "Houndstooth Rewards Visa Signature",
                  "credit",
                  "credit card",
                  "3155",
                  BigDecimal.valueOf(12_000),
                  "USD",
                  false,
                  Amounts.cents(64_018),
                  null),
              new Plan(
                  LOAN,
                  "Student Loan",
                  "Houndstooth Direct Student Loan",
                  "loan",
                  "student",
                  "6602",
                  null,
                  "USD",
                  false,
                  BigDecimal.valueOf(18_400),
                  null)),
          Institution.PLATYPUS,
          List.of(
              cash(JOINT, "Joint Checking", "Platypus Joint Checking", "2280"),
              new Plan(
                  BROKERAGE,
                  "Brokerage",
                  "Platypus Individual Brokerage",
                  "investment",
                  "brokerage",
                  "9014",
                  null,
                  "USD",
                  false,
                  Amounts.cents(4_231_877),
                  Amounts.cents(120_413)),
              new Plan(
                  WALLET,
                  "Coin Wallet",
                  "Platypus Non-Custodial Wallet",
                  "investment",
                  "non-custodial wallet",
                  "0x4f",
                  null,
                  "DOGE",
                  true,
                  new BigDecimal("1520.31874205"),
                  null)));

  /** One institution's share. */
  public record Part(List<Plan> plans, List<Draft> drafts) {}

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
    var ledger = new Ledger(Days.upTo(anchor));
    Spending.live(seed, ledger);
    Obligations.live(seed, ledger);
    Oddities.live(ledger);
    Transfers.live(seed, ledger);
    var parts = new EnumMap<Institution, Part>(Institution.class);
    PLANS.forEach((institution, plans) -> parts.put(institution, part(plans, ledger)));
    parts.put(Institution.TOKENIZED, Small.quiet(anchor));
    return new Household(parts, seed, anchor);
  }

  /** A login with one account and so many movements, nobody's of the household. */
  public Part pocket(int movements) {
    return Small.pocket(movements, anchor);
  }

  public Part part(Institution institution) {
    return requireNonNull(parts.get(institution), institution.id());
  }

  /**
   * What it holds and owes at an institution.
   *
   * @param accounts gives an account of a plan its id
   */
  public Portfolio portfolio(Institution institution, UnaryOperator<String> accounts) {
    return Wealth.of(institution, seed, anchor, accounts);
  }

  private static Part part(List<Plan> plans, Ledger ledger) {
    var keys = plans.stream().collect(Collectors.toMap(Plan::key, Function.identity()));
    return new Part(
        plans.stream().map(plan -> fund(plan, ledger)).toList(),
        ledger.drafts().stream().filter(draft -> keys.containsKey(draft.account())).toList());
  }

  /** Checking accounts start with enough never to be overdrawn. */
  private static Plan fund(Plan plan, Ledger ledger) {
    if (!plan.subtype().equals("checking")) {
      return plan;
    }
    var cushion = Amounts.cents(87_314);
    return plan.openedWith(cushion.subtract(ledger.lowest(plan.key())));
  }

  private static Plan cash(String key, String name, String officialName, String mask) {
    return new Plan(
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
