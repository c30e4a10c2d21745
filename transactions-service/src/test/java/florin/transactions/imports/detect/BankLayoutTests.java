package florin.transactions.imports.detect;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.imports.read.FileRow;
import florin.transactions.imports.read.FileRow.Status;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.read.FileSetting.Origin;
import florin.transactions.imports.read.ReadFile;
import florin.transactions.imports.read.ReadOptions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts of exports of banks and budgeting tools. */
class BankLayoutTests {

  /** A file with the values that its rows must have: date, amount, text. */
  record Layout(String name, String file, Map<String, String> options, List<String> rows) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Layout layout(String name, String file, String... rows) {
    return new Layout(name, file, Map.of(), List.of(rows));
  }

  static List<Layout> layouts() {
    return List.of(
        layout(
            "outflow and inflow",
            "\"Account\",\"Flag\",\"Date\",\"Payee\",\"Memo\",\"Outflow\",\"Inflow\"\n"
                + "\"Card\",\"\",\"01/31/2026\",\"Shop\",\"\",$12.50,$0.00\n"
                + "\"Card\",\"\",\"01/30/2026\",\"Pay\",\"m\",$0.00,\"$1,200.00\"\n",
            "2026-01-31 -12.50 Shop",
            "2026-01-30 1200.00 Pay"),
        layout(
            "compact dates and a direction column",
            "\"Datum\";\"Naam / Omschrijving\";\"Rekening\";\"Af Bij\";\"Bedrag (EUR)\"\n"
                + "\"20260131\";\"Albert\";\"NL01\";\"Af\";\"12,50\"\n"
                + "\"20260130\";\"Werk\";\"NL01\";\"Bij\";\"1200,00\"\n",
            "2026-01-31 -12.50 Albert",
            "2026-01-30 1200.00 Werk"),
        layout(
            "no header",
            "2026-01-31,-12.50,Shop\n2026-01-30,1200.00,Pay\n",
            "2026-01-31 -12.50 Shop",
            "2026-01-30 1200.00 Pay"),
        layout(
            "tabs and names of months",
            "Date\tDescription\tAmount\tBalance\n31 Jan 2026\tShop\t-12.50\t87.50\n"
                + "Feb 1, 2026\tPay\t1,200.00\t1,287.50\n",
            "2026-01-31 -12.50 Shop",
            "2026-02-01 1200.00 Pay"),
        layout(
            "times and currencies",
            "Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,Balance\n"
                + "CARD,Current,2026-01-30 10:00:01,2026-01-31"
                + " 11:22:33,Shop,-12.50,0.00,EUR,87.50\n"
                + "TOPUP,Current,2026-01-30 10:00:01,2026-01-30"
                + " 11:22:33,Top-up,50.00,0.00,EUR,100\n",
            "2026-01-31 -12.50 Shop",
            "2026-01-30 50.00 Top-up"),
        layout(
            "parentheses and trailing minus",
            "Posting Date,Description,Amount\n2026-01-31,Shop,\"(1,012.50)\"\n2026-01-30,B,5.00-\n"
                + "2026-01-29,C,7.00\n",
            "2026-01-31 -1012.50 Shop",
            "2026-01-30 -5.00 B",
            "2026-01-29 7.00 C"),
        layout(
            "line of the delimiter",
            "sep=;\nDate;Payee;Amount\n2026-01-31;Shop;-12,50\n",
            "2026-01-31 -12.50 Shop"),
        layout(
            "years of Japanese eras",
            "年月日,お引出し,お預入れ,お取り扱い内容,残高\n" + "R8.1.31,1234,,店,98766\n令和8年1月30日,,100000,給料,100000\n",
            "2026-01-31 -1234 店",
            "2026-01-30 100000 給料"),
        layout(
            "balances before the records and quoted texts, without header",
            "31-01-2026,NL00ASNB0123456789,EUR,1000.00,-20.50,'Shop in town'\n"
                + "31-01-2026,NL00ASNB0123456789,EUR,979.50,1500.00,'Salary of the month'\n"
                + "31-01-2026,NL00ASNB0123456789,EUR,2479.50,-10.00,'Another shop'\n",
            "2026-01-31 -20.50 Shop in town",
            "2026-01-31 1500.00 Salary of the month",
            "2026-01-31 -10.00 Another shop"),
        layout(
            "account numbers of counterparties beside their names",
            "Date,Amount,Account,Counterparty,Name,Description\n"
                + "2026-01-31,-12.50,NL00BUNQ0123456789,NL00RABO0123456789,Shop,Pin\n"
                + "2026-01-30,10.00,NL00BUNQ0123456789,NL00RABO0123456780,Boss,Pay\n",
            "2026-01-31 -12.50 Shop",
            "2026-01-30 10.00 Boss"),
        layout(
            "apostrophes before all texts",
            "Date, Type, Description, Value, Balance\n\n"
                + "31 Jan 2026,POS,\"'1 , SHOP\",-12.50,87.50\n"
                + "30 Jan 2026,BAC,'PAY,100.00,100.00\n",
            "2026-01-31 -12.50 1 , SHOP",
            "2026-01-30 100.00 PAY"),
        layout(
            "failed payments in Russian",
            "Дата операции;Статус;Сумма операции;Описание\n31.01.2026 12:00:00;OK;-12,50;Магазин\n"
                + "30.01.2026 12:00:00;FAILED;-1,00;Кафе\n",
            "2026-01-31 -12.50 Магазин"),
        layout(
            "weekdays",
            "Date,Description,Amount\n"
                + "Sat 31 Jan 2026,A,-1.00\n"
                + "\"Friday, January 30, 2026\",B,2.00\n"
                + "Thu 29/01/2026,C,3.00\n",
            "2026-01-31 -1.00 A",
            "2026-01-30 2.00 B",
            "2026-01-29 3.00 C"),
        layout(
            "an empty column of dates beside another one",
            "\n\n"
                + "Run Date,Action,Amount ($),Settlement Date\n"
                + "01/31/2026,SHOP,-12.5,\n"
                + "01/30/2026,PAY,100,\n",
            "2026-01-31 -12.5 SHOP",
            "2026-01-30 100 PAY"),
        layout(
            "sender and receiver",
            "ID,Datetime,From,To,Amount (total)\n1,2026-01-30T10:00:00,Me,Bob,- $12.50\n"
                + "2,2026-01-31T10:00:00,Bob,Me,+ $100.00\n",
            "2026-01-30 -12.50 Bob",
            "2026-01-31 100.00 Bob"),
        layout(
            "amounts whose signs only the balances prove, the newest first",
            "Date,Description,Amount,Balance\n2026-01-31,PAY,1200.00,2187.50\n"
                + "2026-01-05,SHOP,12.50,987.50\n2026-01-02,FEE,2.00,1000.00\n"
                + "2026-01-01,PAY,2.00,1002.00\n",
            "2026-01-31 1200.00 PAY",
            "2026-01-05 -12.50 SHOP",
            "2026-01-02 -2.00 FEE"),
        layout(
            "amounts whose signs only the balances prove, the oldest first",
            "Datum;Text;Betrag;Saldo\n01.01.2026;Lohn;2,00;1.002,00\n"
                + "02.01.2026;Gebühr;2,00;1.000,00\n05.01.2026;Laden;12,50;987,50\n"
                + "31.01.2026;Lohn;1.200,00;2.187,50\n",
            "2026-01-02 -2.00 Gebühr",
            "2026-01-05 -12.50 Laden",
            "2026-01-31 1200.00 Lohn"),
        new Layout(
            "dates without a year",
            "Date,Description,Amount\n30 Dec,A,-1.00\n2 Jan,B,2.00\n",
            Map.of("year", "2026"),
            List.of("2025-12-30 -1.00 A", "2026-01-02 2.00 B")),
        new Layout(
            "chosen settings",
            "When;What;How much\n01/02/2026;Shop;12.50\n",
            Map.of(
                "column.date", "When",
                "column.amount", "3",
                "column.text", "What",
                "dateOrder", "MDY",
                "negate", "true"),
            List.of("2026-01-02 -12.50 Shop")));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void readsTheLayout(Layout layout) {
    ReadFile read =
        FileReader.read(
            layout.file().getBytes(StandardCharsets.UTF_8), new ReadOptions(layout.options()));
    assertThat(
            read.rows().stream()
                .filter(row -> row.status() == Status.READABLE)
                .map(FileRow::values)
                .flatMap(Optional::stream)
                .map(BankLayoutTests::line))
        .containsExactlyElementsOf(layout.rows());
    assertThat(read.settings()).noneMatch(setting -> setting.origin() == Origin.NEEDED);
  }

  private static String line(Values values) {
    BigDecimal amount = values.amount();
    return values.date() + " " + amount.toPlainString() + " " + values.text();
  }
}
