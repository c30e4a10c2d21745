package florin.transactions.report;

import florin.journal.database.DatabaseReads;
import florin.journal.stream.Rejection;
import florin.journal.web.Caller;
import florin.journal.web.Cursors;
import florin.transactions.filter.FilterParameters;
import florin.transactions.filter.TransactionFilter;
import florin.transactions.report.PartSums.Grouping;
import florin.transactions.report.period.ReportInterval;
import florin.transactions.report.period.ReportRange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/reports")
@Tag(
    name = "Reports",
    description =
        "Sums of transactions. Amounts keep their sign: negative = money out. Income is what is in"
            + " a category of income, or without category and above 0; everything else is an"
            + " expense, so a refund lowers the expenses of its category. A category is one of"
            + " income if it is under one of the system's INCOME, TRANSFER_IN and"
            + " LOAN_DISBURSEMENTS, or under one of your own at the top of the tree as long as most"
            + " transactions there bring money in. Split transactions count by their parts."
            + " Pending transactions count; `pending=false` leaves them out. Transfers"
            + " between your accounts, excluded transactions and those of hidden accounts are left"
            + " out by default.")
class ReportApi {

  private static final String RANGE =
      "Without from and to the range is the last 30 days up to today in your time zone.";
  private static final String MONTHS =
      "Without from and to the range is this month so far and the eleven months before it.";
  private static final String TOP =
      "The largest groups of each currency with their sums per month. " + MONTHS;

  private static final int ALL = 10_000;

  private final DatabaseReads reads;

  ReportApi(DatabaseReads reads) {
    this.reads = reads;
  }

  @GetMapping("/cash-flow")
  @Operation(summary = "Income, expenses and net per period", description = MONTHS)
  Mono<CashFlowResponse> cashFlow(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(
              description = "Length of the periods; weeks begin on Monday.",
              schema =
                  @Schema(
                      defaultValue = "month",
                      allowableValues = {"day", "week", "month", "quarter", "year"}))
          @RequestParam(required = false)
          @Nullable String interval) {
    return cashFlow(caller, parameters, ReportInterval.of(interval), true);
  }

  @GetMapping("/daily-net")
  @Operation(summary = "Income, expenses and net per day", description = RANGE)
  Mono<CashFlowResponse> dailyNet(Caller caller, @ParameterObject FilterParameters parameters) {
    return cashFlow(caller, parameters, ReportInterval.DAY, false);
  }

  private Mono<CashFlowResponse> cashFlow(
      Caller caller, FilterParameters parameters, ReportInterval interval, boolean months) {
    TransactionFilter filter = ReportContext.ofBothKinds(parameters.reported());
    return reads.read(
        caller.user(),
        session ->
            ReportContext.of(session, caller.user(), filter, caller.at(), months)
                .flatMap(
                    report -> {
                      List<ReportRange> periods = report.range().periods(interval);
                      return report
                          .sums(Grouping.NOTHING, interval)
                          .zipWhen(_ -> report.transfers(interval))
                          .map(
                              found ->
                                  CashFlowResponse.of(
                                      report, interval, periods, found.getT1(), found.getT2()));
                    }));
  }

  @GetMapping("/spending")
  @Operation(
      summary = "Expenses by category, merchant, tag or account",
      description = "Categories are a tree with sums of everything under them. " + RANGE)
  Mono<GroupsResponse> spending(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(
              description = "What the amounts are grouped by.",
              schema =
                  @Schema(
                      defaultValue = "category",
                      allowableValues = {"category", "merchant", "tag", "account"}))
          @RequestParam(required = false)
          @Nullable String groupBy) {
    TransactionFilter filter = ReportContext.ofBothKinds(parameters.reported());
    return groups(caller, filter, false, grouping(groupBy), false, ALL);
  }

  @GetMapping("/income")
  @Operation(
      summary = "Income by category, merchant, tag or account",
      description = "Categories are a tree with sums of everything under them. " + RANGE)
  Mono<GroupsResponse> income(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(
              description = "What the amounts are grouped by.",
              schema =
                  @Schema(
                      defaultValue = "category",
                      allowableValues = {"category", "merchant", "tag", "account"}))
          @RequestParam(required = false)
          @Nullable String groupBy) {
    TransactionFilter filter = ReportContext.ofBothKinds(parameters.reported());
    return groups(caller, filter, true, grouping(groupBy), false, ALL);
  }

  @GetMapping("/categories")
  @Operation(
      summary = "The categories with the largest sums, with a monthly trend",
      description = "A tree with sums of everything under each category. " + TOP)
  Mono<GroupsResponse> categories(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    return top(caller, parameters, Grouping.CATEGORY, limit);
  }

  @GetMapping("/merchants")
  @Operation(
      summary = "The merchants with the largest sums, with a monthly trend",
      description = TOP)
  Mono<GroupsResponse> merchants(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    return top(caller, parameters, Grouping.MERCHANT, limit);
  }

