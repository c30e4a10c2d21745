package florin.journal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTests {

  @Test
  void areOrderedAsTheirTextIs() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(UUID.randomUUID());
      ids.add(Ids.next());
    }
    ids.add(new UUID(0, 0));
    ids.add(new UUID(-1, -1));
    assertThat(ids.stream().sorted(Ids.ORDER).toList())
        .isEqualTo(ids.stream().sorted(Comparator.comparing(UUID::toString)).toList());
  }
}
