package florin.migrate.plan.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferPairsTests {

  private final Map<String, PlannedTransaction> all = new LinkedHashMap<>();

  private void transaction(
      String id, String account, String amount, String currency, @Nullable String counterpart) {
    transaction(id, "ada", account, amount, currency, counterpart != null, counterpart);
  }

  private void transaction(
      String id,
      String user,
      String account,
      String amount,
      String currency,
      boolean internal,
      @Nullable String counterpart) {
    all.put(
        id,
        new PlannedTransaction(
            id,
            account,
            user,
            new BigDecimal(amount),
            currency,
            LocalDate.of(2026, 11, 1),
            "Transfer",
            Optional.empty(),
            false,
            true,
            PlannedTransaction.Bank.NONE,
            new PlannedTransaction.Edits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                internal,
                Optional.ofNullable(counterpart))));
  }

  @ParameterizedTest
  @CsvSource({"in,true", "in,false", ",false"})
  void pairsBothHalvesIfOneOrBothNameTheOther(@Nullable String counterpart, boolean internal) {
    transaction("in", "ada", "card", "500.00", "USD", true, "out");
    transaction("out", "ada", "checking", "-500", "USD", internal, counterpart);
    assertThat(TransferPairs.of(all)).isEqualTo(Map.of("in", "out", "out", "in"));
  }

  @ParameterizedTest
  @CsvSource({
    "ada,card,3,USD",
    "ada,card,500.01,USD",
    "ada,card,-500,USD",
    "ada,card,500,EUR",
    "ada,checking,500,USD",
    "ben,card,500,USD"
  })
  void demandsTheOppositeAmountInAnotherAccountOfTheSameUserAndCurrency(
      String user, String account, String amount, String currency) {
    transaction("out", "checking", "-500", "USD", "in");
    transaction("in", user, account, amount, currency, true, "out");
    assertThat(TransferPairs.of(all)).isEmpty();
  }

  @Test
  void pairsNoAmountsOfZeroAndNoTransactionWithItself() {
    transaction("out", "checking", "0", "USD", "in");
    transaction("in", "card", "0", "USD", "out");
    transaction("self", "card", "5", "USD", "self");
    transaction("lost", "card", "5", "USD", "gone");
    assertThat(TransferPairs.of(all)).isEmpty();
  }

  @Test
  void ignoresACounterpartOfATransactionThatIsNotInternal() {
    transaction("out", "ada", "checking", "-500", "USD", false, "in");
    transaction("in", "ada", "card", "500", "USD", false, "out");
    assertThat(TransferPairs.of(all)).isEmpty();
  }

  @Test
  void putsATransactionIntoOnePair() {
    transaction("third", "savings", "500", "USD", "out");
    transaction("out", "checking", "-500", "USD", "in");
    transaction("in", "card", "500", "USD", "out");
    transaction("plain", "checking", "-7", "USD", null);
    transaction("first", "card", "7", "USD", "plain");
    transaction("second", "savings", "7", "USD", "plain");
    transaction("half", "checking", "-9", "USD", "gone");
    transaction("other", "card", "9", "USD", "half");
    assertThat(TransferPairs.of(all))
        .isEqualTo(Map.of("out", "in", "in", "out", "plain", "first", "first", "plain"));
  }
}
