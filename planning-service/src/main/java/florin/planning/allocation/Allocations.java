package florin.planning.allocation;

import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.stream.Ids;
import florin.journal.stream.Rejection;
import florin.journal.stream.StreamId;
import florin.journal.web.field.FieldChecks;
import florin.planning.allocation.AllocationsCommand.Add;
import florin.planning.allocation.AllocationsCommand.Remove;
import florin.planning.allocation.AllocationsCommand.Revise;
import florin.planning.problem.PlanningProblem;
import florin.planning.validation.PlanFields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The allocations of one scenario.
 *
 * @param of whom they are, once a list was set
 */
public record Allocations(Optional<Owner> of, List<Allocation> list) {

  /** The scenario, with the currency it has for ever. */
  public record Owner(UUID scenario, CurrencyCode currency) {}

  static final String STREAM = "allocations";
  static final Allocations NONE = new Allocations(Optional.empty(), List.of());
  static final int MOST = 100;
  private static final int DECIMALS = 4;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The stream of a scenario's allocations. */
  public static StreamId stream(UUID user, UUID scenario) {
    return new StreamId(user, STREAM, Ids.named(scenario, STREAM));
  }

  static List<AllocationsEvent> decide(AllocationsCommand command, Allocations state) {
    List<Allocation> next =
        switch (command) {
          case AllocationsCommand.Set c -> all(c);
          case Add c -> added(c, state);
          case Revise c -> revised(c, state);
          case Remove c -> without(c.allocation(), state);
        };
    check(command, next);
    return next.equals(state.list())
        ? List.of()
        : List.of(
            new AllocationsEvent.Set(command.scenario(), command.currency(), next, command.at()));
  }

  private static List<Allocation> all(AllocationsCommand.Set command) {
    List<Allocation> list = new ArrayList<>();
    for (Allocation allocation : command.allocations()) {
      list.add(kept(allocation, command.currency(), "allocations/" + list.size() + "/"));
    }
    return List.copyOf(list);
  }

  private static List<Allocation> added(Add command, Allocations state) {
    List<Allocation> list = new ArrayList<>(state.list());
    list.add(kept(command.allocation(), command.currency(), ""));
    return List.copyOf(list);
  }

  private static List<Allocation> revised(Revise command, Allocations state) {
    Allocation allocation = kept(command.allocation(), command.currency(), "");
    List<Allocation> list = new ArrayList<>(state.list());
    list.set(list.indexOf(state.known(allocation.id())), allocation);
    return List.copyOf(list);
  }

  private static List<Allocation> without(UUID id, Allocations state) {
    List<Allocation> list = new ArrayList<>(state.list());
    list.remove(state.known(id));
    return List.copyOf(list);
  }

  /**
   * The allocation with an id.
   *
   * @throws Rejection {@code not-found}
   */
  Allocation known(UUID id) {
    return list.stream()
        .filter(allocation -> allocation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Rejection("not-found", "allocation: " + id));
  }

  private static Allocation kept(Allocation given, CurrencyCode currency, String at) {
    if (given.goal().isPresent() && given.bill().isPresent()) {
      throw refused(
          PlanningProblem.ALLOCATION_TARGET_AMBIGUOUS,
          "billId: beside goalId (expected: at most one of them)",
          at + "billId");
    }
    return new Allocation(
        given.id(),
        PlanFields.name(given.name(), at + "name"),
        switch (given.share()) {
          case Allocation.Share.Fixed(Money amount) ->
              new Allocation.Share.Fixed(
                  PlanFields.notNegative(
                      FieldChecks.inCurrency(currency, "the scenario's", amount, at + "amount"),
                      at + "amount"));
          case Allocation.Share.Percent(BigDecimal percent) ->
              new Allocation.Share.Percent(percent(percent, at + "percent"));
        },
        given.goal(),
        given.bill());
  }

  private static BigDecimal percent(BigDecimal given, String field) {
    BigDecimal percent = given.signum() == 0 ? BigDecimal.ZERO : given.stripTrailingZeros();
    if (percent.signum() < 0 || percent.compareTo(HUNDRED) > 0 || percent.scale() > DECIMALS) {
      throw refused(
          PlanningProblem.PERCENT_OUT_OF_RANGE,
          "percent: %s (expected: 0 to 100, at most %d decimals)"
              .formatted(percent.toPlainString(), DECIMALS),
          field);
    }
    return percent.scale() < 0 ? percent.setScale(0) : percent;
  }

  private static void check(AllocationsCommand command, List<Allocation> list) {
    String whole =
        switch (command) {
          case AllocationsCommand.Set _ -> "allocations";
          case Add _, Revise _, Remove _ -> "percent";
        };
    if (list.size() > MOST) {
      throw refused(
          PlanningProblem.TOO_MANY_ALLOCATIONS,
          "allocations: %d (expected: at most %d)".formatted(list.size(), MOST),
          whole);
    }
    if (!list.stream().map(Allocation::id).allMatch(new HashSet<>()::add)) {
      throw refused(PlanningProblem.DUPLICATE_ALLOCATION, "allocations: an id comes twice", whole);
    }
    BigDecimal total =
        list.stream().map(Allocation::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (total.compareTo(HUNDRED) > 0) {
      throw refused(
          PlanningProblem.PERCENT_TOTAL_EXCEEDED,
          "percent: %s in total (expected: at most 100)".formatted(total.toPlainString()),
          whole);
    }
  }

  private static Rejection refused(PlanningProblem problem, String detail, String field) {
    return new Rejection(problem, detail, "/" + field);
  }

  static Allocations evolve(Allocations state, AllocationsEvent event) {
    return switch (event) {
      case AllocationsEvent.Set e ->
          new Allocations(
              Optional.of(new Owner(e.scenario(), e.currency())), List.copyOf(e.allocations()));
    };
  }
}
