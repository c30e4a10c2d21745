package florin.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class PortsTests {

  private final Ports ports = new Ports();

  @Test
  void givesTheFreePortThatWasAskedFor() {
    var free = new Ports().free();
    assertThat(ports.claim("FLORIN_PORT", "127.0.0.1", free)).isEqualTo(free);
  }

  @Test
  void namesTheSettingAndTheHolderOfAPortInUse() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> ports.claim("FLORIN_KAFKA_PORT", "127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(CannotStart.class)
          .hasMessage(
              "port %d is in use by java (process %d): stop that, or set FLORIN_KAFKA_PORT to"
                  + " another port",
              taken.getLocalPort(), ProcessHandle.current().pid());
    }
  }

  @Test
  void refusesOnePortForTwoThings() {
    var free = new Ports().free();
    ports.claim("FLORIN_PORT", "127.0.0.1", free);
    assertThatThrownBy(() -> ports.claim("FLORIN_KAFKA_PORT", "127.0.0.1", free))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("FLORIN_KAFKA_PORT: " + free + " is set for two things");
  }

  @Test
  void saysThatAnAddressIsNotOfThisMachine() {
    assertThatThrownBy(() -> ports.claim("FLORIN_PORT", "192.0.2.1", new Ports().free()))
        .isInstanceOf(CannotStart.class)
        .hasMessage("FLORIN_BIND: 192.0.2.1 (expected: an address of this machine)");
  }

  @Test
  void givesNoFreePortTwice() {
    var seen = new HashSet<Integer>();
    for (var i = 0; i < 500; i++) {
      assertThat(seen.add(ports.free())).isTrue();
    }
  }
}
