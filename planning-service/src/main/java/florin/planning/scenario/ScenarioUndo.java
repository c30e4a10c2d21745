package florin.planning.scenario;

import florin.events.Money;
import florin.journal.stream.StreamId;
import florin.planning.calendar.Frequency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Undo of scenarios. A deleted scenario has no facets, like one that was never created; so undoing
 * its creation deletes it, and undoing its deletion restores it.
 */
final class ScenarioUndo {

  private static final String NAME = "name";
  private static final String BALANCE = "startingBalance";
  private static final String ACCOUNT = "accountId";
  private static final String BILL = "bill";

  private ScenarioUndo() {}

  static Map<String, Object> facets(Scenario state) {
    return switch (state) {
      case Scenario.Live live -> facets(live);
      case Scenario.Deleted _, Scenario.Absent _ -> Map.of();
    };
  }

  private static Map<String, Object> facets(Scenario.Live live) {
    Map<String, Object> facets = new LinkedHashMap<>();
    facets.put(NAME, live.name());
    facets.put(BALANCE, live.startingBalance());
    live.account().ifPresent(account -> facets.put(ACCOUNT, account));
    live.bills().values().forEach(bill -> add(facets, bill));
    return facets;
  }

  private static void add(Map<String, Object> facets, Bill bill) {
    String at = BILL + "/" + bill.id() + "/";
    facets.put(at + NAME, bill.name());
    facets.put(at + "amount", bill.amount());
    facets.put(at + "frequency", bill.frequency());
    bill.dueDate().ifPresent(date -> facets.put(at + "dueDate", date));
    bill.account().ifPresent(account -> facets.put(at + ACCOUNT, account));
    bill.category().ifPresent(category -> facets.put(at + "categoryId", category));
    bill.paidThrough().ifPresent(date -> facets.put(at + "paidThrough", date));
    bill.series().ifPresent(series -> facets.put(at + "seriesId", series));
  }

  static List<ScenarioCommand> commands(
      StreamId stream, Scenario now, Map<String, Optional<Object>> wanted, Instant at) {
    UUID id = stream.id();
    if (wanted.getOrDefault(NAME, Optional.of(now)).isEmpty()) {
      return List.of(new ScenarioCommand.Delete(id, at));
    }
    Scenario.Live live =
        switch (now) {
          case Scenario.Live present -> present;
          case Scenario.Deleted(Scenario.Live last) -> last;
          case Scenario.Absent() -> null;
        };
    if (live == null) {
      return List.of();
    }
    List<ScenarioCommand> commands = new ArrayList<>();
    commands.add(new ScenarioCommand.Restore(id, at));
    FacetValues facetValues = new FacetValues(wanted);
    String name = facetValues.required(NAME, String.class, live.name());
    commands.add(new ScenarioCommand.Rename(id, name, at));
    Money balance = facetValues.required(BALANCE, Money.class, live.startingBalance());
    commands.add(
        new ScenarioCommand.Rebase(
            id,
            balance,
            facetValues
                .optional(ACCOUNT, UUID.class, live.account())
                .map(account -> new ScenarioCommand.Account(account, balance.currency())),
            at));
    bills(wanted).forEach(bill -> commands.add(command(id, bill, live, facetValues, at)));
    return commands;
  }

  /** The bills that are named. */
  private static Set<UUID> bills(Map<String, Optional<Object>> wanted) {
    Set<UUID> bills = new LinkedHashSet<>();
    for (String facet : wanted.keySet()) {
      if (facet.startsWith(BILL + "/")) {
        bills.add(UUID.fromString(facet.split("/", -1)[1]));
      }
    }
    return bills;
  }

  private static ScenarioCommand command(
      UUID scenario, UUID id, Scenario.Live live, FacetValues facetValues, Instant at) {
    String prefix = BILL + "/" + id + "/";
    Bill now = live.bills().get(id);
    if (facetValues.cleared(prefix + NAME)) {
      return new ScenarioCommand.RemoveBill(scenario, id, at);
    }
    Bill bill =
        now == null
            ? new Bill(
                id,
                "",
                new Money(java.math.BigDecimal.ZERO, live.startingBalance().currency()),
                Optional.empty(),
                Frequency.ONCE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            : now;
    Bill restored = facetValues.on(bill, prefix);
    return now == null
        ? new ScenarioCommand.PlanBill(scenario, restored, at)
        : new ScenarioCommand.ReviseBill(scenario, restored, at);
  }

  /** The wanted values, over those that are there. */
  private record FacetValues(Map<String, Optional<Object>> wanted) {

    boolean cleared(String facet) {
      return wanted.containsKey(facet) && wanted.get(facet).isEmpty();
    }

    <T> T required(String facet, Class<T> type, T now) {
      return optional(facet, type, Optional.of(now)).orElse(now);
    }

    <T> Optional<T> optional(String facet, Class<T> type, Optional<T> now) {
      Optional<Object> value = wanted.get(facet);
      return value == null ? now : value.map(type::cast);
    }

    Bill on(Bill bill, String at) {
      return new Bill(
          bill.id(),
          required(at + NAME, String.class, bill.name()),
          required(at + "amount", Money.class, bill.amount()),
          optional(at + "dueDate", LocalDate.class, bill.dueDate()),
          required(at + "frequency", Frequency.class, bill.frequency()),
          optional(at + ACCOUNT, UUID.class, bill.account()),
          optional(at + "categoryId", UUID.class, bill.category()),
          optional(at + "paidThrough", LocalDate.class, bill.paidThrough()),
          optional(at + "seriesId", UUID.class, bill.series()));
    }
  }
}
