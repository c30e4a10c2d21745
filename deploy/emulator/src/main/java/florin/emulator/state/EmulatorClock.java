package florin.emulator.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The emulator's present: real time plus its advances. Values that a client compares with its own
 * clock (signatures, expiries) are in {@link #real real} time, for the client's clock is not
 * advanced.
 */
public final class EmulatorClock implements InstantSource {
  private final InstantSource system;
  private volatile Duration offset = Duration.ZERO;

  EmulatorClock(InstantSource system) {
    this.system = system;
  }

  @Override
  public Instant instant() {
    return system.instant().plus(offset);
  }

  public Duration offset() {
    return offset;
  }

  public Instant realNow() {
    return system.instant();
  }

  /** When the client's clock will show an instant of this one. */
  public Instant real(Instant instant) {
    return instant.minus(offset);
  }

  void advanced(Duration by) {
    offset = offset.plus(by);
  }
}
