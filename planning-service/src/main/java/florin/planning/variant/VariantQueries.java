package florin.planning.variant;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.Session;
import florin.planning.allocation.AllocationsQueries;
import florin.planning.allocation.AllocationsQueries.Plan;
import florin.planning.allocation.Split;
import florin.planning.calendar.Frequency;
import florin.planning.calendar.Recurrence;
import florin.planning.scenario.BillRow;
import florin.planning.scenario.ScenarioQueries;
import florin.planning.scenario.ScenarioRow;
import florin.planning.scenario.ScenarioStreams;
import florin.planning.settings.SettingsQueries;
import florin.planning.variant.Comparison.Difference;
import florin.planning.variant.Comparison.Side;
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
  private final AllocationsQueries allocations;
  private final SettingsQueries settings;

  VariantQueries(
      ScenarioQueries scenarios, AllocationsQueries allocations, SettingsQueries settings) {
    this.scenarios = scenarios;
    this.allocations = allocations;
    this.settings = settings;
  }

  /** What was read of the scenarios, by their ids. */
  private record Read(
      Map<UUID, ScenarioRow> rows, Map<UUID, List<BillRow>> bills, Map<UUID, Plan> plans) {

    List<BillRow> billsOf(UUID scenario) {
      return bills.getOrDefault(scenario, List.of());
    }
  }

  Mono<List<UUID>> newest(Session session, UUID user, int most) {
    return scenarios.newest(session, user, most);
  }

  Mono<Comparison> compare(Session session, UUID user, Instant at, List<UUID> ids) {
    return settings
        .settings(session, user)
        .flatMap(
            chosen ->
                read(session, user, ids).map(read -> comparison(ids, read, chosen.today(at))));
  }

  private Mono<Read> read(Session session, UUID user, List<UUID> ids) {
    return scenarios
        .scenarios(session, user, ids)
        .map(rows -> known(rows, ids))
        .flatMap(
            rows ->
                scenarios
                    .bills(session, user, ids)
                    .flatMap(
                        bills ->
                            allocations
                                .plans(session, user, ids)
                                .map(plans -> new Read(rows, byScenario(bills), plans))));
  }

  private static Map<UUID, ScenarioRow> known(List<ScenarioRow> rows, List<UUID> ids) {
    Map<UUID, ScenarioRow> known =
        rows.stream().collect(Collectors.toMap(ScenarioRow::id, Function.identity()));
    ids.stream()
        .filter(id -> !known.containsKey(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw ScenarioStreams.notFound("scenario", id);
            });
    return known;
  }

  private static Map<UUID, List<BillRow>> byScenario(List<BillRow> bills) {
    return bills.stream().collect(Collectors.groupingBy(BillRow::scenarioId));
  }

  private static Comparison comparison(List<UUID> ids, Read read, LocalDate today) {
    LocalDate until = today.plusYears(1).minusDays(1);
    List<Side> sides = new ArrayList<>();
    for (UUID id : ids) {
      ScenarioRow row = java.util.Objects.requireNonNull(read.rows().get(id));
      Plan plan = java.util.Objects.requireNonNull(read.plans().get(id));
      sides.add(side(row, read.billsOf(id), plan.split(), today, until));
    }
    return new Comparison(today, until, sides, differences(ids, read));
  }

  private static Side side(
      ScenarioRow row, List<BillRow> bills, Split split, LocalDate from, LocalDate until) {
    CurrencyCode currency = row.startingBalance().currency();
    BigDecimal once = BigDecimal.ZERO;
    BigDecimal year = BigDecimal.ZERO;
    for (BillRow bill : bills) {
      BigDecimal amount = bill.amount().amount();
      LocalDate first = bill.dueDate() == null ? from : bill.dueDate();
      Frequency frequency = Frequency.named(bill.frequency()).orElseThrow();
      int times = new Recurrence(first, frequency).between(from, until).size();
      once = once.add(amount);
      year = year.add(amount.multiply(BigDecimal.valueOf(times)));
    }
    return new Side(
        row,
        new Money(once, currency),
        new Money(year, currency),
        split.percent().toPlainString(),
        split.allocated(),
        split.remaining(),
        split.shortfall());
  }

  /** Bills are the same bill when they have the same name, in order if one has it twice. */
  private static List<Difference> differences(List<UUID> ids, Read read) {
    Map<String, @Nullable BillRow[]> byName = new TreeMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Map<String, Integer> seen = new HashMap<>();
      for (BillRow bill : read.billsOf(ids.get(i))) {
        String name = bill.name().toLowerCase(Locale.ROOT);
        String key = name + '\u0000' + seen.merge(name, 1, Integer::sum);
        byName.computeIfAbsent(key, _ -> new @Nullable BillRow[ids.size()])[i] = bill;
      }
    }
    List<Difference> differences = new ArrayList<>();
    for (@Nullable BillRow[] bills : byName.values()) {
      difference(bills, differences);
    }
    return differences;
  }

  private static void difference(@Nullable BillRow[] bills, List<Difference> differences) {
    List<@Nullable BillRow> list = new ArrayList<>();
    String name = "";
    boolean same = true;
    BillRow first = bills[0];
    for (BillRow bill : bills) {
      list.add(bill);
      if (bill != null && name.isEmpty()) {
        name = bill.name();
      }
      same &= bill != null && first != null && bill.costsTheSame(first);
    }
    if (!same) {
      differences.add(new Difference(name, list));
    }
  }
}
