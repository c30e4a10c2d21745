package florin.transactions.imports.csv;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.detect.FileReader;
import florin.transactions.imports.read.FileAccount;
import florin.transactions.imports.read.FileMessage;
import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import florin.transactions.imports.text.Amounts;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** CSV files of real banks. */
class CsvCasesTests {

  private static ReadFile read(String file) {
    return FileReader.read(file.getBytes(StandardCharsets.UTF_8), ReadOptions.NONE);
  }

  private static List<Values> values(ReadFile file) {
    return file.rows().stream()
        .filter(row -> row.status() == Status.READABLE)
        .map(FileRow::values)
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> amounts(ReadFile file) {
    return values(file).stream().map(Values::amount).map(BigDecimal::toPlainString).toList();
  }

  private static FileSetting setting(ReadFile file, String name) {
    return file.settings().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void c53FindsTheHeaderBehindOtherLines() {
    ReadFile read =
        read(
            "\uFEFF\"Konto\";\"DE00 1234\"\r\n"
                + " \r\n"
                + "\"Kontostand vom 31.01.2026\";\"1.234,56 €\"\r\n"
                + "\"\"\r\n"
                + "\"Buchungsdatum\";\"Empfänger\";\"Betrag (€)\"\r\n"
                + "\"05.01.2026\";\"Bäckerei\";\"-4,80\"\r\n"
                + "\"06.01.2026\";\"Lohn\";\"2.500,00\"\r\n"
                + "\"Summe\";\"\";\"2.495,20\"\r\n");
    assertThat(setting(read, "headerLine").value()).isEqualTo("5");
    assertThat(setting(read, "delimiter").value()).isEqualTo(";");
    assertThat(setting(read, "column.date").value()).isEqualTo("Buchungsdatum");
    assertThat(amounts(read)).containsExactly("-4.80", "2500.00");
    assertThat(values(read)).extracting(Values::text).containsExactly("Bäckerei", "Lohn");
    assertThat(read.rows().getLast().status()).isEqualTo(Status.NOT_A_TRANSACTION);
    assertThat(read.rows().getLast().line()).isEqualTo(8);

    ReadFile unbalanced =
        read(
            "Report \"for\" me\r\n\"open;x\r\nDate;Payee;Amount\r\n2026-01-05;A;-1.00\r\n"
                + "2026-01-06;B;-2.00\r\n");
    assertThat(amounts(unbalanced)).containsExactly("-1.00", "-2.00");
  }

  @Test
  void c54ReadsCreditAndDebitColumns() {
    ReadFile read =
        FileReader.read(
            """
            Date,Description,Credit,Debit,Balance
            07/03/2026,Pay,500.00,,739.64
            07/03/2026,Shop,,-5.00,734.64
            08/03/2026,Shop 2, 0.00 , 19.39 ,715.25
            08/03/2026,Refund,50.00,0,765.25
            09/03/2026,Odd,1.00,2.00,764.25
            09/03/2026,Nothing,,,764.25
            """
                .getBytes(StandardCharsets.UTF_8),
            ReadOptions.NONE);
    assertThat(amounts(read)).containsExactly("500.00", "-5.00", "-19.39", "50.00");
    assertThat(read.rows().get(4).status()).isEqualTo(Status.UNDECIDED);
    assertThat(read.rows().get(5).status()).isEqualTo(Status.NOT_A_TRANSACTION);
    assertThat(setting(read, "dateOrder").origin()).isEqualTo(Origin.NEEDED);
    assertThat(setting(read, "dateOrder").readings())
        .extracting(FileSetting.Reading::first)
        .containsExactly("2026-03-07", "2026-07-03");
  }

  @Test
  void c55ReadsAColumnThatStatesTheDirection() {
    ReadFile german =
        read(
            "01.10.2026;Miete;1.337,00;S\n02.10.2026;Lohn;13,37;H\n03.10.2026;Storno;-5,00;S\n"
                + "04.10.2026;?;1,00;X\n");
    assertThat(amounts(german)).containsExactly("-1337.00", "13.37");
    assertThat(german.rows().get(2).status()).isEqualTo(Status.UNDECIDED);
    assertThat(german.rows().get(3).status()).isEqualTo(Status.UNREADABLE);

    ReadFile mint =
        read(
            "Date,Description,Original Description,Amount,Transaction Type,Category,Account Name,"
                + "Labels,Notes\n1/02/2026,Shop,SHOP 123,12.50,debit,Groceries,Card,,\n"
                + "1/13/2026,Refund,SHOP 123,4.00,credit,Groceries,Card,,\n");
    assertThat(amounts(mint)).containsExactly("-12.50", "4.00");
    assertThat(values(mint)).extracting(Values::date).contains(LocalDate.of(2026, 1, 2));
    assertThat(mint.accounts()).extracting(FileAccount::name).containsExactly("Card");
  }

  @Test
  void c57KeepsQuotedLineBreaksAndReportsAnUnclosedQuote() {
    ReadFile read =
        read(
            "Date,Amount,Note\r\n2026-01-05,-10,\"Burger\nChicken, \"\"large\"\"\"\r\n"
                + "2026-01-06,-20,\"a\r\nb\"\r\n2026-01-07,-30,\"unclosed\r\n2026-01-08,-40,x\r\n");
    assertThat(amounts(read)).containsExactly("-10", "-20", "-40");
    assertThat(values(read).getFirst().text()).isEqualTo("Burger\nChicken, \"large\"");
    assertThat(read.rows().get(2).status()).isEqualTo(Status.UNREADABLE);
    assertThat(read.rows().get(2).line()).isEqualTo(6);
    assertThat(read.messages()).extracting(FileMessage::line).contains(6);

    ReadFile broker =
        read("Date,Product,Amount\n05-01-2026,ACME,72.15\n,(US0000),\n31-01-2026,B,-1.00\n");
    assertThat(amounts(broker)).containsExactly("72.15", "-1.00");
    assertThat(broker.rows().get(1).reason()).contains("line 2");
  }

  @Test
  void c58DetectsEncodingsOrAsks() {
    String german = "Datum,Betrag,Text\r\n2026.01.05,-12.50,Bäcker\r\n";
    for (byte[] bytes :
        List.of(
            ("\uFEFF" + german).getBytes(StandardCharsets.UTF_16LE),
            german.getBytes(StandardCharsets.UTF_16LE),
            german.getBytes(StandardCharsets.UTF_16BE),
            german.getBytes(Charset.forName("windows-1252")))) {
      ReadFile read = FileReader.read(bytes, ReadOptions.NONE);
      assertThat(values(read)).extracting(Values::text).containsExactly("Bäcker");
      assertThat(setting(read, "encoding").origin()).isEqualTo(Origin.DETECTED);
    }
    String euro = "Datum;Betrag;Text\r\n05.01.2026;-1,00;10 € Bon\r\n";
    assertThat(
            values(
                FileReader.read(euro.getBytes(Charset.forName("windows-1252")), ReadOptions.NONE)))
        .extracting(Values::text)
        .containsExactly("10 € Bon");

    String czech = "Date,Amount,Payee\r\n2026-01-05,-12.50,Příspěvek\r\n";
    ReadFile asked =
        FileReader.read(czech.getBytes(Charset.forName("windows-1250")), ReadOptions.NONE);
    assertThat(setting(asked, "encoding").origin()).isEqualTo(Origin.NEEDED);
    assertThat(setting(asked, "encoding").readings())
        .anySatisfy(r -> assertThat(r.first()).contains("Příspěvek"));
    ReadFile told =
        FileReader.read(
            czech.getBytes(Charset.forName("windows-1250")),
            new ReadOptions(Map.of("encoding", "windows-1250")));
    assertThat(values(told)).extracting(Values::text).containsExactly("Příspěvek");

    String japanese = "Date,Amount,Payee\r\n2026-01-05,-12,スーパー買い物代金\r\n";
    ReadFile eastern =
        FileReader.read(japanese.getBytes(Charset.forName("Shift_JIS")), ReadOptions.NONE);
    assertThat(setting(eastern, "encoding").origin()).isEqualTo(Origin.NEEDED);

    StringBuilder long1 = new StringBuilder("Date,Amount,Payee\n");
    for (int i = 0; i < 10_000; i++) {
      long1.append("2026-01-05,-1.00,Bäcker ").append(i).append('\n');
    }
    byte[] broken = long1.toString().getBytes(StandardCharsets.UTF_8);
    broken[broken.length / 2] = (byte) 0xFF;
    ReadFile lenient = FileReader.read(broken, ReadOptions.NONE);
    assertThat(setting(lenient, "encoding").value()).isEqualTo("UTF-8");
    assertThat(lenient.messages()).isNotEmpty();
  }

  @Test
  void asksForTheDecimalSignAndTheSignOnlyWhereTheyAreOpen() {
    ReadFile open = read("Date;Payee;Amount\n2026-01-05;A;1.234\n2026-01-06;B;-5.678\n");
    assertThat(setting(open, "decimalSign").origin()).isEqualTo(Origin.NEEDED);
    assertThat(setting(open, "decimalSign").readings())
        .extracting(FileSetting.Reading::sum)
        .containsExactly("-4.444", "-4444");
    ReadFile unsigned = read("Date;Payee;Amount\n2026-01-05;A;1.23\n2026-01-06;B;5.67\n");
    assertThat(setting(unsigned, "negate").origin()).isEqualTo(Origin.NEEDED);
  }

  @Test
  void readsAmountsInManyForms() {
    assertThat(Amounts.amount("(1,234.50)", '.')).contains(new BigDecimal("-1234.50"));
    assertThat(Amounts.amount("1.234,50-", ',')).contains(new BigDecimal("-1234.50"));
    assertThat(Amounts.amount("\u22121\u00a0234,5 €", ',')).contains(new BigDecimal("-1234.5"));
    assertThat(Amounts.amount("CHF 1'234.50", '.')).contains(new BigDecimal("1234.50"));
    assertThat(Amounts.amount("12,34,567.00", '.')).contains(new BigDecimal("1234567.00"));
    assertThat(Amounts.amount("$-5", '.')).contains(new BigDecimal("-5"));
    assertThat(Amounts.amount("1,23", '.')).isEmpty();
    assertThat(Amounts.amount(" . ", '.')).isEmpty();
    assertThat(Amounts.amount("12a", '.')).isEmpty();
  }

  @Test
  void c83ReadsTheAccountsLabelsAndTransfersOfMint() {
    ReadFile mint =
        read(
            """
            "Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"
            "1/02/2026","Shop","SHOP 123","12.50","debit","Groceries","Card","a b",""
            "1/03/2026","Credit Card Payment","PAYMENT","100.00","debit","Credit Card Payment","Checking","",""
            "1/03/2026","Credit Card Payment","PAYMENT","100.00","credit","Credit Card Payment","Card","",""
            "1/04/2026","Odd","ODD","3.00","debit","Hide from Budgets & Trends","Savings","",""
            """);
    assertThat(mint.profile()).isEqualTo("Mint");
    assertThat(mint.accounts())
        .extracting(FileAccount::name)
        .containsExactly("Card", "Checking", "Savings");
    assertThat(mint.accounts()).allMatch(account -> account.balance().isEmpty());
    assertThat(amounts(mint)).containsExactly("-12.50", "-100.00", "100.00", "-3.00");
    assertThat(values(mint).getFirst().details().tags()).containsExactly("a", "b");
    assertThat(values(mint).getLast().category()).isEqualTo("Hide from Budgets & Trends");
  }
}
