package florin.journal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import florin.events.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class JournalPropertiesTests {

  private static Stream<Topic> topics() {
    return Topic.table().stream().filter(topic -> !topic.equals(Topic.SCHEMAS)); // no user's data
  }

  /** A segment goes as a whole, when its youngest record is old enough. */
  @ParameterizedTest
  @MethodSource("topics")
  void markOfAnErasureOutlivesEveryCopyInKafka(Topic topic) {
    Map<String, String> settings = topic.settings();
    Duration longest =
        Duration.ofMillis(
            Long.parseLong(settings.get("retention.ms"))
                + Long.parseLong(settings.get("segment.ms")));

    Duration kept =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("florin.journal.erasure", JournalProperties.Erasures.class)
            .kept();

    assertThat(kept).isGreaterThan(longest.plusDays(1));
  }
}
