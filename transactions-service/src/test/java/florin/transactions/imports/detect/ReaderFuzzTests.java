package florin.transactions.imports.detect;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.read.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are read: no exception, no endless loop. */
class ReaderFuzzTests {

  private static final List<String> CSV =
      List.of(
          "Date,Description,Credit,Debit,Balance\n07/03/2026,\"a \"\"b\"\"\",500.00,,739.64\n",
          "\"Account\",\"Flag\",\"Date\",\"Payee\",\"Category"
              + " Group/Category\",\"Memo\",\"Outflow\",\"Inflow\"\n"
              + "\"A\",\"\",\"01/30/2026\",\"P\",\"G: C\",\"(Split 1/2) x\",$1.00,$0.00\n",
          "Konto:;DE12 3456\nSaldo:;1,00 EUR\nDatum;Text;Soll;Haben\n1.2.26;a;1,00;\n",
          "\uFEFFDatum;Betrag (€)\r\n05.01.2026;-4,80\r\n\"Summe\";\"2.495,20\"\r\n");
  private static final List<String> OFX =
      List.of(
          "<OFX><STMTRS><CURDEF>EUR<ACCTID>1<STMTTRN><DTPOSTED>20260105<TRNAMT>-1<FITID>a<NAME>x&amp;y"
              + "</STMTTRN><LEDGERBAL><BALAMT>1<DTASOF>20260101</LEDGERBAL></STMTRS></OFX>",
          "<?xml version=\"1.0\"?><o:OFX xmlns:o=\"x\"><o:STMTTRN><o:NAME><![CDATA[a]]><!-- b"
              + " --></o:NAME>",
          "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c"
              + " \"&a;&a;\">]><OFX><NAME>&c;</NAME></OFX>");
  private static final List<String> QIF =
      List.of(
          "!Type:Bank\nD1/ 2' 6\nT-1,234.56\nPx\nSa\n$-1\n^\n",
          "!Option:AutoSwitch\n!Account\nNA\nTBank\n^\n!Clear:AutoSwitch\n!Type:Cat\nNFood\n^\n");

  private static final List<String> NDJSON =
      List.of(
          "{\"id\":\"a\",\"date\":\"2026-01-05\",\"amount\":{\"amount\":\"-1.00\",\"currency\":\"EUR\"},\"splits\":[{\"amount\":{\"amount\":\"-1.00\"}}],\"tags\":[\"b\"]}\n");

  static List<List<String>> seeds() {
    return List.of(CSV, OFX, QIF, NDJSON);
  }

  private static final boolean LONG = Boolean.getBoolean("florin.long");
  private static final Duration LONGEST = Duration.ofSeconds(Long.getLong("fuzz.seconds", 600));
  private static final int FEW_ROUNDS = 200;
  private static final int HOSTILE_SIZE = LONG ? 1_000_000 : 30_000;

  private static final String SIGNIFICANT = "<>&;,\"'\n\r\t^!:-.D[]/";

  /** Ten minutes for each format in the long run. */
  @ParameterizedTest
  @MethodSource("seeds")
  void readsAnyBytes(List<String> seeds) {
    Random random = new Random(Long.getLong("seed", 7));
    int rounds = LONG ? Integer.MAX_VALUE : FEW_ROUNDS;
    long end = System.nanoTime() + LONGEST.toNanos();
    for (int i = 0; i < rounds && (i < FEW_ROUNDS || System.nanoTime() - end < 0); i++) {
      byte[] bytes =
          seeds
              .get(random.nextInt(seeds.size()))
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
            "<!--",
            "<![CDATA[",
            "<A b=\"",
            "<A ",
            "D1\n^\n",
            "1 ",
            "\"\n,",
            "[(",
            "1/",
            "!Type:Bank\n",
            "{\"a\":",
            "[",
            "1,",
            "\n")) {
      for (String start :
          List.of("", "<OFX>", "!Type:Bank\n", "Date,Amount\n", NDJSON.getFirst())) {
        String file = start + unit.repeat(HOSTILE_SIZE / unit.length());
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () -> FileReader.read(file.getBytes(StandardCharsets.UTF_8), ReadOptions.NONE));
      }
    }
  }
}
