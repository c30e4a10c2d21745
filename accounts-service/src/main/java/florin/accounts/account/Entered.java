package florin.accounts.account;

import florin.accounts.account.Observation.Source;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Balances that a user said of one account, oldest first. */
final class Entered {

  static final Comparator<Observation> ORDER =
      Comparator.comparing(Observation::observedAt).thenComparing(Observation::source);

  private Entered() {}

  /** One of each time and source: the last said. */
  static List<Observation> with(List<Observation> entered, Observation said) {
    return Stream.concat(
            entered.stream().filter(other -> ORDER.compare(other, said) != 0), Stream.of(said))
        .sorted(ORDER)
        .toList();
  }

  static List<Observation> without(List<Observation> entered, Instant observedAt) {
    return entered.stream().filter(said -> !isAt(said, observedAt)).toList();
  }

  static Optional<Observation> at(List<Observation> entered, Instant observedAt) {
    return entered.stream().filter(said -> isAt(said, observedAt)).findFirst();
  }

  /** An opening balance stays: the account was opened with it. */
  private static boolean isAt(Observation said, Instant observedAt) {
    return said.source() == Source.MANUAL && said.observedAt().equals(observedAt);
  }

  static Optional<Observation> last(List<Observation> entered) {
    return entered.isEmpty() ? Optional.empty() : Optional.of(entered.getLast());
  }
}
