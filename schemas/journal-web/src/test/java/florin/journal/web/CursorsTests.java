package florin.journal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.journal.stream.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorsTests {

  private final Cursors cursors =
      new Cursors("a secret of 32 bytes, or nearly.".getBytes(StandardCharsets.UTF_8));

  @Test
  void giveBackWhatTheyWereGiven() {
    List<String> values = List.of("2026-01-31", "", "Ünïcode");
    assertThat(cursors.values("q", cursors.after("q", values))).isEqualTo(values);
  }

  @Test
  void belongToOneQuery() {
    String cursor = cursors.after("user-a/date", List.of("1"));
    assertThatThrownBy(() -> cursors.values("user-b/date", cursor)).isInstanceOf(Rejection.class);
  }

  @Test
  void cannotBeChanged() {
    String cursor = cursors.after("q", List.of("2026-01-31"));
    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
      try {
        assertThat(cursors.values("q", changed))
            .containsExactly("2026-01-31"); // unused bits of the last character
        assertThat(i).isEqualTo(cursor.length() - 1);
      } catch (Rejection refused) {
        assertThat(refused.code()).isEqualTo("invalid-cursor");
      }
    }
    assertThatThrownBy(() -> cursors.values("q", "%%%")).isInstanceOf(Rejection.class);
    assertThatThrownBy(() -> cursors.values("q", "")).isInstanceOf(Rejection.class);
  }

  @Test
  void pageAWholeListByItsItems() {
    List<String> whole = List.of("a", "b", "c", "d");
    assertThat(part(whole, null, null)).isEqualTo(new Page<>(whole, null));
    Page<String> first = part(whole, 2, null);
    assertThat(first.items()).containsExactly("a", "b");
    assertThat(part(whole, 2, first.next())).isEqualTo(new Page<>(List.of("c", "d"), null));
    assertThat(part(List.of("z", "a", "b", "c"), 2, first.next()).items()).containsExactly("c");
    assertThat(part(List.of("a", "c"), 2, first.next()).items()).containsExactly("c");
    assertThat(part(List.of("a"), 2, first.next()).items()).isEmpty();
    assertThat(part(List.of(), 2, null)).isEqualTo(new Page<>(List.of(), null));
    assertThatThrownBy(() -> part(whole, 0, null)).hasMessageContaining("expected: 1 to 500");
  }

  private Page<String> part(List<String> whole, @Nullable Integer limit, @Nullable String cursor) {
    return cursors.part("q", whole, limit, cursor, item -> item);
  }

  @Test
  void pagesHaveOneToFiveHundredRows() {
    assertThat(Cursors.limit(null)).isEqualTo(50);
    assertThat(Cursors.limit(500)).isEqualTo(500);
    assertThatThrownBy(() -> Cursors.limit(0)).hasMessageContaining("expected: 1 to 500");
    assertThatThrownBy(() -> Cursors.limit(501)).hasMessageContaining("'501'");
  }
}
