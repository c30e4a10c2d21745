package florin.providersync;

import florin.providersync.ProviderSync.Linked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A service whose key-encryption keys are in a file that can be taken away, whose data keys are
 * forgotten at once, and whose clock can be put forward.
 */
final class KeyFileApplication {

  private static final KeyFileApplication SHARED = new KeyFileApplication();

  final SteppedClock clock = new SteppedClock();
  final ProviderSync sync;
  private final Path file;

  private KeyFileApplication() {
    try {
      file = Files.createTempDirectory("keys").resolve("keys");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    file.toFile().deleteOnExit();
    wrapWith(1);
    sync =
        new ProviderSync(
            ProviderSync.settings(),
            Map.of(
                "florin.vault.key-file", file.toString(),
                "florin.vault.key-cache", "1ms",
                "florin.payloads.upkeep", "200ms",
                "florin.webhooks.log.upkeep", "200ms"),
            clock);
    sync.start();
  }

  static KeyFileApplication shared() {
    return SHARED;
  }

  /** The first key wraps, all of them open. */
  void wrapWith(int... keys) {
    write(IntStream.of(keys).mapToObj(KeyFileApplication::key).collect(Collectors.joining("\n")));
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }

  private void write(String text) {
    try {
      Path next = file.resolveSibling("next");
      Files.writeString(next, text);
      Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void takeAway() {
    try {
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** An operator's look. */
  Map<?, ?> look(String endpoint) {
    return Objects.requireNonNull(
        sync.platform
            .operator(sync.port())
            .get()
            .uri("/actuator/" + endpoint)
            .exchange()
            .expectBody(Map.class)
            .returnResult()
            .getResponseBody());
  }

  /** An operator's wish. */
  int ask(String endpoint, Map<String, ?> body) {
    return sync.platform
        .operator(sync.port())
        .post()
        .uri("/actuator/" + endpoint)
        .bodyValue(body)
        .exchange()
        .returnResult(String.class)
        .getStatus()
        .value();
  }

  long audits(Linked linked, String purpose) {
    return sync.platform.count(
        "select count(*) from vault.audit where connection_id = '%s' and user_id = '%s' and purpose = '%s'"
            .formatted(linked.id(), linked.user(), purpose));
  }

  long payloads(Linked linked) {
    return sync.platform.count(
        "select count(*) from work.raw_payload where connection_id = '" + linked.id() + "'");
  }

  List<Map<String, Object>> tokenKeys() {
    return sync.platform.query(
        "select key_id, state, kek_id from vault.data_key where purpose = 'token'");
  }

  /** Lets nothing but the key change: the connection's run is not waited for. */
  UUID demandSync(Linked linked) {
    return UUID.fromString(
        Objects.requireNonNull(
                sync.as(linked.subject())
                    .post()
                    .uri("/api/connections/" + linked.id() + "/sync")
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody(Map.class)
                    .returnResult()
                    .getResponseBody())
            .get("id")
            .toString());
  }

  static final Duration SEASON = Duration.ofDays(93);
}
