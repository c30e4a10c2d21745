package florin.emulator.bank;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A linked login waiting for its exchange: one use, thirty minutes. */
public record PublicToken(
    String value,
    String institutionId,
    List<String> products,
    @Nullable String webhook,
    String username,
    int days,
    Instant madeAt) {
  private static final Duration LIFE = Duration.ofMinutes(30);

  public boolean expired(Instant now) {
    return now.isAfter(madeAt.plus(LIFE));
  }
}
