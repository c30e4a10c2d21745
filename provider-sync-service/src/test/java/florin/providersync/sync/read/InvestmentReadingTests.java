package florin.providersync.sync.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.events.Money;
import florin.events.Quantity;
import florin.providersync.provider.ProviderFailure;
import florin.providersync.provider.data.ExternalAccountScoped;
import florin.providersync.provider.data.InvestmentPage;
import florin.providersync.provider.data.InvestmentTransaction;
import florin.providersync.sync.publish.ListChunks;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvestmentReadingTests {

  private static final LocalDate FROM = LocalDate.of(2024, 7, 1);

  private static ExternalAccountScoped<InvestmentTransaction> transaction(String id) {
    return new ExternalAccountScoped<>(
        "account",
        new InvestmentTransaction(
            id,
            Optional.empty(),
            LocalDate.of(2026, 6, 30),
            "Trade",
            Quantity.of("1"),
            Optional.empty(),
            Money.of("-1", "USD"),
            Optional.empty(),
            "buy",
            "buy",
            Optional.empty()));
  }

  private static InvestmentPage page(int total, String... ids) {
    return new InvestmentPage(
        total,
        List.of(),
        Stream.of(ids).map(InvestmentReadingTests::transaction).toList(),
        List.of(),
        List.of());
  }

  @Test
  void isWhatAllPagesHave() {
    InvestmentReading reading =
        InvestmentReading.of(FROM, List.of(page(3, "a", "b"), page(3, "c")));
    assertThat(reading.transactions().keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void isNoneIfAnEntryCameTwice() {
    // one came in at the top and another one went: the total is the same, and "b" is seen again
    assertThatThrownBy(() -> InvestmentReading.of(FROM, List.of(page(3, "a", "b"), page(3, "b"))))
        .isInstanceOf(ProviderFailure.class)
        .hasMessageContaining("restart");
  }

  @Test
  void isNoneIfThereAreFewerThanThereAre() {
    assertThatThrownBy(() -> InvestmentReading.of(FROM, List.of(page(2, "a"))))
        .isInstanceOf(ProviderFailure.class);
  }

  @Test
  void countsWhatDoesNotFit() {
    InvestmentPage odd =
        new InvestmentPage(
            2,
            List.of(),
            List.of(transaction("a")),
            List.of(),
            List.of(new InvestmentPage.RejectedTransaction("b", "fees below 0")));
    assertThat(InvestmentReading.of(FROM, List.of(odd)).unfit()).hasSize(1);
  }

  @Test
  void isCutAsEventsWantIt() {
    List<Integer> many = IntStream.range(0, 1_001).boxed().toList();
    assertThat(ListChunks.of(many, _ -> 1)).hasSize(5).allMatch(cut -> cut.size() <= 250);
    assertThat(ListChunks.of(many, _ -> 100_000)).allMatch(cut -> cut.size() <= 2);
    assertThat(ListChunks.of(List.<Integer>of(), _ -> 1)).containsExactly(List.of());
    assertThat(ListChunks.of(many, _ -> 300_000)).hasSize(1_001);
    assertThat(ListChunks.of(many, _ -> 1).stream().flatMap(List::stream))
        .containsExactlyElementsOf(many);
  }
}
