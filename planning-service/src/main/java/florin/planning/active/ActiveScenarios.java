package florin.planning.active;

import florin.events.CurrencyCode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The scenarios that a user chose.
 *
 * @param chosen the scenario that counts, by the code of its currency
 */
public record ActiveScenarios(Map<String, UUID> chosen) {

  private Optional<UUID> in(CurrencyCode currency) {
    return Optional.ofNullable(chosen.get(currency.code()));
  }

  static List<ActiveScenariosEvent> decide(ActiveScenariosCommand command, ActiveScenarios state) {
    return switch (command) {
      case ActiveScenariosCommand.Choose c ->
          c.scenario().equals(state.in(c.currency()))
              ? List.of()
              : List.of(new ActiveScenariosEvent.Chosen(c.currency(), c.scenario(), c.at()));
    };
  }

  static ActiveScenarios evolve(ActiveScenarios state, ActiveScenariosEvent event) {
    return switch (event) {
      case ActiveScenariosEvent.Chosen(var currency, var scenario, _) -> {
        Map<String, UUID> next = new TreeMap<>(state.chosen());
        scenario.ifPresentOrElse(
            id -> next.put(currency.code(), id), () -> next.remove(currency.code()));
        yield new ActiveScenarios(Collections.unmodifiableMap(next));
      }
    };
  }
}
