package florin.emulator;

import florin.emulator.http.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of an emulator.
 *
 * @param port 0 for any free one
 * @param home the state folder; without one the state is lost at the end
 * @param anchor the household's today; without one the day of the first start
 * @param webhookRetry how long until a failed webhook is tried again; four times more each time
 * @param initialDelay from the exchange to the last thirty days of history
 * @param historicalDelay from the exchange to all of it
 * @param limits whose rate limits count
 * @param loginLife how long until a login must be repaired; without one it lasts
 */
public record EmulatorSettings(
    int port,
    Optional<Path> home,
    String clientId,
    String secret,
    long seed,
    Optional<LocalDate> anchor,
    Duration webhookRetry,
    Duration initialDelay,
    Duration historicalDelay,
    RateLimits.LimitProfile limits,
    Optional<Duration> loginLife) {
  private static final long SEED = 42;

  /** In memory, on any free port, with Plaid's pace. */
  public static EmulatorSettings of(String clientId, String secret) {
    return new EmulatorSettings(
        0,
        Optional.empty(),
        clientId,
        secret,
        SEED,
        Optional.empty(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        RateLimits.LimitProfile.NONE,
        Optional.empty());
  }

  /**
   * From the process's environment.
   *
   * @throws IllegalArgumentException one line that names the variable to change
   */
  public static EmulatorSettings from(Map<String, String> environment) {
    var settings =
        of(required(environment, "PLAID_CLIENT_ID"), required(environment, "PLAID_SECRET"))
            .onPort(number(environment, "FLORIN_EMULATOR_PORT", 18_090))
            .seeded(number(environment, "FLORIN_EMULATOR_SEED", (int) SEED))
            .limited(limits(environment.getOrDefault("FLORIN_EMULATOR_LIMITS", "sandbox")))
            .retryingAfter(duration(environment, "FLORIN_EMULATOR_WEBHOOKRETRY", "PT30S"))
            .readyAfter(
                duration(environment, "FLORIN_EMULATOR_INITIALDELAY", "PT1S"),
                duration(environment, "FLORIN_EMULATOR_HISTORICALDELAY", "PT2S"));
    var home = environment.get("FLORIN_EMULATOR_HOME");
    var anchor = environment.get("FLORIN_EMULATOR_ANCHOR");
    var kept = home == null ? settings : settings.keptIn(Path.of(home));
    if (environment.containsKey("FLORIN_EMULATOR_LOGINLIFE")) {
      kept = kept.expiringAfter(duration(environment, "FLORIN_EMULATOR_LOGINLIFE", "P30D"));
    }
    return anchor == null ? kept : kept.anchoredAt(date("FLORIN_EMULATOR_ANCHOR", anchor));
  }

  public EmulatorSettings onPort(int to) {
    return new EmulatorSettings(
        to,
        home,
        clientId,
        secret,
        seed,
        anchor,
        webhookRetry,
        initialDelay,
        historicalDelay,
        limits,
        loginLife);
  }

  public EmulatorSettings keptIn(Path folder) {
    return new EmulatorSettings(
        port,
        Optional.of(folder),
        clientId,
        secret,
        seed,
        anchor,
        webhookRetry,
        initialDelay,
        historicalDelay,
        limits,
        loginLife);
  }

  public EmulatorSettings seeded(long to) {
    return new EmulatorSettings(
        port,
        home,
        clientId,
        secret,
        to,
        anchor,
        webhookRetry,
        initialDelay,
        historicalDelay,
        limits,
        loginLife);
  }

  public EmulatorSettings anchoredAt(LocalDate today) {
    return new EmulatorSettings(
        port,
        home,
        clientId,
        secret,
        seed,
        Optional.of(today),
        webhookRetry,
        initialDelay,
        historicalDelay,
        limits,
        loginLife);
  }

  public EmulatorSettings retryingAfter(Duration base) {
    return new EmulatorSettings(
        port,
        home,
        clientId,
        secret,
        seed,
        anchor,
        base,
        initialDelay,
        historicalDelay,
        limits,
        loginLife);
  }

  public EmulatorSettings readyAfter(Duration initial, Duration historical) {
    return new EmulatorSettings(
        port,
        home,
        clientId,
        secret,
        seed,
        anchor,
        webhookRetry,
        initial,
        historical,
        limits,
        loginLife);
  }

  public EmulatorSettings limited(RateLimits.LimitProfile to) {
    return new EmulatorSettings(
        port,
        home,
        clientId,
        secret,
        seed,
        anchor,
        webhookRetry,
        initialDelay,
        historicalDelay,
        to,
        loginLife);
  }

  public EmulatorSettings expiringAfter(Duration life) {
    return new EmulatorSettings(
        port,
        home,
        clientId,
        secret,
        seed,
        anchor,
        webhookRetry,
        initialDelay,
        historicalDelay,
        limits,
        Optional.of(life));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "EmulatorSettings[port=%d, home=%s, clientId=%s, seed=%d, anchor=%s]"
        .formatted(port, home, clientId, seed, anchor);
  }

  private static String required(Map<String, String> environment, String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    var value = environment.getOrDefault(name, Integer.toString(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: a number)", noNumber);
    }
  }

  private static Duration duration(Map<String, String> environment, String name, String otherwise) {
    var value = environment.getOrDefault(name, otherwise);
    try {
      return Duration.parse(value);
    } catch (DateTimeParseException noDuration) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: a duration such as PT30S)", noDuration);
    }
  }

  private static RateLimits.LimitProfile limits(String value) {
    return Arrays.stream(RateLimits.LimitProfile.values())
        .filter(limitProfile -> limitProfile.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "FLORIN_EMULATOR_LIMITS: "
                        + value
                        + " (expected: sandbox, production or none)"));
  }

  private static LocalDate date(String name, String value) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException noDate) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: a date such as 2026-01-31)", noDate);
    }
  }
}
