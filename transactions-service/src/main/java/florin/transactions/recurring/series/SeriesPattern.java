package florin.transactions.recurring.series;

import florin.transactions.recurring.pattern.AmountBand;
import florin.transactions.recurring.pattern.DetectedSeries;
import florin.transactions.recurring.pattern.DueRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The due dates and the amount of a series, as detected or as given by its creator.
 *
 * @param confidence in percent
 * @param reasons for the confidence
 */
public record SeriesPattern(DueRule rule, AmountBand band, int confidence, List<String> reasons) {

  private static final int CERTAIN = 100;
  private static final int HINT = 5;

  public static SeriesPattern of(DetectedSeries detected) {
    return new SeriesPattern(
        detected.rule(),
        detected.band(),
        (int) Math.round(detected.confidence() * 100),
        detected.reasons());
  }

  /** The pattern of a series that its user creates, with one amount. */
  public static SeriesPattern created(DueRule rule, BigDecimal size) {
    return created(rule, new AmountBand(size, size, size, true));
  }

  static SeriesPattern created(DueRule rule, AmountBand band) {
    return new SeriesPattern(rule, band, CERTAIN, List.of("created by the user"));
  }

  /** The same with the evidence of a provider that takes most rows for recurring. */
  public SeriesPattern hinted() {
    return new SeriesPattern(
        rule,
        band,
        Math.min(CERTAIN, confidence + HINT),
        Stream.concat(reasons.stream(), Stream.of("the bank reports it as recurring")).toList());
  }

  /** Whether nothing differs; amounts are compared as numbers. */
  boolean same(SeriesPattern other) {
    return rule.equals(other.rule)
        && confidence == other.confidence
        && reasons.equals(other.reasons)
        && band.fixed() == other.band.fixed()
        && band.expected().compareTo(other.band.expected()) == 0
        && band.low().compareTo(other.band.low()) == 0
        && band.high().compareTo(other.band.high()) == 0;
  }
}
