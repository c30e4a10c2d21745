package florin.migrate.report;

import florin.migrate.plan.MigrationPlan;
import florin.migrate.plan.findings.Finding;
import florin.migrate.plan.findings.FindingRule;
import florin.migrate.plan.findings.TableTally;
import florin.migrate.source.SourceShape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The report of a source: every table with the rows that were read, brought, merged and left out,
 * and each finding. It contains no access token and no time, so that the same source has the same
 * report.
 */
public record MigrationReport(
    String shape,
    String product,
    List<SourceShape.Trait> traits,
    List<SourceShape.TableShape> tables,
    List<TableTally> tallies,
    List<AccountSum> accounts,
    List<RuleCount> rules,
    List<Finding> findings,
    List<StepResult> steps) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The number of findings of a rule. */
  public record RuleCount(String rule, String meaning, long findings) {}

  /**
   * A step of the run.
   *
   * @param state {@code planned}, {@code done} or {@code failed}
   * @param written how many changes the step made; 0 if everything was there
   * @param mismatches rows that differ from the plan
   * @param leftOut rows that were left as they are, each with the reason
   */
  public record StepResult(
      String step,
      String state,
      long planned,
      long written,
      List<String> mismatches,
      List<String> leftOut) {}

  public static MigrationReport of(MigrationPlan plan, List<StepResult> steps) {
    return new MigrationReport(
        plan.shape().name(),
        plan.shape().product(),
        plan.shape().traits(),
        plan.shape().tables(),
        tallies(plan),
        AccountSum.of(plan.transactions().values()),
        rules(plan.findings().all()),
        plan.findings().all(),
        steps);
  }

  /** The rows of every table: of one that is not brought, all are left out. */
  private static List<TableTally> tallies(MigrationPlan plan) {
    List<TableTally> tallies = new ArrayList<>(plan.findings().tallies());
    plan.shape().tables().stream()
        .filter(table -> table.leftOut().isPresent())
        .forEach(
            table -> tallies.add(new TableTally(table.table(), table.rows(), 0, 0, table.rows())));
    return List.copyOf(tallies);
  }

  private static List<RuleCount> rules(List<Finding> findings) {
    Map<FindingRule, Long> counts = new EnumMap<>(FindingRule.class);
    findings.forEach(one -> counts.merge(one.rule(), 1L, Long::sum));
    List<RuleCount> rules = new ArrayList<>();
    counts.forEach(
        (rule, count) -> rules.add(new RuleCount(rule.wireName(), rule.meaning(), count)));
    return rules;
  }

  public String json() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("shape", shape);
    body.put("product", product);
    body.put("traits", traits);
    body.put("tables", tables);
    body.put("tallies", tallies);
    body.put("accounts", accounts);
    body.put("rules", rules);
    body.put("findings", findings.stream().map(MigrationReport::row).toList());
    body.put("steps", steps);
    return JSON.writeValueAsString(body);
  }

  private static Map<String, String> row(Finding one) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("table", one.table());
    row.put("key", one.key());
    row.put("rule", one.rule().wireName());
    row.put("outcome", one.outcome());
    row.put("detail", one.detail());
    return row;
  }

  /** Whether every step ended as planned. */
  public boolean clean() {
    return steps.stream().noneMatch(step -> step.state().equals("failed"));
  }
}
