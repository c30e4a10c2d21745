package florin.transactions.imports.ofx;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.detect.FileReader;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** OFX files of real banks: tags that are missing, wrong or misplaced. */
class OfxCasesTests {

  private static final String HEADER =
      "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
          + "CHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n";

  static String statement(String account, String rows) {
    return "<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS>"
        + "<CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>"
        + account
        + "<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131"
        + rows
        + "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
  }

  static String row(String date, String amount, String id, String name) {
    return "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>%s<TRNAMT>%s<FITID>%s<NAME>%s</STMTTRN>"
        .formatted(date, amount, id, name);
  }

  private static ReadFile read(String file) {
    return FileReader.read(file.getBytes(StandardCharsets.UTF_8), ReadOptions.NONE);
  }

  private static List<Values> values(ReadFile file) {
    return file.rows().stream().map(FileRow::values).flatMap(Optional::stream).toList();
  }

  @Test
  void c39ReadsTagsWithoutEnds() {
    String plain =
        HEADER
            + statement(
                "42", row("20260105", "-45.54", "F1", "FEE") + row("20260106", "10", "F2", "PAY"));
    String closed =
        plain.replace("<ACCTID>42", "<ACCTID>42</ACCTID>").replace("-45.54", "-45.54</TRNAMT>");
    String balance =
        plain
            .replace("<NAME>FEE", "<CHECKNUM></CHECKNUM><NAME>FEE")
            .replace(
                "</BANKTRANLIST>",
                "</BANKTRANLIST><LEDGERBAL><BALAMT/><DTASOF>20260131</LEDGERBAL>");
    String lower =
        plain.toLowerCase(java.util.Locale.ROOT).replace("\r\n", " ").replace("fee", "FEE");
    for (String file : List.of(plain, closed, balance, lower)) {
      ReadFile read = read(file);
      assertThat(read.accounts())
          .singleElement()
          .satisfies(a -> assertThat(a.name()).isEqualTo("42"));
      assertThat(read.accounts().getFirst().balance()).isEmpty();
      assertThat(values(read))
          .extracting(Values::amount)
          .containsExactly(new BigDecimal("-45.54"), new BigDecimal("10"));
      assertThat(values(read).getFirst().text()).isEqualTo("FEE");
      assertThat(values(read)).extracting(Values::account).containsOnly("42");
    }
  }

  @Test
  void c40AcceptsAWrongEndTagAndRefusesAnIncompleteRow() {
    String head =
        HEADER
            + "<OFX><CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>AUD<CCACCTFROM><ACCTID>9"
            + "</CCACCTFROM><BANKTRANLIST>";
    ReadFile wrong =
        read(
            head
                + row("20260105", "-19.39", "A1", "SHOP")
                + "</BANKTRANLIST></STMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>");
    assertThat(values(wrong))
        .singleElement()
        .satisfies(v -> assertThat(v.account()).isEqualTo("9"));
    assertThat(values(wrong).getFirst().currency()).isEqualTo("AUD");
    assertThat(wrong.messages()).isNotEmpty();

    ReadFile cut = read(head + "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20260105<TRNAMT>-19.39<FITID>A1");
    assertThat(cut.rows()).extracting(FileRow::status).containsExactly(Status.UNREADABLE);
    assertThat(cut.messages()).anySatisfy(m -> assertThat(m.text()).contains("cut off"));
  }

  @Test
  void c42NamesAmountsThatCannotBeRead() {
    ReadFile read =
        read(
            HEADER
                + statement(
                    "1",
                    row("20260105", "-10.00", "G", "A")
                        + row("20260105", "            .  ", "P", "B")
                        + row("20260105", "", "E", "C")));
    assertThat(read.rows())
        .extracting(FileRow::status)
        .containsExactly(Status.READABLE, Status.UNREADABLE, Status.UNREADABLE);
    assertThat(read.rows().get(1).reason()).contains("FITID P", "TRNAMT");
  }

