package florin.transactions;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.http.HttpHeaders;

/** A household with an account that uploads and imports files. */
abstract class ImportingHousehold extends Household {

  static final String HEADER = "Date,Description,Amount\n";

  @BeforeEach
  void open() {
    openAccount(account);
  }

  Map<String, Object> upload(String content) {
    return json(sendFile("bank.csv", content.getBytes(StandardCharsets.UTF_8)), 201);
  }

  Map<String, Object> change(Object id, Object body) {
    return json(
        api()
            .patch()
            .uri("/api/imports/" + id)
            .header(HttpHeaders.CONTENT_TYPE, "application/json")
            .bodyValue(body)
            .exchange(),
        200);
  }

  Map<String, Object> uploadTo(UUID target, String content) {
    return change(upload(content).get("id"), Map.of("accountId", target));
  }

  Map<String, Object> commit(Map<String, Object> preview) {
    return json(api().post().uri("/api/imports/" + preview.get("id") + "/commit").exchange(), 200);
  }

  static int count(Map<String, Object> one, String part, String name) {
    return (Integer) ((Map<?, ?>) one.get(part)).get(name);
  }

  List<String> statuses(Map<String, Object> preview) {
    return rows(preview).stream().map(row -> String.valueOf(row.get("status"))).toList();
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> rows(Map<String, Object> preview) {
    return (List<Map<String, Object>>)
        get("/api/imports/" + preview.get("id") + "/rows?limit=500").get("items");
  }

  static final String FIVE =
      HEADER
          + """
          2026-01-15,RENT,-900.00
          2026-01-16,SHOP A,-12.50
          2026-01-17,SHOP B,-161.95
          2026-01-18,CAFE,-4.80
          2026-01-19,PAY,2500.00
          """;

  static final String OFX_HEAD =
      "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD"
          + "<BANKACCTFROM><ACCTID>42</BANKACCTFROM><BANKTRANLIST>";

  static final String OFX_TAIL =
      "</BANKTRANLIST><LEDGERBAL><BALAMT>739.64<DTASOF>20260131</LEDGERBAL>"
          + "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

  static String ofxRow(String day, String amount, String id, String name) {
    return "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>%s<TRNAMT>%s<FITID>%s<NAME>%s</STMTTRN>\n"
        .formatted(day, amount, id, name);
  }

  Map<String, Object> uploadOfx(String rows) {
    byte[] file = (OFX_HEAD + rows + OFX_TAIL).getBytes(StandardCharsets.UTF_8);
    return change(json(sendFile("bank.ofx", file), 201).get("id"), Map.of("accountId", account));
  }
}
