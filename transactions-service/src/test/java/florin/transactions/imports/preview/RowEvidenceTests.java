package florin.transactions.imports.preview;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.imports.identity.ImportedRow;
import florin.transactions.imports.preview.DayCounts.Window;
import florin.transactions.imports.preview.RowTarget.Refused;
import florin.transactions.imports.preview.RowTarget.Usable;
import florin.transactions.imports.read.FileRow.Details;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.store.StoredRow.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowEvidenceTests {

  private static final LocalDate DAY = LocalDate.of(2026, 1, 10);
  private static final UUID ONE = new UUID(0, 1);
  private static final UUID TWO = new UUID(0, 2);

  private final TextHash hash = TextHash.random();
  private final RowEvidence evidence = new RowEvidence("csv", hash, 1);

  private void add(int number, UUID account, LocalDate day, String amount, String text, String id) {
    BigDecimal stated = new BigDecimal(amount);
    evidence.add(
        number,
        new Usable(account, Money.storable(stated, new CurrencyCode("BTC"))),
        new Values(
            "", day, stated, "", text, "", "", id, Optional.empty(), List.of(), Details.NONE));
  }

  private List<ImportedRow> rows(UUID account, int first, int last) {
    return evidence.rows(account, new Window(DAY.plusDays(first), DAY.plusDays(last)));
  }

  @Test
  void keepsEveryAmountExactly() {
    List<String> amounts =
        List.of(
            "0.0000000001",
            "-0.0000000001",
            "1000",
            "-1",
            "12.50",
            "999999999999999999.9999999999",
            "-999999999999999999.9999999999",
            "-92233720368.54775809",
            "184467440737.09551616",
            "-922337203685477580.8");
    for (int i = 0; i < amounts.size(); i++) {
      add(i + 1, ONE, DAY, amounts.get(i), "a", "");
    }
    assertThat(rows(ONE, 0, 0))
        .extracting(ImportedRow::amount)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyElementsOf(amounts.stream().map(BigDecimal::new).toList());
  }

  @Test
  void findsTheRowsOfAnAccountAndWindow() {
    add(1, ONE, DAY, "1", "a", "x");
    add(2, TWO, DAY, "1", "a", "x");
    add(4, ONE, DAY.plusDays(1), "1", "b", "");
    add(50, ONE, DAY.plusDays(2), "1", "a", "x");
    evidence.complete();
    assertThat(rows(ONE, 0, 1)).extracting(ImportedRow::number).containsExactly(1, 4);
    assertThat(rows(ONE, 0, 2))
        .extracting(ImportedRow::text)
        .containsExactly(hash.text("a"), hash.text("b"), hash.text("a"));
    assertThat(evidence.repeatedIds(rows(ONE, 0, 1))).containsExactly(hash.text("x"));
    assertThat(evidence.repeatedIds(rows(TWO, 0, 1))).isEmpty();
    assertThat(evidence.isCompared(3)).isFalse();
    assertThat(evidence.isCompared(1_000)).isFalse();
    assertThat(evidence.days().get(ONE).windows(10)).containsExactly(window(0, 2));
  }

  private static Window window(int first, int last) {
    return new Window(DAY.plusDays(first), DAY.plusDays(last));
  }

  @Test
  void keepsALimitedNumberOfDifferentRefusals() {
    for (int i = 1; i <= 5_000; i++) {
      evidence.refuse(i, new Refused(Status.UNREADABLE, "amount: " + i));
    }
    assertThat(evidence.refusal(1)).contains(new Refused(Status.UNREADABLE, "amount: 1"));
    assertThat(evidence.refusal(5_000).orElseThrow().status()).isEqualTo(Status.UNREADABLE);
    assertThat(evidence.refusal(5_000).orElseThrow().reason()).contains("expected");
    assertThat(evidence.refusal(5_001)).isEmpty();
  }

  @Test
  void hashesTextsByAllOfTheirCharacters() {
    assertThat(List.of("", "a", "aa", "ab", "ba", "\u0000", "\u0000\u0000").stream().map(hash::of))
        .doesNotHaveDuplicates()
        .allMatch(one -> one >= 0);
    assertThat(hash.text("")).isEmpty();
    assertThat(hash.of("SHOP 1")).isEqualTo(hash.of("SHOP " + 1));
  }
}
