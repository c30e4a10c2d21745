package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.gateway.GatewaySettings;
import florin.gateway.edge.Refusal;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginLimitTests {

  private final AtomicLong now = new AtomicLong();
  private final LoginLimit limit =
      new LoginLimit(new GatewaySettings.Logins(2, 3, Duration.ofSeconds(60)), clock(now));

  @Test
  void countsANamePerAddress() {
    limit.take("ann", "10.0.0.1");
    limit.take("ann", "10.0.0.1");

    assertThatThrownBy(() -> limit.take("ann", "10.0.0.1")).isInstanceOf(Refusal.class);
    assertThatCode(() -> limit.take("ann", "10.0.0.2")).doesNotThrowAnyException();
  }

  @Test
  void countsAnAddressOverAllNames() {
    limit.take("ann", "10.0.0.1");
    limit.take("bob", "10.0.0.1");
    limit.take("cid", "10.0.0.1");

    assertThatThrownBy(() -> limit.take("dan", "10.0.0.1")).isInstanceOf(Refusal.class);
    assertThatCode(() -> limit.take("dan", "10.0.0.2")).doesNotThrowAnyException();
  }

  @Test
  void allowsAnotherTryWhenItsTimeHasCome() {
    limit.take("ann", "10.0.0.1");
    limit.take("ann", "10.0.0.1");
    pass(Duration.ofSeconds(29));
    assertThatThrownBy(() -> limit.take("ann", "10.0.0.1")).isInstanceOf(Refusal.class);

    pass(Duration.ofSeconds(1));

    assertThatCode(() -> limit.take("ann", "10.0.0.1")).doesNotThrowAnyException();
    assertThatThrownBy(() -> limit.take("ann", "10.0.0.1")).isInstanceOf(Refusal.class);
  }

  @Test
  void chargesNothingForTheRightPassword() {
    for (int time = 0; time < 100; time++) {
      limit.take("ann", "10.0.0.1");
      limit.giveBack("ann", "10.0.0.1");
    }

    limit.take("ann", "10.0.0.1");
    limit.take("ann", "10.0.0.1");
    assertThatThrownBy(() -> limit.take("ann", "10.0.0.1")).isInstanceOf(Refusal.class);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static TimeMeter clock(AtomicLong nanos) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos.get();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }
}
