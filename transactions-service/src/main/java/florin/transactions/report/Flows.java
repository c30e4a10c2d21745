package florin.transactions.report;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.transactions.report.FlowsResponse.CurrencyFlows;
import florin.transactions.report.FlowsResponse.FlowEdge;
import florin.transactions.report.FlowsResponse.FlowNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Edges from categories of income to one node and from there to categories of expenses. A category
 * whose sum has the other sign, such as one with more refunds than payments, flows the other way.
 */
final class Flows {

  private static final String ALL = "all";

  private final ReportContext report;
  private final String currency;
  private final Map<String, FlowNode> nodes = new LinkedHashMap<>();
  private final List<FlowEdge> edges = new ArrayList<>();

  private Flows(ReportContext report, String currency) {
    this.report = report;
    this.currency = currency;
  }

  static FlowsResponse of(ReportContext report, List<PartSum> sums) {
    return new FlowsResponse(
        report.range().from(),
        report.range().to(),
        ReportContext.perCurrency(
            sums, entry -> new Flows(report, entry.getKey()).chart(entry.getValue())));
  }

  private CurrencyFlows chart(List<PartSum> sums) {
    nodes.put(ALL, new FlowNode(ALL, null, null, ALL));
    for (boolean income : new boolean[] {true, false}) {
      byRoot(ReportContext.ofKind(sums, income)).forEach((root, of) -> root(income, root, of));
    }
    ReportAmount all = ReportContext.amount(currency, sums, report.query());
    BigDecimal net = all.amount().amount();
    if (net.signum() > 0) {
      node("savings", null, "savings");
      edges.add(new FlowEdge(ALL, "savings", money(net), all));
    } else if (net.signum() < 0) {
      node("withdrawn", null, "withdrawn");
      edges.add(new FlowEdge("withdrawn", ALL, money(net.negate()), all));
    }
    return new CurrencyFlows(currency, List.copyOf(nodes.values()), List.copyOf(edges));
  }

  private Map<String, List<PartSum>> byRoot(List<PartSum> sums) {
    Map<String, List<PartSum>> roots = new TreeMap<>();
    for (PartSum sum : sums) {
      String root = survivor(sum).map(report.categories()::root).map(UUID::toString).orElse("");
      roots.computeIfAbsent(root, _ -> new ArrayList<>()).add(sum);
    }
    return roots;
  }

  private Optional<UUID> survivor(PartSum sum) {
    return Optional.ofNullable(sum.key()).map(report.categories()::survivor);
  }

  private void root(boolean income, String root, List<PartSum> sums) {
    UUID category = root.isEmpty() ? null : UUID.fromString(root);
    String id = category == null ? "uncategorised-" + kind(income) : category.toString();
    ReportAmount amount =
        ReportContext.amount(
            currency, sums, report.category(report.query(income), category, false));
    node(id, category, category == null ? "uncategorised" : kind(income));
    edge(id, ALL, amount);
    if (category != null) {
      children(income, category, sums);
    }
  }

  private void children(boolean income, UUID root, List<PartSum> sums) {
    Map<UUID, List<PartSum>> children = new TreeMap<>();
    for (PartSum sum : sums) {
      survivor(sum)
          .filter(category -> !category.equals(root))
          .ifPresent(
              category -> children.computeIfAbsent(category, _ -> new ArrayList<>()).add(sum));
    }
    children.forEach(
        (category, of) -> {
          ReportAmount amount =
              ReportContext.amount(
                  currency, of, report.category(report.query(income), category, true));
          node(category.toString(), category, kind(income));
          edge(category.toString(), root.toString(), amount);
        });
  }

  private static String kind(boolean income) {
    return income ? "income" : "expense";
  }

  private void node(String id, @org.jspecify.annotations.Nullable UUID category, String kind) {
    nodes.putIfAbsent(
        id,
        new FlowNode(
            id, category == null ? null : report.categories().name(category), category, kind));
  }

  /** Money in flows from the category, money out to it. */
  private void edge(String category, String inner, ReportAmount sum) {
    BigDecimal amount = sum.amount().amount();
    if (amount.signum() == 0) {
      return;
    }
    edges.add(
        amount.signum() > 0
            ? new FlowEdge(category, inner, sum.amount(), sum)
            : new FlowEdge(inner, category, money(amount.negate()), sum));
  }

  private Money money(BigDecimal amount) {
    return new Money(amount, new CurrencyCode(currency));
  }
}
