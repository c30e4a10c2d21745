package florin.planning.wrong;

import java.util.List;

/** Has its codec where it decides. */
record Encoded(String text) {

  static final NumberCodec CODEC = new NumberCodec();

  static List<String> decide(String command, Encoded state) {
    return command.equals(state.text()) ? List.of() : List.of(command);
  }

  static Encoded evolve(Encoded state, String event) {
    return event.isEmpty() ? state : new Encoded(event);
  }
}
