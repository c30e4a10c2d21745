package florin.planning.goal.share;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.SeededRuns;
import florin.journal.test.TestScale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShareTests {

  /** The shares of goals in their order. */
  private static List<Share> shares(String balance, String reserved, int open, String... targets) {
    List<Share> shares = new ArrayList<>();
    BigDecimal all = BigDecimal.ZERO;
    for (String target : targets) {
      all = all.add(new BigDecimal(target));
    }
    BigDecimal before = BigDecimal.ZERO;
    for (String target : targets) {
      BigDecimal amount = new BigDecimal(target);
      shares.add(
          Share.saved(
              amount,
              Optional.of(new BigDecimal(balance)),
              new BigDecimal(reserved),
              new Share.Queue(shares.size() + 1, targets.length, open, before, all)));
      before = before.add(amount);
    }
    return shares;
  }

  private static List<String> saved(List<Share> shares) {
    return shares.stream().map(share -> share.achieved().toPlainString()).toList();
  }

  @Test
  void theFirstGoalHasTheBalanceUpToItsTarget() {
    assertThat(saved(shares("700", "0", 2, "500", "1000"))).containsExactly("500", "200");
    assertThat(saved(shares("300", "0", 2, "500", "1000"))).containsExactly("300", "0");
    assertThat(saved(shares("-121.16", "0", 2, "500", "1000"))).containsExactly("0", "0");
  }

  @Test
  void theSurplusCountsForTheLastOpenGoal() {
    assertThat(saved(shares("1700", "0", 2, "500", "1000"))).containsExactly("500", "1200");
    assertThat(saved(shares("1700", "0", 1, "500", "1000"))).containsExactly("700", "1000");
    assertThat(saved(shares("33.34", "0", 1, "20.00"))).containsExactly("33.34");
  }

  @Test
  void whatIsAllocatedToOtherGoalsIsTakenOffFirst() {
    List<Share> shares = shares("700", "100", 1, "1000");
    assertThat(saved(shares)).containsExactly("600");
    assertThat(shares.getFirst().before()).isEqualByComparingTo("100");
  }

  @Test
  void noPartOfABalanceCountsTwice() {
    SeededRuns.forEachSeed(
        TestScale.of(2_000, 200_000),
        random -> {
          String[] targets = new String[1 + random.nextInt(6)];
          for (int i = 0; i < targets.length; i++) {
            targets[i] = BigDecimal.valueOf(1 + random.nextInt(100_000), 2).toPlainString();
          }
          String balance = BigDecimal.valueOf(random.nextInt(400_000) - 50_000, 2).toPlainString();
          String reserved = BigDecimal.valueOf(random.nextInt(20_000), 2).toPlainString();
          int open = random.nextInt(targets.length + 1);
          List<Share> shares = shares(balance, reserved, open, targets);
          BigDecimal sum =
              shares.stream().map(Share::achieved).reduce(BigDecimal.ZERO, BigDecimal::add);
          assertThat(sum)
              .isEqualByComparingTo(
                  Share.positive(new BigDecimal(balance).subtract(new BigDecimal(reserved))));
          assertThat(shares)
              .allMatch(share -> share.achieved().signum() >= 0 && share.remaining().signum() >= 0);
        });
  }
}
