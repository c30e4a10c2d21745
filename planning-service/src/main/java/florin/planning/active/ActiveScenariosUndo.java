package florin.planning.active;

import florin.events.CurrencyCode;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Undo of the choice of a scenario: one facet per currency. */
final class ActiveScenariosUndo {

  private static final String ACTIVE = "active/";

  private ActiveScenariosUndo() {}

  static Map<String, Object> facets(ActiveScenarios state) {
    Map<String, Object> facets = new LinkedHashMap<>();
    state.chosen().forEach((currency, scenario) -> facets.put(ACTIVE + currency, scenario));
    return facets;
  }

  static List<ActiveScenariosCommand> commands(
      StreamId stream, ActiveScenarios now, Map<String, Optional<Object>> wanted, Instant at) {
    return wanted.entrySet().stream()
        .filter(facet -> facet.getKey().startsWith(ACTIVE))
        .<ActiveScenariosCommand>map(
            facet ->
                new ActiveScenariosCommand.Choose(
                    new CurrencyCode(facet.getKey().substring(ACTIVE.length())),
                    facet.getValue().map(UUID.class::cast),
                    at))
        .toList();
  }
}
