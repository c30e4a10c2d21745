package florin.transactions.recurring.series;

import florin.journal.stream.StreamId;
import florin.transactions.recurring.pattern.DueRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The values of a series that its user sets. The pattern and the linked rows follow the detection
 * and are none; a row that the user took out is.
 */
final class SeriesUndo {

  private static final String PRESENT = "present";
  private static final String STATUS = "status";
  private static final String ENDED = "ended";
  private static final String NAME = "name";
  private static final String RULE = "rule";
  private static final String AMOUNT = "amount";
  private static final String UNLINKED = "unlinked";

  private SeriesUndo() {}

  static Map<String, Object> of(Series state) {
    Map<String, Object> facets = new LinkedHashMap<>();
    if (state instanceof Series.Present p && !p.removed()) {
      facets.put(PRESENT, true);
      facets.put(STATUS, p.status());
      if (p.ended()) {
        facets.put(ENDED, true);
      }
      p.overrides().name().ifPresent(name -> facets.put(NAME, name));
      p.overrides().rule().ifPresent(rule -> facets.put(RULE, rule));
      p.overrides().amount().ifPresent(size -> facets.put(AMOUNT, size.stripTrailingZeros()));
      if (!p.unlinked().isEmpty()) {
        facets.put(UNLINKED, new TreeSet<>(p.unlinked().keySet()));
      }
    }
    return facets;
  }

  static List<SeriesCommand> restoring(
      StreamId stream, Series now, Map<String, Optional<Object>> wanted, Instant at) {
    if (!(now instanceof Series.Present p)) {
      return List.of();
    }
    List<SeriesCommand> commands = new ArrayList<>();
    Optional<Object> present = wanted.get(PRESENT);
    if (present != null && present.isEmpty()) {
      return List.of(new SeriesCommand.Remove(at));
    }
    if (present != null) {
      commands.add(new SeriesCommand.Restore(at));
    }
    Optional<Object> status = wanted.get(STATUS);
    if (status != null) {
      commands.add(status(status.map(SeriesStatus.class::cast), at));
    }
    Optional<Object> ended = wanted.get(ENDED);
    if (ended != null) {
      commands.add(ended.isPresent() ? new SeriesCommand.End(at) : new SeriesCommand.Revive(at));
    }
    if (wanted.containsKey(NAME) || wanted.containsKey(RULE) || wanted.containsKey(AMOUNT)) {
      commands.add(new SeriesCommand.Revise(overrides(p, wanted), at));
    }
    Optional<Object> unlinked = wanted.get(UNLINKED);
    if (unlinked != null) {
      addRows(p, ids(unlinked), at, commands);
    }
    return List.copyOf(commands);
  }

  private static SeriesCommand status(Optional<SeriesStatus> status, Instant at) {
    return switch (status.orElse(SeriesStatus.SUGGESTED)) {
      case SUGGESTED -> new SeriesCommand.Reconsider(at);
      case CONFIRMED -> new SeriesCommand.Confirm(at);
      case DISMISSED -> new SeriesCommand.Dismiss(at);
    };
  }

  private static SeriesOverrides overrides(
      Series.Present now, Map<String, Optional<Object>> wanted) {
    SeriesOverrides before = now.overrides();
    return new SeriesOverrides(
        value(wanted, NAME, String.class, before.name()),
        value(wanted, RULE, DueRule.class, before.rule()),
        value(wanted, AMOUNT, BigDecimal.class, before.amount()));
  }

  private static <T> Optional<T> value(
      Map<String, Optional<Object>> wanted, String facet, Class<T> type, Optional<T> current) {
    Optional<Object> value = wanted.get(facet);
    return value == null ? current : value.map(type::cast);
  }

  @SuppressWarnings("unchecked")
  private static Set<UUID> ids(Optional<Object> ids) {
    return ids.map(found -> (Set<UUID>) found).orElse(Set.of());
  }

  private static void addRows(
      Series.Present now, Set<UUID> wanted, Instant at, List<SeriesCommand> commands) {
    Set<UUID> more = new TreeSet<>(wanted);
    more.removeAll(now.unlinked().keySet());
    if (!more.isEmpty()) {
      commands.add(new SeriesCommand.Unlink(more, at));
    }
    Set<UUID> back = new TreeSet<>(now.unlinked().keySet());
    back.removeAll(wanted);
    if (!back.isEmpty()) {
      commands.add(new SeriesCommand.Relink(now.taken(back), at));
    }
  }
}
