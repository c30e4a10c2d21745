package florin.transactions.export;

import florin.events.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A statement of one account in OFX 2.2. The id of a row is its FITID, its description NAME (at
 * most 32 characters) and EXTDNAME, its note MEMO.
 */
final class TransactionOfx {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final int LONGEST_NAME = 32;

  /** Characters that XML 1.0 cannot contain. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private static final String START =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
      <OFX>
      <SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>\
      <DTSERVER>${server}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>
      <${kind}MSGSRSV1><${statement}TRNRS><TRNUID>0</TRNUID>\
      <STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>
      <${statement}RS><CURDEF>${currency}</CURDEF>${account}
      <BANKTRANLIST><DTSTART>${first}</DTSTART><DTEND>${last}</DTEND>
      """;

  private static final String ROW =
      "<STMTTRN><TRNTYPE>${type}</TRNTYPE><DTPOSTED>${date}</DTPOSTED><TRNAMT>${amount}</TRNAMT>"
          + "<FITID>${id}</FITID><NAME>${name}</NAME>${further}</STMTTRN>\n";

  private static final String BALANCE =
      "<LEDGERBAL><BALAMT>${amount}</BALAMT><DTASOF>${date}</DTASOF></LEDGERBAL>\n";

  private final OfxAccount account;

  TransactionOfx(OfxAccount account) {
    this.account = account;
  }

  /** The balance of the account at the end of a day. */
  record ClosingBalance(LocalDate date, Money balance) {}

  String head(LocalDate first, LocalDate last, Instant at) {
    return filled(
        START,
        Map.of(
            "server", TIME.format(at.atOffset(ZoneOffset.UTC)),
            "kind", kind(),
            "statement", statement(),
            "currency", escaped(account.currency()),
            "account", number(),
            "first", DAY.format(first),
            "last", DAY.format(last)));
  }

  String row(ExportRow row) {
    Map<String, String> values = new TreeMap<>();
    values.put("type", row.amount().signum() < 0 ? "DEBIT" : "CREDIT");
    values.put("date", DAY.format(row.date()));
    values.put("amount", row.amount().toPlainString());
    values.put("id", escaped(row.id()));
    values.put("name", escaped(shortened(row.description())));
    values.put("further", further(row));
    return filled(ROW, values);
  }

  String tail(Optional<ClosingBalance> closing) {
    return "</BANKTRANLIST>\n"
        + closing
            .map(
                one ->
                    filled(
                        BALANCE,
                        Map.of(
                            "amount",
                            one.balance().amount().toPlainString(),
                            "date",
                            DAY.format(one.date()))))
            .orElse("")
        + filled(
            "</${statement}RS></${statement}TRNRS></${kind}MSGSRSV1>\n</OFX>\n",
            Map.of("statement", statement(), "kind", kind()));
  }

  private String kind() {
    return account.credit() ? "CREDITCARD" : "BANK";
  }

  private String statement() {
    return account.credit() ? "CCSTMT" : "STMT";
  }

  private String number() {
    String id = "<ACCTID>" + escaped(account.number()) + "</ACCTID>";
    return account.credit()
        ? "<CCACCTFROM>" + id + "</CCACCTFROM>"
        : "<BANKACCTFROM><BANKID>FLORIN</BANKID>"
            + id
            + "<ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>";
  }

  private String further(ExportRow row) {
    StringBuilder further = new StringBuilder();
    boolean repeated = row.note().equals(row.description());
    if (repeated || !row.description().equals(shortened(row.description()))) {
      further.append("<EXTDNAME>").append(escaped(row.description())).append("</EXTDNAME>");
    }
    if (!row.note().isEmpty()) {
      further.append("<MEMO>").append(escaped(row.note())).append("</MEMO>");
    }
    if (!row.currency().equals(account.currency())) {
      further
          .append("<CURRENCY><CURRATE>1</CURRATE><CURSYM>")
          .append(escaped(row.currency()))
          .append("</CURSYM></CURRENCY>");
    }
    return further.toString();
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_NAME
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME)).strip();
  }

  /** A line break as it is would be one of the file's layout, which readers take as a blank. */
  private static String escaped(String text) {
    return FORBIDDEN
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\n", "&#10;")
        .replace("\r", "&#13;");
  }

  /** Values are inserted once: a value that looks like a placeholder stays as it is. */
  private static String filled(String template, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (int begin = template.indexOf("${"); begin >= 0; begin = template.indexOf("${", at)) {
      int end = template.indexOf('}', begin);
      text.append(template, at, begin)
          .append(values.getOrDefault(template.substring(begin + 2, end), ""));
      at = end + 1;
    }
    return text.append(template.substring(at)).toString();
  }
}
