package florin.providersync.sync.publish;

import static florin.providersync.sync.Samples.observed;
import static org.assertj.core.api.Assertions.assertThat;

import florin.providersync.sync.Samples;
import florin.providersync.sync.observation.ObservedChanges;
import florin.providersync.sync.observation.ObservedTransaction;
import florin.providersync.sync.observation.RemovedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventChunksTests {

  private static List<ObservedTransaction> many(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(n -> observed(prefix + n, "1")).toList();
  }

  private static int entries(ObservedChanges chunk) {
    return chunk.added().size() + chunk.modified().size() + chunk.removed().size();
  }

  @Test
  void holdAtMost250EntriesInOrder() {
    ObservedChanges news =
        new ObservedChanges(
            many("a", 300),
            many("m", 300),
            IntStream.range(0, 300)
                .mapToObj(n -> new RemovedTransaction(Samples.ACCOUNT, "r" + n))
                .toList());

    List<ObservedChanges> chunks = EventChunks.of(news, _ -> 100);

    assertThat(chunks).extracting(EventChunksTests::entries).containsExactly(250, 250, 250, 150);
    List<ObservedTransaction> added = new ArrayList<>();
    List<ObservedTransaction> modified = new ArrayList<>();
    List<RemovedTransaction> removed = new ArrayList<>();
    for (ObservedChanges chunk : chunks) {
      assertThat(chunk.added().isEmpty() || (modified.isEmpty() && removed.isEmpty())).isTrue();
      assertThat(chunk.modified().isEmpty() || removed.isEmpty()).isTrue();
      added.addAll(chunk.added());
      modified.addAll(chunk.modified());
      removed.addAll(chunk.removed());
    }
    assertThat(new ObservedChanges(added, modified, removed)).isEqualTo(news);
  }

  @Test
  void holdAtMost256KibibytesUnlessOneEntryIsLarger() {
    ObservedChanges news = new ObservedChanges(many("a", 5), List.of(), List.of());

    assertThat(EventChunks.of(news, _ -> 100 * 1024))
        .extracting(EventChunksTests::entries)
        .containsExactly(2, 2, 1);
    assertThat(EventChunks.of(news, _ -> 300 * 1024)).hasSize(5);
  }

  @Test
  void areNoneForNoNews() {
    assertThat(EventChunks.of(ObservedChanges.NONE, _ -> 1)).isEmpty();
  }
}
