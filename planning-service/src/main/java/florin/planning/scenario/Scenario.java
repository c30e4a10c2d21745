package florin.planning.scenario;

import florin.events.Money;
import florin.journal.stream.Rejection;
import florin.planning.problem.PlanningProblem;
import florin.planning.scenario.ScenarioCommand.Create;
import florin.planning.scenario.ScenarioCommand.Delete;
import florin.planning.scenario.ScenarioCommand.PlanBill;
import florin.planning.scenario.ScenarioCommand.Rebase;
import florin.planning.scenario.ScenarioCommand.RemoveBill;
import florin.planning.scenario.ScenarioCommand.Rename;
import florin.planning.scenario.ScenarioCommand.Restore;
import florin.planning.scenario.ScenarioCommand.ReviseBill;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The state of a what-if plan, with its decisions. */
public sealed interface Scenario {

  int MOST_BILLS = 500;

  String STREAM = "scenario";

  record Absent() implements Scenario {}

  record Live(String name, Money startingBalance, Optional<UUID> account, Map<UUID, Bill> bills)
      implements Scenario {

    /** Its account, which is held in the scenario's currency. */
    public Optional<ScenarioCommand.Account> inItsCurrency() {
      return account.map(id -> new ScenarioCommand.Account(id, startingBalance.currency()));
    }

    private Live renamed(String name) {
      return new Live(name, startingBalance, account, bills);
    }

    private Live rebased(Money balance, Optional<UUID> account) {
      return new Live(name, balance, account, bills);
    }

    private Live with(Bill bill) {
      Map<UUID, Bill> next = new LinkedHashMap<>(bills);
      next.put(bill.id(), bill);
      return new Live(name, startingBalance, account, Collections.unmodifiableMap(next));
    }

    private Live without(UUID bill) {
      Map<UUID, Bill> next = new LinkedHashMap<>(bills);
      next.remove(bill);
      return new Live(name, startingBalance, account, Collections.unmodifiableMap(next));
    }
  }

  /** Deleted; a restore brings it back as it was. */
  record Deleted(Live last) implements Scenario {}

  /** Its name, which no other scenario has, unless it is deleted. */
  static Optional<String> name(Scenario state) {
    return state instanceof Live live ? Optional.of(live.name()) : Optional.empty();
  }

  static List<ScenarioEvent> decide(ScenarioCommand command, Scenario state) {
    return switch (state) {
      case Absent() -> decideAbsent(command);
      case Live live -> decideLive(command, live);
      case Deleted _ -> decideDeleted(command);
    };
  }

  private static List<ScenarioEvent> decideAbsent(ScenarioCommand command) {
    return switch (command) {
      case Create c ->
          List.of(
              new ScenarioEvent.Created(
                  c.scenario(),
                  ScenarioChecks.name(c.name()),
                  ScenarioChecks.startingBalance(c.startingBalance(), c.account()),
                  c.account().map(ScenarioCommand.Account::id),
                  c.at()));
      case Rename _, Rebase _, Delete _, Restore _, PlanBill _, ReviseBill _, RemoveBill _ ->
          throw new Rejection("not-found", "scenario: " + command.scenario());
    };
  }

  private static List<ScenarioEvent> decideLive(ScenarioCommand command, Live live) {
    return switch (command) {
      case Create c -> throw exists(c);
      case Rename c -> renamed(c, ScenarioChecks.name(c.name()), live);
      case Rebase c ->
          rebased(
              c,
              ScenarioChecks.revisedBalance(c.balance(), live.startingBalance(), c.account()),
              live);
      case Delete c -> List.of(new ScenarioEvent.Deleted(c.scenario(), c.at()));
      case Restore _ -> List.of();
      case PlanBill c -> planned(c, ScenarioChecks.bill(c.bill(), live.startingBalance()), live);
      case ReviseBill c -> revised(c, ScenarioChecks.bill(c.bill(), live.startingBalance()), live);
      case RemoveBill c -> {
        demandBill(c.bill(), live);
        yield List.of(new ScenarioEvent.BillRemoved(c.scenario(), c.bill(), c.at()));
      }
    };
  }

