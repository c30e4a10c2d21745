package florin.planning.mirror.series;

import florin.planning.mirror.batch.MirrorKey;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a recurring series; null means unchanged.
 *
 * @param entered values of a new series
 * @param rule its due dates as text
 * @param own all values that the user set
 */
public record SeriesUpdate(
    MirrorKey key,
    @Nullable Entry entered,
    @Nullable String rule,
    @Nullable BigDecimal expected,
    @Nullable Own own,
    @Nullable Boolean dismissed,
    @Nullable Boolean ended,
    @Nullable Boolean removed) {

  record Entry(UUID account, String name, String rule, BigDecimal expected, String currency) {}

  record Own(Optional<String> name, Optional<String> rule, Optional<BigDecimal> expected) {}

  static SeriesUpdate entered(MirrorKey key, Entry entry) {
    return new SeriesUpdate(key, entry, null, null, null, null, null, null);
  }

  static SeriesUpdate learned(MirrorKey key, String rule, BigDecimal expected) {
    return new SeriesUpdate(key, null, rule, expected, null, null, null, null);
  }

  static SeriesUpdate revised(MirrorKey key, Own own) {
    return new SeriesUpdate(key, null, null, null, own, null, null, null);
  }

  static SeriesUpdate dismissed(MirrorKey key, boolean now) {
    return new SeriesUpdate(key, null, null, null, null, now, null, null);
  }

  static SeriesUpdate ended(MirrorKey key, boolean now) {
    return new SeriesUpdate(key, null, null, null, null, null, now, null);
  }

  static SeriesUpdate removed(MirrorKey key, boolean now) {
    return new SeriesUpdate(key, null, null, null, null, null, null, now);
  }

  SeriesUpdate then(SeriesUpdate next) {
    return new SeriesUpdate(
        key,
        entered == null ? next.entered : entered,
        next.rule == null ? rule : next.rule,
        next.expected == null ? expected : next.expected,
        next.own == null ? own : next.own,
        next.dismissed == null ? dismissed : next.dismissed,
        next.ended == null ? ended : next.ended,
        next.removed == null ? removed : next.removed);
  }
}
