package florin.gateway.identity;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import florin.gateway.GatewaySettings;
import florin.gateway.edge.EdgeProblem;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginLimitTests {

  private static final String HOME = "10.0.0.1";
  private static final String ELSEWHERE = "10.9.9.9";

  private final AtomicLong now = new AtomicLong();
  private final LoginLimit limit =
      new LoginLimit(
          new GatewaySettings.Logins(2, Duration.ofSeconds(10), Duration.ofSeconds(30), 3),
          now::get);

  @Test
  void countsANameOverAllAddresses() {
    fail("ann", HOME);
    fail("ann", ELSEWHERE);

    refused("ann", "10.0.0.3");
    allowed("bob", HOME);
  }

  @Test
  void doublesTheWaitWithEachFailureUpToTheLongest() {
    fail("ann", HOME);
    fail("ann", HOME);
    for (var wait : new int[] {10, 20, 30, 30}) {
      pass(Duration.ofSeconds(wait).minusNanos(1));
      refused("ann", HOME);
      pass(Duration.ofNanos(1));
      fail("ann", HOME);
    }
  }

  @Test
  void refusedAttemptsDoNotProlongTheWait() {
    fail("ann", HOME);
    fail("ann", HOME);
    for (int time = 0; time < 100; time++) {
      refused("ann", HOME);
    }
    pass(Duration.ofSeconds(10));

    allowed("ann", HOME);
  }

  @Test
  void failuresOfOneNameDoNotCountForAnotherOfTheAddress() {
    for (int name = 0; name < 1_000; name++) {
      fail("guess-" + name, HOME);
    }

    allowed("ann", HOME);
  }

  @Test
  void guessesFromElsewhereDoNotKeepAUserOut() {
    succeed("ann", HOME);
    fail("ann", ELSEWHERE);
    fail("ann", ELSEWHERE);
    refused("ann", ELSEWHERE);

    allowed("ann", HOME);
  }

  @Test
  void guessesOfUnknownNamesForgetNoFailureOfAUser() {
    fail("ann", HOME);
    fail("ann", HOME);
    for (int name = 0; name < 100_000; name++) {
      limit.begin("nobody-" + name, false, HOME).close();
    }

    refused("ann", HOME);
  }

  @Test
  void chargesNothingForTheRightPassword() {
    for (int time = 0; time < 100; time++) {
      succeed("ann", HOME);
    }

    fail("ann", HOME);
    fail("ann", HOME);
    refused("ann", HOME);
  }

  @Test
  void countsParallelGuessesBeforeTheyAreChecked() {
    limit.begin("ann", true, HOME);
    limit.begin("ann", true, HOME);

    refused("ann", HOME);
  }

  @Test
  void boundsTheChecksOfOneAddressAtOneTime() {
    var first = limit.begin("ann", true, HOME);
    limit.begin("bob", true, HOME);
    limit.begin("cid", true, HOME);
    refused("dan", HOME);
    allowed("dan", ELSEWHERE);

    first.close();

    allowed("dan", HOME);
  }

  private void fail(String name, String address) {
    limit.begin(name, true, address).close();
  }

  private void succeed(String name, String address) {
    try (var attempt = limit.begin(name, true, address)) {
      attempt.succeed();
    }
  }

  private void allowed(String name, String address) {
    assertThatCode(() -> limit.begin(name, true, address)).doesNotThrowAnyException();
  }

  private void refused(String name, String address) {
    assertThatThrownBy(() -> limit.begin(name, true, address)).isInstanceOf(EdgeProblem.class);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
