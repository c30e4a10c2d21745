package florin.migrate.report;

import florin.migrate.source.SourceShape;
import java.util.List;
import java.util.stream.Stream;

/** A report as one HTML page without scripts or external resources. */
public final class HtmlReport {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Migration report</title><style>
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; }
      th, td { border-bottom: 1px solid #ccc; padding: .25rem .5rem; text-align: left; vertical-align: top; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
      td.failed { color: #b00020; font-weight: bold; }
      </style></head><body>
      """;

  private static final int MOST_UNFOLDED = 10;

  private final StringBuilder page = new StringBuilder(HEAD);

  private HtmlReport() {}

  public static String of(MigrationReport report) {
    return new HtmlReport().write(report);
  }

  private String write(MigrationReport report) {
    page.append("<h1>Migration report</h1><p>Source: ")
        .append(escaped(report.product()))
        .append(", shape: ")
        .append(escaped(report.shape()))
        .append("</p>\n");
    section(
        "Steps",
        List.of("Step", "State", "Planned", "Changes", "Mismatches", "Left as it is"),
        report.steps().stream()
            .map(
                one ->
                    List.of(
                        one.step(),
                        one.state(),
                        one.planned(),
                        one.written(),
                        one.mismatches(),
                        one.leftOut())));
    section(
        "Tables",
        List.of("Table", "Read", "Brought", "Merged", "Left out"),
        report.tallies().stream()
            .map(
                one ->
                    List.of(one.table(), one.read(), one.brought(), one.merged(), one.leftOut())));
    section(
        "Tables and columns that are not brought",
        List.of("Table", "Rows", "Column", "Why"),
        report.tables().stream().flatMap(HtmlReport::notBrought));
    section(
        "Accounts",
        List.of("Account", "Currency", "Transactions", "Sum", "First", "Last"),
        report.accounts().stream()
            .map(
                one ->
                    List.of(
                        one.account(),
                        one.currency(),
                        one.count(),
                        one.sum().toPlainString(),
                        one.first(),
                        one.last())));
    section(
        "Differences from the newest schema",
        List.of("Difference", "Rule"),
        report.traits().stream().map(one -> List.of(one.name(), one.rule())));
    section(
        "Rules",
        List.of("Rule", "Meaning", "Findings"),
        report.rules().stream().map(one -> List.of(one.rule(), one.meaning(), one.findings())));
    section(
        "Findings",
        List.of("Table", "Key", "Rule", "Outcome", "Detail"),
        report.findings().stream()
            .map(
                one ->
                    List.of(
                        one.table(),
                        one.key(),
                        one.rule().wireName(),
                        one.outcome(),
                        one.detail())));
    return page.append("</body></html>\n").toString();
  }

  private static Stream<List<? extends Object>> notBrought(SourceShape.TableShape table) {
    Stream<List<? extends Object>> whole =
        table.leftOut().stream().map(why -> List.of(table.table(), table.rows(), "all", why));
    return Stream.concat(
        whole,
        table.columnsLeftOut().stream()
            .map(one -> List.of(table.table(), table.rows(), one.column(), one.why())));
  }

  private void section(
      String title, List<String> heads, Stream<? extends List<? extends Object>> rows) {
    page.append("<h2>").append(escaped(title)).append("</h2>\n<table><tr>");
    heads.forEach(head -> page.append("<th>").append(escaped(head)).append("</th>"));
    page.append("</tr>\n");
    rows.forEach(
        row -> {
          page.append("<tr>");
          row.forEach(this::cell);
          page.append("</tr>\n");
        });
    page.append("</table>\n");
  }

  private void cell(Object value) {
    String style =
        value instanceof Number
            ? " class=\"n\""
            : "failed".equals(value) ? " class=\"failed\"" : "";
    page.append("<td").append(style).append('>');
    if (value instanceof List<?> texts) {
      lines(texts);
    } else {
      page.append(escaped(String.valueOf(value)));
    }
    page.append("</td>");
  }

  /** Many lines are folded, so that the next section is in sight. */
  private void lines(List<?> texts) {
    boolean folded = texts.size() > MOST_UNFOLDED;
    if (folded) {
      page.append("<details><summary>").append(texts.size()).append(" lines</summary>");
    }
    texts.forEach(
        text -> page.append("<div>").append(escaped(String.valueOf(text))).append("</div>"));
    if (folded) {
      page.append("</details>");
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
