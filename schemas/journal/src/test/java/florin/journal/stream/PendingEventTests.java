package florin.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.AvroEvents;
import florin.events.transactions.Noted;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PendingEventTests {

  private static final Instant SAID = Instant.parse("2026-03-01T08:00:00.123456Z");

  /** A change that was begun a moment after its command, as a sync's may be. */
  @Test
  void saysTheTimeThatAReplaySays() {
    UUID user = UUID.randomUUID();
    Noted noted =
        Noted.newBuilder()
            .setTransactionId(user)
            .setAccountId(user)
            .setNote("text")
            .setAt(SAID)
            .build();
    PendingEvent live =
        new PendingEvent(
            new StreamId(user, "note", user),
            1,
            1,
            "text",
            noted,
            Change.by(Actor.PROVIDER, user, SAID.plusMillis(7)));
    assertThat(live.at()).isEqualTo(Instant.parse("2026-03-01T08:00:00.123Z"));
    assertThat(
            PendingEvent.at(
                AvroEvents.decode(AvroEvents.fingerprint(noted), AvroEvents.encode(noted))))
        .isEqualTo(live.at());
  }
}
