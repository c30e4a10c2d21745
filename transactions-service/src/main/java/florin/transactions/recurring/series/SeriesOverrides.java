package florin.transactions.recurring.series;

import florin.transactions.recurring.pattern.DueRule;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The values that the user set; an empty one follows the detection.
 *
 * @param amount without its sign
 */
public record SeriesOverrides(
    Optional<String> name, Optional<DueRule> rule, Optional<BigDecimal> amount) {

  static final SeriesOverrides NONE =
      new SeriesOverrides(Optional.empty(), Optional.empty(), Optional.empty());
}