  @GetMapping("/tags")
  @Operation(summary = "The tags with the largest sums, with a monthly trend", description = TOP)
  Mono<GroupsResponse> tags(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    return top(caller, parameters, Grouping.TAG, limit);
  }

  @GetMapping("/accounts")
  @Operation(
      summary = "The accounts with the largest sums, with a monthly trend",
      description = TOP)
  Mono<GroupsResponse> accounts(
      Caller caller,
      @ParameterObject FilterParameters parameters,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit) {
    return top(caller, parameters, Grouping.ACCOUNT, limit);
  }

  private static final String LIMIT = "Groups of each currency, 1 to 500; 50 if left out.";

  /** Expenses unless {@code kind=income} is asked for. */
  private Mono<GroupsResponse> top(
      Caller caller, FilterParameters parameters, Grouping grouping, @Nullable Integer limit) {
    TransactionFilter filter = parameters.reported();
    boolean income = "income".equals(filter.details().kind());
    return groups(caller, filter, income, grouping, true, Cursors.limit(limit));
  }

  private Mono<GroupsResponse> groups(
      Caller caller,
      TransactionFilter filter,
      boolean income,
      Grouping grouping,
      boolean trend,
      int limit) {
    return reads.read(
        caller.user(),
        session ->
            ReportContext.of(
                    session,
                    caller.user(),
                    filter.ofKind(income ? "income" : "expense"),
                    caller.at(),
                    trend)
                .flatMap(report -> groups(report, income, grouping, trend, limit)));
  }

  private static Mono<GroupsResponse> groups(
      ReportContext report, boolean income, Grouping grouping, boolean trend, int limit) {
    ReportInterval interval = trend ? ReportInterval.MONTH : null;
    if (trend) {
      var _ = report.range().periods(ReportInterval.MONTH); // refuses a range that is too long
    }
    Mono<Map<UUID, String>> names =
        grouping == Grouping.ACCOUNT ? report.accountNames() : Mono.just(Map.of());
    return report
        .sums(grouping, interval)
        .zipWhen(
            sums ->
                grouping == Grouping.TAG ? report.sums(Grouping.NOTHING, null) : Mono.just(sums))
        .zipWhen(_ -> names)
        .map(
            found ->
                new ReportGroups(report, income, grouping, found.getT2(), trend, limit)
                    .of(found.getT1().getT1(), found.getT1().getT2()));
  }

  @GetMapping("/comparison")
  @Operation(
      summary = "Income and expenses beside those of the period before and of the year before",
      description = RANGE)
  Mono<ComparisonResponse> comparison(Caller caller, @ParameterObject FilterParameters parameters) {
    TransactionFilter filter = ReportContext.ofBothKinds(parameters.reported());
    return reads.read(
        caller.user(),
        session ->
            ReportContext.of(session, caller.user(), filter, caller.at(), false)
                .flatMap(Comparison::of));
  }

  @GetMapping("/summary")
  @Operation(
      summary = "Totals, averages per calendar day, median, best and worst days, outliers",
      description = RANGE)
  Mono<SummaryResponse> summary(Caller caller, @ParameterObject FilterParameters parameters) {
    TransactionFilter filter = ReportContext.ofBothKinds(parameters.reported());
    return reads.read(
        caller.user(),
        session ->
            ReportContext.of(session, caller.user(), filter, caller.at(), false)
                .flatMap(
                    report -> {
                      List<ReportRange> days = report.range().periods(ReportInterval.DAY);
                      return report
                          .sums(Grouping.NOTHING, ReportInterval.DAY)
                          .map(sums -> Summary.of(report, days, sums));
                    }));
  }

  @GetMapping("/flows")
  @Operation(
      summary = "Flows from income over categories to savings, for a Sankey chart",
      description = RANGE)
  Mono<FlowsResponse> flows(Caller caller, @ParameterObject FilterParameters parameters) {
    TransactionFilter filter = ReportContext.ofBothKinds(parameters.reported());
    return reads.read(
        caller.user(),
        session ->
            ReportContext.of(session, caller.user(), filter, caller.at(), false)
                .flatMap(
                    report ->
                        report.sums(Grouping.CATEGORY, null).map(sums -> Flows.of(report, sums))));
  }

  private static Grouping grouping(@Nullable String groupBy) {
    return switch (groupBy) {
      case null -> Grouping.CATEGORY;
      case "category", "merchant", "tag", "account" ->
          Grouping.valueOf(groupBy.toUpperCase(Locale.ROOT));
      default ->
          throw new Rejection(
              "invalid-parameter",
              "groupBy: '" + groupBy + "' (expected: category, merchant, tag or account)",
              "groupBy");
    };
  }
}
