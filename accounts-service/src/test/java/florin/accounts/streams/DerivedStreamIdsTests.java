package florin.accounts.streams;

import static org.assertj.core.api.Assertions.assertThat;

import florin.accounts.institution.InstitutionCodec;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedStreamIdsTests {

  private static final UUID NAMESPACE = UUID.fromString("0b9c1f4e-52a7-4f0a-8c55-2d6f0e7b9a31");
  private static final UUID USER = UUID.fromString("01890000-0000-7000-8000-000000000001");

  private static StreamId stream(Object... names) {
    return DerivedStreamIds.stream(InstitutionCodec.INSTITUTIONS.decider(), NAMESPACE, USER, names);
  }

  /** Journals have these ids: they may never become others. */
  @Test
  void areNamedByUserAndThing() {
    assertThat(stream("plaid", "ins_1"))
        .isEqualTo(
            new StreamId(USER, "institution", Ids.named(NAMESPACE, USER + "\nplaid\nins_1")));
    assertThat(stream().id()).isEqualTo(Ids.named(NAMESPACE, USER.toString()));
  }

  @Test
  void areThoseOfTheirOwnThing() {
    assertThat(stream("a", "b")).isNotEqualTo(stream("ab")).isNotEqualTo(stream("b", "a"));
  }
}
