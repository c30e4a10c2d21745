package florin.transactions.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerchantNameTests {

  private static final UUID USER = new UUID(1, 1);

  private static String named(String text) {
    return MerchantName.of(text).map(name -> name.name() + " / " + name.slug()).orElse("");
  }

  @Test
  void readsTheGoldenCases() {
    assertThat(named("POS STARBUCKS 12345")).isEqualTo("Starbucks 12345 / starbucks-12345");
    assertThat(named("SQ *JOES COFFEE")).isEqualTo("Joes Coffee / joes-coffee");
    assertThat(named("PAYPAL *NETFLIX.COM")).isEqualTo("Netflix.com / netflix-com");
    assertThat(MerchantName.of(Stream.of("Joe's", "SQ *JOES COFFEE")).orElseThrow().name())
        .isEqualTo("Joe's");
  }

  @Test
  void keepsHyphensInsideNamesAndCutsAtThoseBetweenWords() {
    assertThat(named("7-Eleven")).isEqualTo("7-Eleven / 7-eleven");
    assertThat(named("7-ELEVEN")).isEqualTo("7-Eleven / 7-eleven");
    assertThat(named("Coca-Cola")).isEqualTo("Coca-Cola / coca-cola");
    assertThat(named("COCA-COLA")).isEqualTo("Coca-Cola / coca-cola");
    assertThat(named("TARGET - PURCHASE 4411")).isEqualTo("Target / target");
    assertThat(named("UBER: TRIP")).isEqualTo("Uber / uber");
    assertThat(named("AMZN Mktp US/ref")).isEqualTo("Amzn Mktp US / amzn-mktp-us");
  }

  @Test
  void leavesOutWhatTerminalsAdd() {
    assertThat(named("DEBIT PURCHASE CARD 123 CVS PENDING")).isEqualTo("CVS / cvs");
    assertThat(named("tst*  blue   bottle *")).isEqualTo("Blue Bottle / blue-bottle");
    assertThat(named("McDonald's")).isEqualTo("McDonald's / mcdonald-s");
    assertThat(named("МАГАЗИН")).isEqualTo("Магазин / магазин");
    assertThat(named(" * - ")).isEmpty();
    assertThat(named("ONLINE")).isEmpty();
    assertThat(named("")).isEmpty();
  }

  @Test
  void tellsMerchantsApartByTheProvidersIdAndElseByName() {
    EntryMerchant byName = seen(Optional.empty(), "STARBUCKS");
    assertThat(seen(Optional.empty(), "Starbucks").id()).isEqualTo(byName.id());
    assertThat(seen(Optional.of("E"), "Starbucks").id())
        .isNotEqualTo(byName.id())
        .isEqualTo(seen(Optional.of("E"), "Something else").id());
    assertThat(
            EntryMerchant.of(new UUID(2, 2), Optional.empty(), Stream.of("Starbucks"))
                .orElseThrow()
                .id())
        .isNotEqualTo(byName.id());
    assertThat(EntryMerchant.of(USER, Optional.of("E"), Stream.of("", "-"))).isEmpty();
  }

  private static EntryMerchant seen(Optional<String> entity, String name) {
    return EntryMerchant.of(USER, entity, Stream.of(name)).orElseThrow();
  }
}