  private static List<ScenarioEvent> decideDeleted(ScenarioCommand command) {
    return switch (command) {
      case Create c -> throw exists(c);
      case Delete _ -> List.of();
      case Restore c -> List.of(new ScenarioEvent.Restored(c.scenario(), c.at()));
      case Rename _, Rebase _, PlanBill _, ReviseBill _, RemoveBill _ ->
          throw new Rejection(
              PlanningProblem.SCENARIO_DELETED,
              "scenario: " + command.scenario() + " (restore it first)");
    };
  }

  private static List<ScenarioEvent> renamed(Rename command, String name, Live live) {
    return name.equals(live.name())
        ? List.of()
        : List.of(new ScenarioEvent.Renamed(command.scenario(), name, command.at()));
  }

  private static List<ScenarioEvent> rebased(Rebase command, Money balance, Live live) {
    Optional<UUID> account = command.account().map(ScenarioCommand.Account::id);
    return balance.equals(live.startingBalance()) && account.equals(live.account())
        ? List.of()
        : List.of(new ScenarioEvent.Rebased(command.scenario(), balance, account, command.at()));
  }

  private static List<ScenarioEvent> planned(PlanBill command, Bill bill, Live live) {
    if (bill.equals(live.bills().get(bill.id()))) {
      return List.of();
    }
    if (live.bills().containsKey(bill.id())) {
      throw new Rejection("conflict", "bill: " + bill.id() + " (expected: a new id)");
    }
    if (live.bills().size() >= MOST_BILLS) {
      throw new Rejection(
          PlanningProblem.TOO_MANY_BILLS,
          "bills: " + (MOST_BILLS + 1) + " (expected: at most " + MOST_BILLS + ")");
    }
    return List.of(new ScenarioEvent.BillPlanned(command.scenario(), bill, command.at()));
  }

  private static List<ScenarioEvent> revised(ReviseBill command, Bill bill, Live live) {
    return bill.equals(demandBill(bill.id(), live))
        ? List.of()
        : List.of(new ScenarioEvent.BillRevised(command.scenario(), bill, command.at()));
  }

  private static Bill demandBill(UUID id, Live live) {
    Bill bill = live.bills().get(id);
    if (bill == null) {
      throw new Rejection("not-found", "bill: " + id);
    }
    return bill;
  }

  private static Rejection exists(Create command) {
    return new Rejection("conflict", "scenario: " + command.scenario() + " (expected: a new id)");
  }

  static Scenario evolve(Scenario state, ScenarioEvent event) {
    return switch (event) {
      case ScenarioEvent.Created e ->
          new Live(e.name(), e.startingBalance(), e.account(), Map.of());
      case ScenarioEvent.Renamed e when state instanceof Live live -> live.renamed(e.name());
      case ScenarioEvent.Rebased e when state instanceof Live live ->
          live.rebased(e.startingBalance(), e.account());
      case ScenarioEvent.Deleted _ when state instanceof Live live -> new Deleted(live);
      case ScenarioEvent.Restored _ when state instanceof Deleted(Live last) -> last;
      case ScenarioEvent.BillPlanned e when state instanceof Live live -> live.with(e.bill());
      case ScenarioEvent.BillRevised e when state instanceof Live live -> live.with(e.bill());
      case ScenarioEvent.BillRemoved e when state instanceof Live live -> live.without(e.bill());
      case ScenarioEvent.Renamed _,
          ScenarioEvent.Rebased _,
          ScenarioEvent.Deleted _,
          ScenarioEvent.Restored _,
          ScenarioEvent.BillPlanned _,
          ScenarioEvent.BillRevised _,
          ScenarioEvent.BillRemoved _ ->
          state;
    };
  }
}
