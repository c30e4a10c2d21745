package florin.accounts.institution;

import static florin.accounts.institution.InstitutionCodec.INSTITUTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.DeciderFixture;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InstitutionTests {

  private static final UUID USER = UUID.fromString("01890000-0000-7000-8000-00000000000a");
  private static final UUID ID = InstitutionCodec.stream(USER, "plaid", "ins_109508").id();
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  private final InstitutionCommand register =
      new InstitutionCommand.Register(ID, "plaid", "ins_109508", "First Platypus Bank", AT);
  private final InstitutionEvent registered =
      new InstitutionEvent.Registered(ID, "plaid", "ins_109508", "First Platypus Bank", AT);

  @Test
  void registersOnce() {
    DeciderFixture.of(INSTITUTIONS).when(register).then(registered);
    DeciderFixture.of(INSTITUTIONS).given(registered).when(register).thenNothing();
  }

  @Test
  void hasOneIdPerUserProviderAndBank() {
    assertThat(InstitutionCodec.stream(USER, "plaid", "ins_109508").id()).isEqualTo(ID);
    assertThat(ID).isEqualTo(UUID.fromString("300dda38-abc6-596e-a39f-254a4d9daf84"));
    assertThat(InstitutionCodec.stream(USER, "plaid", "ins_1").id()).isNotEqualTo(ID);
    assertThat(InstitutionCodec.stream(USER, "teller", "ins_109508").id()).isNotEqualTo(ID);
    assertThat(InstitutionCodec.stream(UUID.randomUUID(), "plaid", "ins_109508").id())
        .isNotEqualTo(ID);
  }
}
