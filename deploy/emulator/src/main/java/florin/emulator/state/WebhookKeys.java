package florin.emulator.state;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The webhook signing keys, oldest first; the newest one without an expiry signs. */
public final class WebhookKeys {
  public record Key(ECKey jwk, Instant createdAt, @Nullable Instant expiredAt) {}

  private final Map<String, Key> keys = new LinkedHashMap<>();

  WebhookKeys() {}

  public Optional<Key> find(String kid) {
    return Optional.ofNullable(keys.get(kid));
  }

  public Key signing() {
    return keys.values().stream()
        .filter(key -> key.expiredAt() == null)
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  /** The last one that has expired, if any has. */
  public Optional<Key> expired(Instant now) {
    return keys.values().stream()
        .filter(key -> key.expiredAt() != null && key.expiredAt().isBefore(now))
        .reduce((older, newer) -> newer);
  }

  public static StateEntry.KeyMade fresh(Instant at) {
    var kid = UUID.randomUUID().toString();
    return new StateEntry.KeyMade(kid, generate(kid).toJSONString(), at);
  }

  /** A key that cannot be looked up. */
  public static ECKey generate(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every JDK has P-256", impossible);
    }
  }

  /** A new key signs from now on; those that signed before it have expired at an instant. */
  public List<StateEntry> rotate(Instant at, Instant expiry) {
    var entries = new ArrayList<StateEntry>();
    keys.values().stream()
        .filter(key -> key.expiredAt() == null)
        .forEach(key -> entries.add(new StateEntry.KeyExpired(key.jwk().getKeyID(), expiry)));
    entries.add(fresh(at));
    return entries;
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  void made(StateEntry.KeyMade entry) {
    try {
      keys.put(entry.kid(), new Key(ECKey.parse(entry.jwk()), entry.at(), null));
    } catch (ParseException damaged) {
      throw new IllegalStateException("signing key not readable: " + entry.kid(), damaged);
    }
  }

  void expired(StateEntry.KeyExpired entry) {
    keys.computeIfPresent(
        entry.kid(), (kid, key) -> new Key(key.jwk(), key.createdAt(), entry.at()));
  }
}
