package florin.accounts.investment.security;

import static florin.accounts.investment.security.SecurityCodec.SECURITIES;
import static org.assertj.core.api.Assertions.assertThat;

import florin.events.CurrencyCode;
import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecurityTests {

  private static final UUID USER = UUID.fromString("01890000-0000-7000-8000-00000000000a");
  private static final UUID ID = SecurityCodec.stream(USER, "plaid", "sec").id();
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  private static SecurityDetails details(String name, String type) {
    return new SecurityDetails(
        Optional.of(name),
        Optional.of("VTI"),
        Optional.empty(),
        Optional.empty(),
        type,
        Optional.of(type),
        Optional.empty(),
        false,
        new CurrencyCode("USD"),
        Optional.of("XNYS"),
        Optional.empty(),
        Optional.empty());
  }

  private final SecurityCommand refer = new SecurityCommand.Refer(ID, "plaid", "sec", AT);
  private final SecurityEvent unseen =
      new SecurityEvent.Registered(ID, "plaid", "sec", Optional.empty(), AT);

  private static SecurityCommand describe(SecurityDetails details) {
    return new SecurityCommand.Describe(ID, "plaid", "sec", details, AT);
  }

  private static SecurityEvent described(SecurityDetails details) {
    return new SecurityEvent.Registered(ID, "plaid", "sec", Optional.of(details), AT);
  }

  private static SecurityEvent revised(SecurityDetails details) {
    return new SecurityEvent.Revised(ID, "plaid", "sec", details, AT);
  }

  @Test
  void isRegisteredByWhateverRefersToItAndDescribedLater() {
    DeciderFixture.of(SECURITIES).when(refer).then(unseen);
    DeciderFixture.of(SECURITIES).given(unseen).when(refer).thenNothing();
    DeciderFixture.of(SECURITIES)
        .given(unseen)
        .when(describe(details("Total", "etf")))
        .then(revised(details("Total", "etf")));
    DeciderFixture.of(SECURITIES)
        .given(unseen, revised(details("Total", "etf")))
        .when(refer)
        .thenNothing();
  }

  @Test
  void isRevisedOnlyByNews() {
    DeciderFixture.of(SECURITIES)
        .when(describe(details("Total", "etf")))
        .then(described(details("Total", "etf")));
    DeciderFixture.of(SECURITIES)
        .given(described(details("Total", "etf")))
        .when(describe(details("Total", "etf")))
        .thenNothing();
    DeciderFixture.of(SECURITIES)
        .given(described(details("Total", "etf")))
        .when(describe(details("Whole", "etf")))
        .then(revised(details("Whole", "etf")));
  }

  @Test
  void keepsAWordThatWeDoNotKnowBesideOther() {
    SecurityDetails odd = details("Moon rock", "tokenised asteroid");
    assertThat(odd.type()).isEqualTo("other");
    assertThat(odd.providerType()).contains("tokenised asteroid");
  }

  @Test
  void isEachUsersOwn() {
    assertThat(SecurityCodec.stream(UUID.randomUUID(), "plaid", "sec").id()).isNotEqualTo(ID);
    assertThat(SecurityCodec.stream(USER, "teller", "sec").id()).isNotEqualTo(ID);
  }
}
