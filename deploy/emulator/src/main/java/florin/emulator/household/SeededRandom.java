package florin.emulator.household;

import florin.emulator.data.DecimalText;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** Repeatable chance; every habit throws its own dice, so that a new one disturbs no other. */
final class SeededRandom {
  private final SplittableRandom random;

  private SeededRandom(SplittableRandom random) {
    this.random = random;
  }

  static SeededRandom of(long seed, String habit) {
    return new SeededRandom(new SplittableRandom(seed * 1_000_003 + habit.hashCode()));
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** Any cent between two amounts in whole units, more often a low one. */
  BigDecimal amount(int low, int high) {
    var share = random.nextDouble() * random.nextDouble();
    return DecimalText.cents(Math.round(100 * (low + share * (high - low))));
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
