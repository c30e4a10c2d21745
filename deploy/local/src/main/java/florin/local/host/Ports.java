package florin.local.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on this machine: configured ones are checked, the others are chosen, none twice. */
public final class Ports {

  /** Below the range kernels take the near end of outgoing connections from. */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_000;

  private final Set<Integer> given = new HashSet<>();

  /**
   * @param port 0 for any free one
   * @throws CannotStart when the port is taken, naming the setting
   */
  public int claim(String setting, String address, int port) {
    if (port == 0) {
      return free();
    }
    if (!given.add(port)) {
      throw new CannotStart(setting + ": " + port + " is set for two things: choose another port");
    }
    requireLocal(address);
    if (!isFree(address, port)) {
      var owner = PortOwner.of(port).map(who -> " by " + who).orElse("");
      throw new CannotStart(
          "port "
              + port
              + " is in use"
              + owner
              + ": stop that, or set "
              + setting
              + " to another port");
    }
    return port;
  }

  private static void requireLocal(String address) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
    } catch (IOException e) {
      throw new CannotStart("FLORIN_BIND: " + address + " (expected: an address of this machine)");
    }
  }

  public int free() {
    for (var tries = 0; tries < 1_000; tries++) {
      var port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(FlorinSettings.LOOPBACK, port) && given.add(port)) {
        return port;
      }
    }
    throw new CannotStart("no free port between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
  }

  private static boolean isFree(String address, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
