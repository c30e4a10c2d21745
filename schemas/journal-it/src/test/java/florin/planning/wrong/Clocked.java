package florin.planning.wrong;

import java.time.Instant;
import java.util.List;

/** Decides by the time of the machine. */
record Clocked(Instant at) {

  static List<Instant> decide(String command, Clocked state) {
    return command.isEmpty() ? List.of(state.at()) : List.of(Instant.now());
  }

  static Clocked evolve(Clocked state, Instant event) {
    return event.isAfter(state.at()) ? new Clocked(event) : state;
  }
}
