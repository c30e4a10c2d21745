package florin.transactions.rule;

import florin.journal.stream.StreamId;
import florin.transactions.rule.definition.RuleDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The values of a rule that users set, and the way back. A deleted rule has none. */
final class RuleUndo {

  private static final String DEFINITION = "definition";
  private static final String POSITION = "position";
  private static final String ENABLED = "enabled";

  private RuleUndo() {}

  static Map<String, Object> of(Rule state) {
    Map<String, Object> facets = new LinkedHashMap<>();
    if (state instanceof Rule.Present p && !p.deleted()) {
      facets.put(DEFINITION, p.definition());
      facets.put(POSITION, p.position());
      facets.put(ENABLED, p.enabled());
    }
    return facets;
  }

  static List<RuleCommand> restoring(
      StreamId stream, Rule now, Map<String, Optional<Object>> wanted, Instant at) {
    UUID id = stream.id();
    if (wanted.values().stream().anyMatch(Optional::isEmpty)) {
      return List.of(new RuleCommand.Delete(id, at));
    }
    List<RuleCommand> commands = new ArrayList<>();
    commands.add(new RuleCommand.Restore(id, at));
    wanted.forEach(
        (facet, value) ->
            value.ifPresent(
                known ->
                    commands.add(
                        switch (facet) {
                          case DEFINITION -> new RuleCommand.Revise(id, (RuleDefinition) known, at);
                          case POSITION -> new RuleCommand.Move(id, (Integer) known, at);
                          default -> new RuleCommand.Enable(id, (Boolean) known, at);
                        })));
    return commands;
  }
}
