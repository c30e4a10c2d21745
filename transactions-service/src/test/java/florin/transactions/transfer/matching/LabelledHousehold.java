package florin.transactions.transfer.matching;

import florin.events.CurrencyCode;
import florin.events.Money;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Two years of a generated household at several banks, with the pairs that are transfers. Texts
 * follow statements of real banks; each household has its own banks, habits and look-alikes.
 */
final class LabelledHousehold {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 730;
  private static final CurrencyCode USD = new CurrencyCode("USD");
  private static final List<String> FRIENDS =
      List.of("Bob Jones", "Alice Roy", "Chen Wei", "Maria Lopez", "Tom Baker", "Ines Costa");
  private static final List<String> SHOPS =
      List.of(
          "BLUE RIDGE GROCERS",
          "CORNER COFFEE",
          "AMZN MKTP US",
          "CASCADE FUEL",
          "CITY PARKING",
          "NOODLE HOUSE",
          "HARDWARE DEPOT",
          "TARGET T-1234");

  /** The texts of both sides of a transfer; %m is the mask of the other account, %b its bank. */
  private record Texts(String out, String in) {}

  private static final List<Texts> SAVING =
      List.of(
          new Texts(
              "Online Transfer to SAV ...%m transaction#: 81237", "Online Transfer from CHK ...%m"),
          new Texts(
              "Withdrawal Home Banking Transfer To Share 01",
              "Deposit Home Banking Transfer From Share 10"),
          new Texts("TRANSFER TO A/C %m", "TRANSFER FROM A/C %m"),
          new Texts("Übertrag auf Tagesgeldkonto", "Gutschrift Umbuchung"),
          new Texts("VIREMENT VERS LIVRET A", "VIREMENT DE COMPTE COURANT"),
          new Texts("TRASPASO A CUENTA AHORRO", "TRASPASO RECIBIDO"),
          new Texts("%b $TRANSFER PPD", "Requested transfer from %b checking account"),
          new Texts(
              "ACH Withdrawal %b TRANSFER",
              "ACH Deposit Internet transfer from account ending in %m"),
          new Texts("Automatic transfer", "Deposit"));

  private static final List<Texts> CARD =
      List.of(
          new Texts("%b CREDIT CRD AUTOPAY PPD ID 4760039224", "AUTOPAY PAYMENT - THANK YOU"),
          new Texts("%b EPAYMENT ACH PMT W5512", "ONLINE PAYMENT - THANK YOU"),
          new Texts("%b CARD ONLINE PAYMENT", "Payment Thank You-Mobile"),
          new Texts("Kreditkartenabrechnung", "Zahlung erhalten"),
          new Texts("%b E-PAYMENT", "INTERNET PAYMENT - THANK YOU"));

  private static final List<Texts> INVESTING =
      List.of(
          new Texts("%b BKG SVC LLC MONEYLINE", "ELECTRONIC FUNDS TRANSFER RECEIVED"),
          new Texts("%b BROKERAGE MONEYLINK", "MoneyLink Transfer"),
          new Texts("%b EDI PYMNTS", "Funds received via ACH transfer"));

  private final Random random;
  private final boolean categories;
  final List<BookedRow> rows = new ArrayList<>();
  final Map<UUID, OwnAccount> accounts = new HashMap<>();
  final Set<Set<UUID>> transfers = new HashSet<>();

  private final OwnAccount checking;
  private final OwnAccount savings;
  private final OwnAccount card;
  private final OwnAccount secondCard;
  private final OwnAccount joint;
  private final OwnAccount loan;
  private final OwnAccount brokerage;

