package florin.transactions.imports.detect;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.read.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Any bytes are read: no exception, no endless loop. */
class ReaderFuzzTests {

  private static final List<String> SEEDS =
      List.of(
          "Date,Description,Credit,Debit,Balance\n07/03/2026,\"a \"\"b\"\"\",500.00,,739.64\n",
          "<OFX><STMTRS><CURDEF>EUR<ACCTID>1<STMTTRN><DTPOSTED>20260105<TRNAMT>-1<FITID>a<NAME>x&amp;y"
              + "</STMTTRN><LEDGERBAL><BALAMT>1<DTASOF>20260101</LEDGERBAL></STMTRS></OFX>",
          "!Type:Bank\nD1/ 2' 6\nT-1,234.56\nPx\nSa\n$-1\n^\n",
          "\uFEFFDatum;Betrag (€)\r\n05.01.2026;-4,80\r\n\"Summe\";\"2.495,20\"\r\n");

  private static final String SIGNIFICANT = "<>&;,\"'\n\r\t^!:-.D[]/";

  @Test
  void readsAnyBytes() {
    Random random = new Random(Long.getLong("seed", 7));
    int rounds = Boolean.getBoolean("florin.long") ? 200_000 : 1_500;
    for (int i = 0; i < rounds; i++) {
      byte[] bytes =
          SEEDS
              .get(random.nextInt(SEEDS.size()))
              .repeat(1 + random.nextInt(3))
              .getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(12); j > 0; j--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) SIGNIFICANT.charAt(random.nextInt(SIGNIFICANT.length()));
      }
      assertThat(FileReader.read(bytes, ReadOptions.NONE).rows()).isNotNull();
    }
  }

  @Test
  void takesTimeLinearInTheSizeOfHostileFiles() {
    for (String unit :
        List.of(
            "a,\"b\n",
            "\"",
            "<",
            "<STMTTRN>",
            "<OFX><!",
            "<!DOCTYPE",
            "&a",
            "!Type:Bank\n",
            "1,",
            "\n")) {
      for (String start : List.of("", "<OFX>", "!Type:Bank\n", "Date,Amount\n")) {
        String file = start + unit.repeat(1_000_000 / unit.length());
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> FileReader.read(file.getBytes(StandardCharsets.UTF_8), ReadOptions.NONE));
      }
    }
  }
}
