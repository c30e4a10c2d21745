package florin.accounts.investment.holding;

import florin.journal.stream.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The state of an account's portfolio.
 *
 * @param positions by security
 */
public record Portfolio(Map<UUID, Position> positions) {

  static final Portfolio EMPTY = new Portfolio(Map.of());

  /** An event is refused above 512 KiB; a position takes a hundred bytes or two. */
  private static final int MOST_POSITIONS = 1_000;

  public Portfolio {
    positions = Map.copyOf(positions);
  }

  static List<PortfolioEvent> decide(PortfolioCommand command, Portfolio state) {
    return switch (command) {
      case PortfolioCommand.TakeSnapshot c -> take(c.account(), merged(c), state, c.at());
    };
  }

  private static Map<UUID, Position> merged(PortfolioCommand.TakeSnapshot command) {
    Map<UUID, Position> positions = new TreeMap<>(Ids.ORDER);
    command.positions().forEach(one -> positions.merge(one.security(), one, Position::and));
    return positions;
  }

  private static List<PortfolioEvent> take(
      UUID account, Map<UUID, Position> now, Portfolio before, Instant at) {
    List<Position> held =
        now.values().stream()
            .filter(one -> !one.equals(before.positions().get(one.security())))
            .toList();
    List<UUID> gone =
        before.positions().keySet().stream()
            .filter(security -> !now.containsKey(security))
            .sorted(Ids.ORDER)
            .toList();
    List<PortfolioEvent> events = new ArrayList<>();
    for (int from = 0; from < held.size(); from += MOST_POSITIONS) {
      int to = Math.min(held.size(), from + MOST_POSITIONS);
      boolean first = from == 0;
      events.add(
          new PortfolioEvent.SnapshotTaken(
              account, List.copyOf(held.subList(from, to)), first ? gone : List.of(), at));
    }
    if (events.isEmpty() && !gone.isEmpty()) {
      events.add(new PortfolioEvent.SnapshotTaken(account, List.of(), gone, at));
    }
    return events;
  }

  static Portfolio evolve(Portfolio state, PortfolioEvent event) {
    return switch (event) {
      case PortfolioEvent.SnapshotTaken e -> {
        Map<UUID, Position> positions = new TreeMap<>(state.positions());
        e.gone().forEach(positions::remove);
        e.held().forEach(one -> positions.put(one.security(), one));
        yield new Portfolio(positions);
      }
    };
  }
}
