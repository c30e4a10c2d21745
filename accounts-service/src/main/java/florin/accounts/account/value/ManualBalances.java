package florin.accounts.account.value;

import florin.accounts.account.value.BalanceObservation.Source;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Balances that a user stated of one account, oldest first. */
public final class ManualBalances {

  public static final Comparator<BalanceObservation> ORDER =
      Comparator.comparing(BalanceObservation::observedAt)
          .thenComparing(BalanceObservation::source);

  private ManualBalances() {}

  /** One for each time and source: the last stated. */
  public static List<BalanceObservation> with(
      List<BalanceObservation> entered, BalanceObservation said) {
    return Stream.concat(
            entered.stream().filter(other -> ORDER.compare(other, said) != 0), Stream.of(said))
        .sorted(ORDER)
        .toList();
  }

  public static List<BalanceObservation> without(
      List<BalanceObservation> entered, Instant observedAt) {
    return entered.stream().filter(said -> !isAt(said, observedAt)).toList();
  }

  public static Optional<BalanceObservation> at(
      List<BalanceObservation> entered, Instant observedAt) {
    return entered.stream().filter(said -> isAt(said, observedAt)).findFirst();
  }

  /** An opening balance stays: the account was opened with it. */
  private static boolean isAt(BalanceObservation said, Instant observedAt) {
    return said.source() == Source.MANUAL && said.observedAt().equals(observedAt);
  }

  public static Optional<BalanceObservation> last(List<BalanceObservation> entered) {
    return entered.isEmpty() ? Optional.empty() : Optional.of(entered.getLast());
  }
}
