package florin.journal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.AvroEvents;
import florin.events.planning.ScenarioRenamed;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventTextDeserializerTests {

  private final EventTextDeserializer text = new EventTextDeserializer();

  @Test
  void showsTypeAndFields() {
    ScenarioRenamed event = new ScenarioRenamed(new UUID(0, 1), "Häuschen", Instant.EPOCH);
    byte[] value = AvroEvents.frame(AvroEvents.fingerprint(event), AvroEvents.encode(event));
    assertThat(text.deserialize("planning.events", value))
        .startsWith("ScenarioRenamed {")
        .contains("\"name\": \"Häuschen\"", "00000000-0000-0000-0000-000000000001");
  }

  @Test
  void saysWhyItCannotShowSomething() {
    assertThat(text.deserialize("t", new byte[] {1, 2})).startsWith("unreadable: value: 2 bytes");
    assertThat(text.deserialize("t", null)).isNull();
    assertThat(text.deserialize("t", new byte[0])).isEqualTo("no event");
  }
}
