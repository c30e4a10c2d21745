package florin.transactions.imports.text;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.read.ReadOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Long texts in compressed segments read like strings. */
class FileCharactersTests {

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    boolean wide = false;
    while (text.length() < length) {
      wide = random.nextInt(5_000) == 0 ? !wide : wide;
      text.append((char) (wide ? 0x4E00 + random.nextInt(500) : ' ' + random.nextInt(90)));
      if (random.nextInt(60) == 0) {
        text.append(random.nextBoolean() ? "\r\n" : "\n");
      }
    }
    return text.append('\ud800').toString();
  }

  @Test
  void readsLikeAString() {
    Random random = new Random(5);
    String text = text(random, 500_000);
    FileCharacters characters = FileCharacters.of(text);
    assertThat(characters.length()).isEqualTo(text.length());
    for (int i = 0; i < 300; i++) {
      int begin = random.nextInt(text.length());
      int end = Math.min(text.length(), begin + random.nextInt(300));
      assertThat(characters.substring(begin, end)).isEqualTo(text.substring(begin, end));
      String wanted = text.substring(begin, Math.min(end, begin + 3));
      if (!wanted.isEmpty()) {
        assertThat(characters.startsWith(wanted, begin)).isTrue();
        assertThat(characters.indexOf(wanted, begin / 2))
            .isEqualTo(text.indexOf(wanted, begin / 2));
        assertThat(characters.lastIndexOf(wanted)).isEqualTo(text.lastIndexOf(wanted));
      }
    }
    assertThat(characters.indexOf("absent!", 0)).isEqualTo(-1);
    List<String> lines = new ArrayList<>();
    characters.lines().forEachRemaining(lines::add);
    assertThat(lines).containsExactlyElementsOf(text.lines().toList());
  }

  @Test
  void decodesCompressedParts() {
    Random random = new Random(6);
    String text = text(random, 900_000).replace('\ud800', 'x');
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("GB18030"))) {
      byte[] bytes = text.getBytes(charset);
      FileBytes file = new FileBytes(3_000_000);
      int at = 0;
      while (at < bytes.length) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(100_000));
        file.add(java.util.Arrays.copyOfRange(bytes, at, at + length));
        at += length;
      }
      assertThat(file.size()).isEqualTo(bytes.length);
      assertThat(file.held()).isLessThan(bytes.length);
      assertThat(Decoding.fits(file, charset)).isTrue();
      FileText read =
          FileText.of(
              file, new ReadOptions(java.util.Map.of("encoding", charset.name())), _ -> false);
      assertThat(read.text().substring(0, read.text().length())).isEqualTo(text);
      assertThat(read.messages()).isEmpty();
    }
  }
}