  @Test
  void c47KeepsTheDayAsWrittenInEveryZone() {
    List<String> days =
        List.of(
            "20260302",
            "20260302000000",
            "20260302000000[-3:BRT]",
            "20260302000000[-03:EST]",
            "20260302000000.000[0:GMT]",
            "20260302120000[-5:EST]",
            "20260302235959[-8:PST]",
            "20260302003000[+5.5:IST]",
            "20260302000000[-5]");
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("UTC", "America/Sao_Paulo", "Pacific/Auckland")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        for (String day : days) {
          assertThat(OfxValues.date(day)).contains(LocalDate.of(2026, 3, 2));
        }
        assertThat(OfxValues.date("20260329023000[+1:CET]")).contains(LocalDate.of(2026, 3, 29));
      }
    } finally {
      TimeZone.setDefault(before);
    }
    for (String none : List.of("00000000", "20260230", "")) {
      assertThat(OfxValues.date(none)).isEmpty();
    }
  }

  @Test
  void c49ReadsBareAmpersandsAndEntitiesOnce() {
    List<String> stated =
        List.of(
            "A&B",
            "A&amp;B",
            "A&amp;amp;B",
            "AT&T",
            "S&nbsp;P",
            "&copy;2026",
            "&#39;s",
            "&lt;b&gt;",
            "a < b");
    List<String> expected =
        List.of("A&B", "A&B", "A&amp;B", "AT&T", "S\u00a0P", "\u00a92026", "'s", "<b>", "a < b");
    StringBuilder rows = new StringBuilder();
    for (String name : stated) {
      rows.append(row("20260105", "-1", "I" + rows.length(), name));
    }
    assertThat(values(read(HEADER + statement("1", rows.toString()))))
        .extracting(Values::text)
        .containsExactlyElementsOf(expected);

    String external =
        "<?xml version=\"1.0\"?><?OFX OFXHEADER=\"200\"?>"
            + "<!DOCTYPE x [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>"
            + statement("1", row("20260105", "-1", "X", "&xxe;"));
    assertThat(values(read(external))).extracting(Values::text).containsExactly("&xxe;");
  }

  @Test
  void c51CountsInvestmentRecordsAndReadsTheCashPart() {
    ReadFile read =
        read(
            HEADER
                + "<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><CURDEF>USD<INVACCTFROM>"
                + "<BROKERID>b<ACCTID>77</INVACCTFROM><INVTRANLIST><REINVEST><INVTRAN><FITID>1"
                + "<DTTRADE>20260105</INVTRAN><TOTAL>-543.95<UNITS>7.599</REINVEST><BUYSTOCK>"
                + "<INVBUY><INVTRAN><FITID>2</INVTRAN><UNITS>3<UNITPRICE>10.01</INVBUY></BUYSTOCK>"
                + "<INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260106<TRNAMT>10.00<FITID>3"
                + "<NAME>Funds Transfer</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN></INVTRANLIST>"
                + "</INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>");
    assertThat(values(read)).extracting(Values::text).containsExactly("Funds Transfer");
    assertThat(values(read).getFirst().account()).isEqualTo("77");
    assertThat(read.messages())
        .extracting(FileMessage::text)
        .anySatisfy(m -> assertThat(m).contains("REINVEST: 1"))
        .anySatisfy(m -> assertThat(m).contains("BUYSTOCK: 1"));
  }

  @Test
  void readsTheClosingBalanceOfEachAccount() {
    ReadFile read =
        read(
            HEADER
                + statement("1", row("20260105", "-1", "A", "x"))
                    .replace(
                        "</STMTRS>",
                        "<LEDGERBAL><BALAMT>12,50<DTASOF>20260131120000</LEDGERBAL>"
                            + "<AVAILBAL><BALAMT>9<DTASOF>20260131</AVAILBAL></STMTRS>"));
    assertThat(read.accounts().getFirst().balance()).contains(new BigDecimal("12.50"));
    assertThat(read.accounts().getFirst().balanceDate()).contains(LocalDate.of(2026, 1, 31));
  }

  @Test
  void leavesEntitiesThatNestAsText() {
    StringBuilder bomb =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e0 \"lol\">");
    for (int i = 1; i < 30; i++) {
      bomb.append("<!ENTITY e").append(i).append(" \"");
      bomb.append(("&e" + (i - 1) + ";").repeat(10)).append("\">");
    }
    bomb.append("]>").append(statement("1", row("20260105", "-1", "X", "&e29;")));
    assertThat(values(read(bomb.toString()))).extracting(Values::text).containsExactly("&e29;");
  }

  private static List<String> amounts(String currency, String... stated) {
    StringBuilder rows = new StringBuilder();
    for (String amount : stated) {
      rows.append(row("20260105", amount, "", "SHOP"));
    }
    String file = HEADER + statement("42", rows.toString()).replace("EUR", currency);
    return values(read(file)).stream().map(v -> v.amount().toPlainString()).toList();
  }

  @Test
  void readsOneCommaBeforeThreeDigitsAsTheOtherAmountsOfTheFile() {
    assertThat(amounts("USD", "1,234", "-12.50")).containsExactly("1234", "-12.50");
    assertThat(amounts("USD", "-1,234", "5,678", "2,345.67"))
        .containsExactly("-1234", "5678", "2345.67");
    assertThat(amounts("EUR", "1,234", "-12,50")).containsExactly("1.234", "-12.50");
    assertThat(amounts("EUR", "1.234", "-12,50", "1.234,50"))
        .containsExactly("1234", "-12.50", "1234.50");
    assertThat(amounts("USD", "1.234", "-12.50")).containsExactly("1.234", "-12.50");
    assertThat(amounts("USD", "1,234")).containsExactly("1234");
    assertThat(amounts("KWD", "1,234")).containsExactly("1.234");
    assertThat(amounts("KWD", "1.234", "-2.500")).containsExactly("1.234", "-2.500");
    assertThat(amounts("USD", "1,234,567", "0,125")).containsExactly("1234567", "0.125");
  }
}
