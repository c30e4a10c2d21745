package florin.migrate.report;

import static org.assertj.core.api.Assertions.assertThat;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.SampleReadings;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MigrationReportTests {

  @TempDir private Path folder;

  @Test
  void isTheSameForTheSameSourceAndContainsNoToken() {
    MigrationPlan plan = SampleReadings.of(folder, "head", 50).plan();
    MigrationPlan again = SampleReadings.plan(folder.resolve("head50.db").toString());
    String json = MigrationReport.of(plan, List.of()).json();
    assertThat(json)
        .isEqualTo(MigrationReport.of(again, List.of()).json())
        .doesNotContain("access-sandbox");
    JsonNode report = JsonMapper.builder().build().readTree(json);
    assertThat(report.get("findings").size()).isEqualTo(plan.findings().all().size());
    assertThat(report.get("accounts").size()).isPositive();
    assertThat(report.get("tallies").findValuesAsString("table"))
        .contains("transactions", "plaid_webhook_logs");
  }

  @Test
  void escapesTheSourcesTexts() {
    MigrationPlan plan = SampleReadings.of(folder, "older", 20).plan();
    var step = new MigrationReport.StepResult("<b>", "failed", 1, 0, List.of("a & b"), List.of());
    MigrationReport report = MigrationReport.of(plan, List.of(step));
    assertThat(report.clean()).isFalse();
    assertThat(HtmlReport.of(report))
        .contains("&lt;b&gt;", "a &amp; b", "transactions")
        .doesNotContain("<b>", "access-sandbox");
  }

  @Test
  void foldsManyLines() {
    MigrationPlan plan = SampleReadings.of(folder, "older", 20).plan();
    List<String> lines = IntStream.rangeClosed(1, 11).mapToObj(n -> "line " + n).toList();
    var step = new MigrationReport.StepResult("step", "done", 1, 0, List.of("one"), lines);
    assertThat(HtmlReport.of(MigrationReport.of(plan, List.of(step))))
        .contains("<td><div>one</div></td>", "<summary>11 lines</summary><div>line 1</div>");
  }
}
