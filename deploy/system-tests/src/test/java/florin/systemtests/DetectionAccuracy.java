package florin.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The transfers and recurring series that Florin has found, compared with the banks' labels. */
final class DetectionAccuracy {

  private DetectionAccuracy() {}

  static void demandTransfers(Client user, URI banks) {
    Set<Set<String>> there = EmulatorTruth.transfersOfBanks(banks);
    Set<Set<String>> found = EmulatorTruth.transfersOfFlorin(user);
    long right = found.stream().filter(there::contains).count();
    System.out.printf(
        "transfers of the demo household: %d there, %d found, %d right%n",
        there.size(), found.size(), right);
    assertThat((double) right / found.size()).isGreaterThanOrEqualTo(0.99);
    assertThat((double) right / there.size()).isGreaterThanOrEqualTo(0.97);
  }

  /** A series is right if four fifths of its occurrences have a label that no other series has. */
  static void demandSeries(Client user, URI banks) {
    Map<String, Set<String>> there = EmulatorTruth.seriesOfBanks(banks);
    List<EmulatorTruth.ShownSeries> found = EmulatorTruth.seriesOfFlorin(user);
    Map<String, EmulatorTruth.ShownSeries> right = new HashMap<>();
    for (EmulatorTruth.ShownSeries series : found) {
      there.forEach(
          (label, rows) -> {
            long shared = series.transactions().stream().filter(rows::contains).count();
            if (shared >= 0.8 * series.transactions().size() && shared > 0) {
              right.putIfAbsent(label, series);
            }
          });
    }
    System.out.printf(
        "recurring series of the demo household: %d there, %d found, %d right%n",
        there.size(), found.size(), right.size());
    assertThat((double) right.size() / found.size()).isGreaterThanOrEqualTo(0.9);
    assertThat((double) right.size() / there.size()).isGreaterThanOrEqualTo(0.9);
    // The payday may be moved by a holiday.
    assertThat(LocalDate.parse(Objects.requireNonNull(right.get("salary")).nextDue()))
        .isCloseTo(LocalDate.parse(EmulatorTruth.nextPayday(banks)), within(1, ChronoUnit.DAYS));
  }
}