  LabelledHousehold(long seed) {
    this.random = new Random(seed);
    this.categories = random.nextBoolean();
    String home = pick(List.of("Chase", "Wells Fargo", "Sparkasse", "BNP Paribas", "Navy Federal"));
    String other = pick(List.of("Ally Bank", "Marcus", "Capital One", "ING"));
    checking = account("depository", "checking", "Everyday Checking", home);
    savings =
        account("depository", "savings", "High Yield Savings", random.nextBoolean() ? home : other);
    card =
        account("credit", "credit card", "Rewards Visa", pick(List.of(home, "Citi", "Discover")));
    secondCard = account("credit", "credit card", "Cashback Card", "Barclays");
    joint = account("depository", "checking", "Joint Account", other);
    loan = account("loan", "student", "Student Loan", "Nelnet");
    brokerage =
        account("investment", "brokerage", "Individual", pick(List.of("Fidelity", "Schwab")));
    Texts saving = pick(SAVING);
    Texts paying = pick(CARD);
    Texts investing = pick(INVESTING);
    BigDecimal installment = cents(20_000 + random.nextInt(20_000));
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = FIRST.plusDays(day);
      everyDay(date);
      monthly(date, saving, paying, investing, installment);
      lookAlikes(date);
    }
  }

  private void monthly(
      LocalDate date, Texts saving, Texts paying, Texts investing, BigDecimal installment) {
    switch (date.getDayOfMonth()) {
      case 1 ->
          book(
              checking,
              cents(-180_000),
              date,
              "RENT GREEN PROPERTY MGMT",
              "RENT_AND_UTILITIES_RENT");
      case 4, 18 -> {
        transfer(
            checking, savings, round(50, 12), date, lag(checking, savings), saving, "TRANSFER");
        book(joint, cents(250_000), date, "ACME CORP PAYROLL", "INCOME_WAGES");
      }
      case 9 ->
          transfer(
              checking,
              joint,
              round(25, 20),
              date,
              lag(checking, joint),
              new Texts("%b TRANSFER", "%b TRANSFER"),
              "TRANSFER");
      case 12 ->
          transfer(
              checking,
              brokerage,
              round(100, 6),
              date,
              1 + random.nextInt(2),
              investing,
              "TRANSFER");
      case 15 ->
          transfer(
              checking,
              loan,
              installment,
              date,
              1,
              new Texts("NELNET STUDENT LN PMT", "PAYMENT"),
              "LOAN");
      case 21 ->
          transfer(
              checking,
              card,
              cents(9_000 + random.nextInt(200_000)),
              date,
              random.nextInt(4),
              paying,
              "LOAN");
      case 23 -> {
        if (random.nextInt(3) > 0) {
          transfer(
              checking,
              secondCard,
              cents(3_000 + random.nextInt(60_000)),
              date,
              random.nextInt(4) - 1,
              paying,
              "LOAN");
        }
      }
      case 27 -> {
        if (random.nextInt(4) == 0) {
          transfer(
              savings,
              checking,
              round(100, 8),
              date,
              0,
              new Texts("Online Transfer to CHK ...%m", "Online Transfer from SAV ...%m"),
              "TRANSFER");
        }
        book(
            savings,
            cents(random.nextInt(2_000) + 1),
            date,
            "INTEREST PAID",
            "INCOME_INTEREST_EARNED");
      }
      default -> {
        // no fixed bookings
      }
    }
  }

  private void everyDay(LocalDate date) {
    for (int i = random.nextInt(4); i > 0; i--) {
      OwnAccount from = pick(List.of(checking, card, secondCard, joint));
      book(
          from,
          cents(-(100 + random.nextInt(9_000))),
          date,
          pick(SHOPS),
          "GENERAL_MERCHANDISE_OTHER");
    }
    if (random.nextInt(3) == 0) {
      book(checking, cents(-450), date, "CORNER COFFEE", "FOOD_AND_DRINK_COFFEE");
    }
    if (random.nextInt(4) == 0) {
      transfer(
          checking,
          savings,
          cents(1 + random.nextInt(99)),
          date,
          0,
          new Texts("Round-up transfer to savings", "Round-up transfer from checking"),
          "TRANSFER");
    }
  }

  /** Equal amounts on two accounts that are no transfer. */
  private void lookAlikes(LocalDate date) {
    if (random.nextInt(20) == 0) { // refunded to another card
      BigDecimal amount = cents(1_000 + random.nextInt(9_000));
      String shop = pick(SHOPS);
      book(checking, amount.negate(), date, shop, "GENERAL_MERCHANDISE_OTHER");
      book(
          card,
          amount,
          date.plusDays(1 + random.nextInt(3)),
          pick(List.of(shop, shop + " REFUND")),
          "GENERAL_MERCHANDISE_OTHER");
    }
    if (random.nextInt(20) == 0) { // friends
      BigDecimal amount = round(10, 9);
      book(
          checking,
          amount.negate(),
          date,
          "Zelle payment to " + pick(FRIENDS),
          "TRANSFER_OUT_ACCOUNT_TRANSFER");
      book(
          joint,
          amount,
          date.plusDays(random.nextInt(3)),
          pick(List.of("Zelle payment from ", "VENMO CASHOUT ")) + pick(FRIENDS),
          "TRANSFER_IN_ACCOUNT_TRANSFER");
    }
    if (random.nextInt(40) == 0) { // cash and cheques
      BigDecimal amount = round(20, 10);
      book(
          checking,
          amount.negate(),
          date,
          pick(List.of("ATM WITHDRAWAL 0231 MAIN ST", "CHECK 1042")),
          "TRANSFER_OUT_WITHDRAWAL");
      book(
          joint,
          amount,
          date.plusDays(random.nextInt(4)),
          pick(List.of("MOBILE CHECK DEPOSIT", "ATM CASH DEPOSIT")),
          "TRANSFER_IN_DEPOSIT");
    }
    if (random.nextInt(40) == 0) { // a wage and a bill of the same amount
      BigDecimal amount = round(50, 20);
      book(
          checking,
          amount.negate(),
          date,
          "CITY ELECTRIC BILL PAYMENT",
          "RENT_AND_UTILITIES_GAS_AND_ELECTRICITY");
      book(joint, amount, date, "GIG WORKS DIRECT DEP", "INCOME_OTHER_INCOME");
    }
    if (random.nextInt(40) == 0) { // strangers by credit transfer
      BigDecimal amount = round(10, 15);
      book(checking, amount.negate(), date, "SEPA Überweisung an " + pick(FRIENDS), null);
      book(
          joint,
          amount,
          date.plusDays(1),
          "SEPA Gutschrift " + pick(FRIENDS) + " Miete Garage",
          null);
    }
    if (random.nextInt(60) == 0) { // card credit and a purchase
      BigDecimal amount = round(5, 10);
      book(card, amount, date, "STATEMENT CREDIT REWARDS", null);
      book(
          checking,
          amount.negate(),
          date.minusDays(1),
          "NOODLE HOUSE",
          "FOOD_AND_DRINK_RESTAURANT");
    }
  }

  private void transfer(
      OwnAccount from,
      OwnAccount to,
      BigDecimal amount,
      LocalDate date,
      int lag,
      Texts texts,
      String kind) {
    LocalDate sent = businessDay(date);
    LocalDate arrived = lag < 0 ? sent.plusDays(lag) : businessDay(sent.plusDays(lag));
    boolean loanKind = kind.equals("LOAN");
    BookedRow out =
        book(
            from,
            amount.negate(),
            sent,
            filled(texts.out(), to),
            loanKind ? "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT" : "TRANSFER_OUT_ACCOUNT_TRANSFER");
    BookedRow in =
        book(
            to,
            amount,
            arrived,
            filled(texts.in(), from),
            loanKind ? "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT" : "TRANSFER_IN_ACCOUNT_TRANSFER");
    transfers.add(Set.of(out.id(), in.id()));
  }

  private BookedRow book(
      OwnAccount account,
      BigDecimal amount,
      LocalDate date,
      String text,
      @Nullable String category) {
    BookedRow row =
        new BookedRow(
            new UUID(random.nextLong(), random.nextLong()),
            account.id(),
            date,
            new Money(amount, USD),
            text,
            categories && random.nextInt(10) > 0 ? category : null);
    rows.add(row);
    return row;
  }

  private static String filled(String text, OwnAccount other) {
    return text.replace("%m", String.valueOf(other.mask()))
        .replace("%b", String.valueOf(other.institution()).toUpperCase(java.util.Locale.ROOT));
  }

  private static int lag(OwnAccount from, OwnAccount to) {
    return java.util.Objects.equals(from.institution(), to.institution()) ? 0 : 2;
  }

  private OwnAccount account(String type, String subtype, String name, String institution) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    OwnAccount account =
        new OwnAccount(
            id,
            id,
            type,
            subtype,
            List.of(name),
            String.valueOf(1_000 + random.nextInt(9_000)),
            institution);
    accounts.put(id, account);
    return account;
  }

  private static LocalDate businessDay(LocalDate date) {
    LocalDate day = date;
    while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
      day = day.plusDays(1);
    }
    return day;
  }

  private BigDecimal round(int step, int steps) {
    return BigDecimal.valueOf((long) step * (1 + random.nextInt(steps)));
  }

  private static BigDecimal cents(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
