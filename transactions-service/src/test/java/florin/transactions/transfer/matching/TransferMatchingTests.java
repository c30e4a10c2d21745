package florin.transactions.transfer.matching;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.transfer.matching.TransferMatching.Pairing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransferMatchingTests {

  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
  private static final OwnAccount CHECKING = account("depository", "checking", "Checking", "4821");
  private static final OwnAccount SAVINGS = account("depository", "savings", "Savings", "7730");
  private static final OwnAccount JOINT = account("depository", "checking", "Joint", "2280");
  private static final OwnAccount CARD = account("credit", "credit card", "Rewards", "3155");

  private static OwnAccount account(String type, String subtype, String name, String mask) {
    UUID id = UUID.randomUUID();
    return new OwnAccount(id, id, type, subtype, List.of(name), mask, "Platypus");
  }

  private static BookedRow row(OwnAccount on, String amount, LocalDate date, String text) {
    return new BookedRow(
        UUID.randomUUID(),
        on.id(),
        date,
        new Money(new BigDecimal(amount), new CurrencyCode("USD")),
        text,
        null);
  }

  private static TransferMatching matching(Set<Set<UUID>> blocked) {
    Map<UUID, OwnAccount> accounts = new HashMap<>();
    List.of(CHECKING, SAVINGS, JOINT, CARD).forEach(account -> accounts.put(account.id(), account));
    return new TransferMatching(accounts, TransferSettings.DEFAULT, blocked);
  }

  private static List<Pairing> automatic(BookedRow... rows) {
    TransferMatching matching = matching(Set.of());
    return matching.pairs(List.of(rows)).stream().filter(matching::automatic).toList();
  }

  /** Counts over all seeds: found and right, found, there. */
  private record Counts(int right, int found, int there) {
    double precision() {
      return (double) right / found;
    }

    double recall() {
      return (double) right / there;
    }
  }

  private static Counts score(long seed) {
    LabelledHousehold household = new LabelledHousehold(seed);
    TransferMatching matching =
        new TransferMatching(household.accounts, TransferSettings.DEFAULT, Set.of());
    List<Pairing> pairs = matching.pairs(household.rows);
    Set<Set<UUID>> found = new HashSet<>();
    for (Pairing pair : pairs) {
      Set<UUID> ids = Set.of(pair.outgoing().id(), pair.incoming().id());
      if (matching.automatic(pair)) {
        found.add(ids);
      }
      if (matching.automatic(pair) != household.transfers.contains(ids)) {
        System.out.printf(
            "  %s %d %s %s | %s | %s%n",
            household.transfers.contains(ids) ? "missed" : "wrong",
            pair.score().points(),
            pair.incoming().amount(),
            pair.outgoing().text(),
            pair.incoming().text(),
            pair.score().reasons());
      }
    }
    int right = (int) found.stream().filter(household.transfers::contains).count();
    return new Counts(right, found.size(), household.transfers.size());
  }

  @Test
  void findsTheTransfersOfTwentyGeneratedHouseholds() {
    int right = 0;
    int found = 0;
    int there = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Counts counts = score(seed);
      System.out.printf(
          "seed %d: precision %.4f recall %.4f of %d transfers%n",
          seed, counts.precision(), counts.recall(), counts.there());
      right += counts.right();
      found += counts.found();
      there += counts.there();
    }
    Counts all = new Counts(right, found, there);
    System.out.printf(
        "all seeds: precision %.4f recall %.4f of %d transfers%n",
        all.precision(), all.recall(), all.there());
    assertThat(all.precision()).isGreaterThanOrEqualTo(0.99);
    assertThat(all.recall()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void everyTransactionIsInAtMostOnePairWhateverTheRows() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      List<OwnAccount> accounts = List.of(CHECKING, SAVINGS, JOINT, CARD);
      List<String> texts = List.of("TRANSFER", "Transfer to savings", "SHOP", "PAYMENT", "x");
      List<BookedRow> rows = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        rows.add(
            row(
                accounts.get(random.nextInt(4)),
                (random.nextBoolean() ? "-" : "") + (1 + random.nextInt(3)),
                DAY.plusDays(random.nextInt(12)),
                texts.get(random.nextInt(5))));
      }
      Set<UUID> seen = new HashSet<>();
      for (Pairing pair : matching(Set.of()).pairs(rows)) {
        assertThat(seen.add(pair.outgoing().id())).as("seed " + seed).isTrue();
        assertThat(seen.add(pair.incoming().id())).as("seed " + seed).isTrue();
        assertThat(pair.outgoing().account()).isNotEqualTo(pair.incoming().account());
        assertThat(pair.outgoing().amount().amount().negate())
            .isEqualByComparingTo(pair.incoming().amount().amount());
        assertThat(Math.abs(pair.daysApart())).isLessThanOrEqualTo(4);
      }
    }
  }

  @Test
  void matchesClearTextsOfSeveralKinds() {
    assertThat(
            automatic(
                row(CHECKING, "-500", DAY, "Online Transfer to SAV ...7730"),
                row(SAVINGS, "500", DAY.plusDays(1), "Online Transfer from CHK ...4821")))
        .hasSize(1);
    assertThat(
            automatic(
                row(CHECKING, "-331.07", DAY.plusDays(1), "PLATYPUS CARD AUTOPAY"),
                row(CARD, "331.07", DAY, "PAYMENT - THANK YOU")))
        .as("the card may book first")
        .hasSize(1);
    assertThat(
            automatic(
                row(CHECKING, "-500", DAY, "Umbuchung auf Sparkonto"),
                row(SAVINGS, "500", DAY, "Umbuchung")))
        .hasSize(1);
  }

  @Test
  void matchesNoRefundNoStrangersAndNothingAmbiguous() {
    assertThat(
            automatic(
                row(CHECKING, "-59.99", DAY, "AMZN MKTP"),
                row(CARD, "59.99", DAY.plusDays(1), "AMZN MKTP")))
        .isEmpty();
    assertThat(
            automatic(
                row(CHECKING, "-50", DAY, "Zelle to Bob Jones"),
                row(JOINT, "50", DAY, "Zelle from Alice Roy")))
        .isEmpty();
    assertThat(
            automatic(
                row(CHECKING, "-100", DAY, "TRANSFER"),
                row(SAVINGS, "100", DAY, "TRANSFER"),
                row(JOINT, "100", DAY, "TRANSFER")))
        .isEmpty();
    assertThat(
            automatic(
                row(CHECKING, "-500", DAY.plusDays(1), "TRANSFER"),
                row(SAVINGS, "500", DAY, "TRANSFER")))
        .as("money that arrives before it is sent")
        .isEmpty();
    assertThat(
            automatic(row(CHECKING, "-20", DAY, "TRANSFER"), row(CHECKING, "20", DAY, "TRANSFER")))
        .isEmpty();
  }

  @Test
  void twoEqualTransfersOfOneDayAreClear() {
    assertThat(
            automatic(
                row(CHECKING, "-100", DAY, "Transfer to savings"),
                row(CHECKING, "-100", DAY, "Transfer to savings"),
                row(SAVINGS, "100", DAY, "Transfer from checking"),
                row(SAVINGS, "100", DAY, "Transfer from checking")))
        .hasSize(2);
  }

  @Test
  void oneTextOnBothSidesOfOneDayIsOneMovement() {
    assertThat(
            automatic(
                row(SAVINGS, "-725", DAY, "Weekly cash flow"),
                row(CHECKING, "725", DAY, "Weekly cash flow")))
        .hasSize(1);
    assertThat(
            automatic(
                row(CHECKING, "-300", DAY, "Monthly transfer"),
                row(JOINT, "300", DAY, "Monthly transfer"),
                row(CHECKING, "-300", DAY, "Rewards payment"),
                row(CARD, "300", DAY, "Rewards payment")))
        .as("two movements of one amount")
        .hasSize(2);
    assertThat(
            automatic(
                row(CHECKING, "-59.99", DAY, "NOODLE HOUSE"),
                row(CARD, "59.99", DAY, "NOODLE HOUSE")))
        .as("a purchase and its refund")
        .isEmpty();
  }

  @Test
  void aPaymentServiceMovesMoneyOfItsOwnerIfBothBanksShowItsNumber() {
    assertThat(
            automatic(
                row(CHECKING, "-500", DAY, "Zelle payment to Jane Doe JPM99xy7bwnm"),
                row(JOINT, "500", DAY, "ZELLE FROM JANE DOE REF JPM99XY7BWNM")))
        .hasSize(1);
    BookedRow out = row(CHECKING, "-500", DAY, "Zelle payment to Jane Doe");
    BookedRow in = row(JOINT, "500", DAY, "Zelle money received from JANE DOE");
    assertThat(automatic(out, in)).as("or Jane pays back").isEmpty();
    assertThat(matching(Set.of()).pairs(List.of(out, in)).getFirst().score().points())
        .isGreaterThan(50);
    assertThat(
            automatic(
                row(CHECKING, "-150.30", DAY, "ZELLE TO JANE DOE"),
                row(CARD, "150.30", DAY, "ONLINE PAYMENT THANK YOU")))
        .as("it pays no card")
        .isEmpty();
  }

  @Test
  void aTextThatNamesAThirdAccountIsNoTransferOfTheseTwo() {
    assertThat(
            automatic(
                row(JOINT, "-25", DAY, "DIRECT TRANSFER"),
                row(SAVINGS, "25", DAY.plusDays(1), "Deposit from Checking XXXXXXX4821")))
        .isEmpty();
    assertThat(
            automatic(
                row(CHECKING, "-25", DAY, "DIRECT TRANSFER"),
                row(SAVINGS, "25", DAY.plusDays(1), "Deposit from Checking XXXXXXX4821")))
        .hasSize(1);
  }

  @Test
  void anAccountWithoutATypeIsACardByItsName() {
    UUID id = UUID.randomUUID();
    OwnAccount card = new OwnAccount(id, id, null, null, List.of("Silver Card"), null, null);
    TransferMatching matching =
        new TransferMatching(
            Map.of(CHECKING.id(), CHECKING, id, card), TransferSettings.DEFAULT, Set.of());
    assertThat(
            matching.pairs(
                List.of(
                    row(CHECKING, "-154.13", DAY.plusDays(1), "Credit Card Payment"),
                    row(card, "154.13", DAY, "Credit Card Payment"))))
        .hasSize(1)
        .allMatch(matching::automatic);
  }

  @Test
  void aRejectedPairIsLeftOut() {
    BookedRow out = row(CHECKING, "-500", DAY, "Transfer to savings");
    BookedRow in = row(SAVINGS, "500", DAY, "Transfer from checking");
    assertThat(matching(Set.of()).pairs(List.of(out, in))).hasSize(1);
    assertThat(matching(Set.of(Set.of(out.id(), in.id()))).pairs(List.of(out, in))).isEmpty();
  }
}
