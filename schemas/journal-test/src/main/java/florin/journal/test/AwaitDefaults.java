package florin.journal.test;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets Awaitility look at a condition at once, then after 10, 20, 40 and 80 ms, then every 100 ms.
 * Its own default waits 100 ms before the first look, which is longer than most conditions take.
 */
public final class AwaitDefaults implements LauncherSessionListener {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMillis(100);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval((_, previous) -> next(previous));
  }

  static Duration next(Duration previous) {
    Duration doubled = previous.multipliedBy(2);
    if (doubled.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
