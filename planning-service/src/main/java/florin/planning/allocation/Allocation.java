package florin.planning.allocation;

import florin.events.Money;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;

/**
 * A part of a balance that is set aside.
 *
 * @param goal it is for, if it is for one
 * @param bill it is for, if it is for one
 */
public record Allocation(
    UUID id, String name, Share share, Optional<UUID> goal, Optional<UUID> bill) {

  /** The size of an allocation. */
  public sealed interface Share {

    record Fixed(Money amount) implements Share {}

    /**
     * @param percent of the balance, 0 to 100
     */
    record Percent(BigDecimal percent) implements Share {}
  }

  BigDecimal percent() {
    return switch (share) {
      case Share.Percent(BigDecimal percent) -> percent;
      case Share.Fixed _ -> BigDecimal.ZERO;
    };
  }
}
