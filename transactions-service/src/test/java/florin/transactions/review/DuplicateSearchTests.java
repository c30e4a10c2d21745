package florin.transactions.review;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import florin.transactions.review.DuplicateSearch.Pair;
import florin.transactions.review.DuplicateSearch.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DuplicateSearchTests {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final UUID CHECKING = Ids.next();

  private static Row row(int day, String amount, String text, boolean byBank) {
    return row(day, amount, text, byBank, Set.of());
  }

  private static Row row(int day, String amount, String text, boolean byBank, Set<UUID> imports) {
    return new Row(
        Ids.next(),
        CHECKING,
        DAY.plusDays(day),
        new BigDecimal(amount),
        "USD",
        text,
        byBank,
        imports);
  }

  private static List<Pair> pairs(Row... rows) {
    return DuplicateSearch.pairs(List.of(rows), Set.of());
  }

  @Test
  void pairsAnEntryByHandWithTheBanksRowOfTheSamePayee() {
    Row byHand = row(0, "-42.10", "Netflix", false);
    Row bank = row(2, "-42.1000", "NETFLIX.COM 8884839022 LOS GATOS", true);

    assertThat(pairs(byHand, bank))
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.first()).isEqualTo(byHand);
              assertThat(pair.second()).isEqualTo(bank);
              assertThat(pair.daysApart()).isEqualTo(2);
            });
  }

  @Test
  void leavesOutOtherAmountsTextsDaysAndAccounts() {
    Row entry = row(0, "-42.10", "Netflix", false);

    assertThat(pairs(entry, row(0, "-42.11", "Netflix", true))).isEmpty();
    assertThat(pairs(entry, row(0, "42.10", "Netflix", true))).isEmpty();
    assertThat(pairs(entry, row(0, "-42.10", "Corner Market", true))).isEmpty();
    assertThat(pairs(entry, row(4, "-42.10", "Netflix", true))).isEmpty();
    Row elsewhere =
        new Row(Ids.next(), Ids.next(), DAY, entry.amount(), "USD", entry.text(), true, Set.of());
    assertThat(pairs(entry, elsewhere)).isEmpty();
  }

  @Test
  void leavesOutTwoRowsOfTheBankAndTextsThatShareOnlyTermsOfBanking() {
    assertThat(pairs(row(0, "-3.00", "Cafe", true), row(0, "-3.00", "Cafe", true))).isEmpty();
    assertThat(
            pairs(
                row(0, "-3.00", "SEPA Lastschrift Stadtwerke", false),
                row(0, "-3.00", "SEPA Lastschrift Telekom", true)))
        .isEmpty();
  }

  @Test
  void leavesOutTwoRowsOfOneFile() {
    UUID january = Ids.next();
    UUID february = Ids.next();
    Row first = row(0, "-3.00", "Cafe", false, Set.of(january));
    Row second = row(1, "-3.00", "Cafe", false, Set.of(january, february));
    Row bank = row(1, "-3.00", "Cafe", true, Set.of(february));

    assertThat(pairs(first, second)).isEmpty();
    assertThat(pairs(second, bank)).isEmpty();
    assertThat(pairs(first, second, bank))
        .singleElement()
        .satisfies(
            pair -> assertThat(Set.of(pair.first(), pair.second())).containsOnly(first, bank));
  }

  @Test
  void leavesOutDismissedPairs() {
    Row one = row(0, "-3.00", "Cafe", false);
    Row other = row(0, "-3.00", "Cafe", true);

    assertThat(DuplicateSearch.pairs(List.of(one, other), Set.of(Set.of(other.id(), one.id()))))
        .isEmpty();
  }

  @Test
  void putsATransactionIntoOnePairAtMostAndIgnoresTheOrderOfTheRows() {
    Random random = new Random(183);
    for (int round = 0; round < 50; round++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        rows.add(
            row(
                random.nextInt(20),
                "-" + (1 + random.nextInt(3)),
                List.of("Cafe Nero", "CAFE", "Market").get(random.nextInt(3)),
                random.nextBoolean(),
                random.nextBoolean() ? Set.of() : Set.of(CHECKING)));
      }
      List<Pair> pairs = DuplicateSearch.pairs(rows, Set.of());
      Set<UUID> seen = new HashSet<>();
      pairs.forEach(
          pair -> {
            assertThat(seen.add(pair.first().id())).isTrue();
            assertThat(seen.add(pair.second().id())).isTrue();
          });
      java.util.Collections.shuffle(rows, random);
      assertThat(DuplicateSearch.pairs(rows, Set.of())).isEqualTo(pairs);
    }
  }
}
