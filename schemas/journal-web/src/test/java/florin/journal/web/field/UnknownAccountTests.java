package florin.journal.web.field;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnknownAccountTests {

  @Test
  void canStillArriveIfItsIdIsNewOrHasNoTime() {
    assertThat(code(Ids.next())).isEqualTo("account-not-known-yet");
    assertThat(code(Ids.named(UUID.randomUUID(), "account"))).isEqualTo("account-not-known-yet");
  }

  @Test
  void doesNotExistOtherwise() {
    assertThat(code(UUID.randomUUID())).isEqualTo("unknown-account");
    assertThat(code(UUID.fromString("01a20254-c90a-7507-b0e1-8d0d60bca429")))
        .isEqualTo("unknown-account");
    assertThat(code(UUID.fromString("4a1f7f0e-0000-7000-8000-000000000001")))
        .isEqualTo("unknown-account");
  }

  private static String code(UUID account) {
    return FieldChecks.unknownAccount(account, "accountId", "/accountId").code();
  }
}
