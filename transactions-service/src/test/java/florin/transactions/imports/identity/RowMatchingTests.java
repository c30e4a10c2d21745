package florin.transactions.imports.identity;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.identity.RowMatch.Known;
import florin.transactions.imports.identity.RowMatch.LooksLike;
import florin.transactions.imports.identity.RowMatch.New;
import florin.transactions.imports.identity.RowMatch.Reason;
import florin.transactions.imports.identity.RowMatch.RemovedBefore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Files that overlap, repeat and renumber their rows. */
class RowMatchingTests {

  private static ImportedRow row(int line, int day, String amount, String text, String id) {
    return new ImportedRow(
        line, "csv", LocalDate.of(2026, 1, day), new BigDecimal(amount), "EUR", text, id);
  }

  private static KnownRow imported(ImportedRow row, boolean removed) {
    return new KnownRow(
        new UUID(1, row.number()), Optional.of(row), row.date(), row.amount(), "EUR", removed);
  }

  private static KnownRow other(int id, int day, String amount) {
    return new KnownRow(
        new UUID(2, id),
        Optional.empty(),
        LocalDate.of(2026, 1, day),
        new BigDecimal(amount),
        "EUR",
        false);
  }

  private static List<KnownRow> afterImport(List<ImportedRow> rows) {
    return rows.stream().map(row -> imported(row, false)).toList();
  }

  @Test
  void c44CountsRowsWithoutIdsPerDay() {
    List<ImportedRow> first =
        List.of(
            row(1, 5, "-5.00", "COFFEE", ""),
            row(2, 5, "-5.00", "COFFEE", ""),
            row(3, 6, "-5.00", "COFFEE", ""),
            row(4, 5, "-5.00", "COFFEE", ""));
    assertThat(RowMatching.of(first, List.of()))
        .containsExactly(new New(1, 1), new New(2, 2), new New(3, 1), new New(4, 3));
    assertThat(RowMatching.of(first, afterImport(first))).hasOnlyElementsOfType(Known.class);

    List<ImportedRow> overlap =
        List.of(
            row(1, 6, "-5.00", "COFFEE", ""),
            row(2, 6, "-5.00", "COFFEE", ""),
            row(3, 7, "-5.00", "COFFEE", ""));
    assertThat(RowMatching.of(overlap, afterImport(first)))
        .containsExactly(new Known(1, new UUID(1, 3)), new New(2, 2), new New(3, 1));
  }

  @Test
  void c45ProposesARowWhoseIdHasChanged() {
    List<KnownRow> known = afterImport(List.of(row(1, 5, "-23.40", "PAYPAL", "20260126001")));
    assertThat(
            RowMatching.of(
                List.of(
                    row(7, 5, "-23.40", "PAYPAL", "20260127001"),
                    row(8, 5, "-23.40", "PAYPAL", "20260127002")),
                known))
        .containsExactly(new LooksLike(7, new UUID(1, 1), Reason.OTHER_ID), new New(8, 2));
  }

  @Test
  void c52KeepsRemovedRowsRemovedWhateverWasEdited() {
    ImportedRow edited = row(1, 5, "-5.00", "A", "F1");
    ImportedRow removed = row(2, 6, "-6.00", "B", "");
    List<KnownRow> known =
        List.of(
            new KnownRow(
                new UUID(1, 1),
                Optional.of(edited),
                LocalDate.of(2026, 1, 9),
                new BigDecimal("-7.00"),
                "EUR",
                false),
            imported(removed, true));
    assertThat(RowMatching.of(List.of(edited, removed, row(3, 7, "-1.00", "C", "")), known))
        .containsExactly(
            new Known(1, new UUID(1, 1)), new RemovedBefore(2, new UUID(1, 2)), new New(3, 1));
  }

  @Test
  void c60ProposesRowsByHandWithinDaysOnly() {
    List<KnownRow> known = List.of(other(1, 14, "-50.00"), other(2, 19, "-50.00"));
    assertThat(RowMatching.of(List.of(row(1, 20, "-50.00", "SHOP", "")), known))
        .containsExactly(new LooksLike(1, new UUID(2, 2), Reason.SAME_AMOUNT));
    assertThat(RowMatching.of(List.of(row(1, 24, "-50.00", "SHOP", "")), known))
        .containsExactly(new New(1, 1));
    assertThat(
            RowMatching.of(
                List.of(row(1, 18, "-50.00", "X", ""), row(2, 19, "-50.0", "Y", "")), known))
        .containsExactly(
            new New(1, 1), new LooksLike(2, new UUID(2, 2), Reason.SAME_DAY_AND_AMOUNT));
  }

  @Test
  void ignoresIdsThatRepeatOrMoveToAnotherAmount() {
    List<ImportedRow> repeated =
        List.of(row(1, 5, "-1.00", "A", "X"), row(2, 5, "-2.00", "B", "X"));
    assertThat(RowMatching.of(repeated, List.of())).hasOnlyElementsOfType(New.class);
    assertThat(RowMatching.of(repeated, afterImport(repeated))).hasOnlyElementsOfType(Known.class);
    assertThat(RowMatching.of(List.of(row(9, 8, "-3.00", "C", "X")), afterImport(repeated)))
        .hasOnlyElementsOfType(New.class);
  }

  @Test
  void matchesManyEqualRows() {
    List<ImportedRow> rows = new ArrayList<>();
    List<KnownRow> byHand = new ArrayList<>();
    for (int i = 1; i <= 50_000; i++) {
      rows.add(row(i, 5, "-5.00", "COFFEE", ""));
      byHand.add(other(i, 8, "-5.00"));
    }
    assertThat(RowMatching.of(rows, afterImport(rows)))
        .hasSize(rows.size())
        .hasOnlyElementsOfType(Known.class);
    List<RowMatch> proposed = RowMatching.of(rows, byHand);
    assertThat(proposed).hasSize(rows.size()).hasOnlyElementsOfType(LooksLike.class);
    assertThat(proposed.getLast())
        .isEqualTo(new LooksLike(50_000, new UUID(2, 50_000), Reason.SAME_AMOUNT));
  }

  @Test
  void addsExactlyTheMissingRowsOfRandomOverlaps() {
    Random random = new Random(Long.getLong("seed", 11));
    int rounds = Boolean.getBoolean("florin.long") ? 5_000 : 200;
    for (int round = 0; round < rounds; round++) {
      List<ImportedRow> all = new ArrayList<>();
      boolean ids = random.nextBoolean();
      for (int i = 1; i <= 30; i++) {
        String id = ids && random.nextInt(4) > 0 ? "id" + i : "";
        String amount = String.valueOf(-1 - random.nextInt(3));
        all.add(row(i, 1 + random.nextInt(6), amount, "t" + random.nextInt(2), id));
      }
      int until = 1 + random.nextInt(6);
      int from = 1 + random.nextInt(6);
      List<ImportedRow> first =
          all.stream().filter(r -> r.date().getDayOfMonth() <= until).toList();
      List<ImportedRow> second =
          all.stream().filter(r -> r.date().getDayOfMonth() >= from).toList();
      Set<Integer> expected = new HashSet<>();
      second.stream()
          .filter(r -> r.date().getDayOfMonth() > until)
          .forEach(r -> expected.add(r.number()));
      Set<Integer> found = new HashSet<>();
      for (RowMatch match : RowMatching.of(second, afterImport(first))) {
        if (match instanceof New added) {
          found.add(added.number());
        }
      }
      assertThat(found).isEqualTo(expected);
    }
  }
}
