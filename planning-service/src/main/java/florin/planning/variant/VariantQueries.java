package florin.planning.variant;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Session;
import florin.planning.allocation.AllocatedBalance;
import florin.planning.allocation.AllocationsQueries;
import florin.planning.allocation.AllocationsQueries.ScenarioAllocations;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.Recurrence;
import florin.planning.scenario.ScenarioLookups;
import florin.planning.scenario.ScenarioQueries;
import florin.planning.scenario.ScenarioResponse;
import florin.planning.scenario.bill.BillQueries;
import florin.planning.scenario.bill.BillResponse;
import florin.planning.settings.SettingsQueries;
import florin.planning.variant.ScenarioComparisonResponse.ComparedScenario;
import florin.planning.variant.ScenarioComparisonResponse.ScenarioDifference;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads scenarios with all that belongs to them. */
@Component
final class VariantQueries {

  private final ScenarioQueries scenarios;
  private final BillQueries bills;
  private final AllocationsQueries allocations;
  private final SettingsQueries settings;

  VariantQueries(
      ScenarioQueries scenarios,
      BillQueries bills,
      AllocationsQueries allocations,
      SettingsQueries settings) {
    this.scenarios = scenarios;
    this.bills = bills;
    this.allocations = allocations;
    this.settings = settings;
  }

  /** The scenarios with their bills and allocations, by id. */
  private record LoadedScenarios(
      Map<UUID, ScenarioResponse> rows,
      Map<UUID, List<BillResponse>> bills,
      Map<UUID, ScenarioAllocations> plans) {

    List<BillResponse> billsOf(UUID scenario) {
      return bills.getOrDefault(scenario, List.of());
    }
  }

  Mono<List<UUID>> newest(Session session, UUID user, int most) {
    return scenarios.newest(session, user, most);
  }

  Mono<ScenarioComparisonResponse> compare(Session session, UUID user, Instant at, List<UUID> ids) {
    return settings
        .settings(session, user)
        .flatMap(
            chosen ->
                read(session, user, ids, at)
                    .map(loadedScenarios -> comparison(ids, loadedScenarios, chosen.today(at))));
  }

  private Mono<LoadedScenarios> read(Session session, UUID user, List<UUID> ids, Instant at) {
    return scenarios
        .scenarios(session, user, ids)
        .map(rows -> known(rows, ids))
        .flatMap(
            rows ->
                bills
                    .bills(session, user, ids, at)
                    .flatMap(
                        found ->
                            allocations
                                .plans(session, user, ids)
                                .map(
                                    plans -> new LoadedScenarios(rows, byScenario(found), plans))));
  }

  private static Map<UUID, ScenarioResponse> known(List<ScenarioResponse> rows, List<UUID> ids) {
    Map<UUID, ScenarioResponse> known =
        rows.stream().collect(Collectors.toMap(ScenarioResponse::id, Function.identity()));
    ids.stream()
        .filter(id -> !known.containsKey(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw ScenarioLookups.notFound("scenario", id);
            });
    return known;
  }

  private static Map<UUID, List<BillResponse>> byScenario(List<BillResponse> bills) {
    return bills.stream().collect(Collectors.groupingBy(BillResponse::scenarioId));
  }

  private static ScenarioComparisonResponse comparison(
      List<UUID> ids, LoadedScenarios loadedScenarios, LocalDate today) {
    LocalDate until = today.plusYears(1).minusDays(1);
    List<ComparedScenario> sides = new ArrayList<>();
    for (UUID id : ids) {
      ScenarioResponse row = java.util.Objects.requireNonNull(loadedScenarios.rows().get(id));
      ScenarioAllocations scenarioAllocations =
          java.util.Objects.requireNonNull(loadedScenarios.plans().get(id));
      sides.add(side(row, loadedScenarios.billsOf(id), scenarioAllocations.split(), today, until));
    }
    return new ScenarioComparisonResponse(today, until, sides, differences(ids, loadedScenarios));
  }

  private static ComparedScenario side(
      ScenarioResponse row,
      List<BillResponse> bills,
      AllocatedBalance allocatedBalance,
      LocalDate from,
      LocalDate until) {
    CurrencyCode currency = row.startingBalance().currency();
    BigDecimal once = BigDecimal.ZERO;
    BigDecimal year = BigDecimal.ZERO;
    for (BillResponse bill : bills) {
      BigDecimal amount = bill.amount().amount();
      LocalDate first = bill.dueDate() == null ? from : bill.dueDate();
      Frequency frequency = Frequency.named(bill.frequency()).orElseThrow();
      int times = new Recurrence(first, frequency).between(from, until).size();
      once = once.add(amount);
      year = year.add(amount.multiply(BigDecimal.valueOf(times)));
    }
    return new ComparedScenario(
        row,
        new Money(once, currency),
        new Money(year, currency),
        allocatedBalance.percent().toPlainString(),
        allocatedBalance.allocated(),
        allocatedBalance.remaining(),
        allocatedBalance.shortfall());
  }

  /** Bills are the same bill when they have the same name, in order if one has it twice. */
  private static List<ScenarioDifference> differences(
      List<UUID> ids, LoadedScenarios loadedScenarios) {
    Map<String, @Nullable BillResponse[]> byName = new TreeMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Map<String, Integer> seen = new HashMap<>();
      for (BillResponse bill : loadedScenarios.billsOf(ids.get(i))) {
        String name = bill.name().toLowerCase(Locale.ROOT);
        String key = name + '\u0000' + seen.merge(name, 1, Integer::sum);
        byName.computeIfAbsent(key, _ -> new @Nullable BillResponse[ids.size()])[i] = bill;
      }
    }
    List<ScenarioDifference> differences = new ArrayList<>();
    for (@Nullable BillResponse[] bills : byName.values()) {
      difference(bills, differences);
    }
    return differences;
  }

  private static void difference(
      @Nullable BillResponse[] bills, List<ScenarioDifference> differences) {
    List<@Nullable BillResponse> list = new ArrayList<>();
    String name = "";
    boolean same = true;
    BillResponse first = bills[0];
    for (BillResponse bill : bills) {
      list.add(bill);
      if (bill != null && name.isEmpty()) {
        name = bill.name();
      }
      same &= bill != null && first != null && bill.costsTheSame(first);
    }
    if (!same) {
      differences.add(new ScenarioDifference(name, list));
    }
  }
}
