package florin.journal.stream;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** Ids that this server makes. */
public final class Ids {

  /** Fixed for ever: every user id is derived from it. */
  private static final UUID USERS = UUID.fromString("5f0e7d5a-6b7c-4c1e-9d3b-3f8f2a1c9e10");

  private static final Duration RECENT = Duration.ofMinutes(10);

  private static final NoArgGenerator TIME_ORDERED = Generators.timeBasedEpochGenerator();
  private static final NameBasedGenerator USER_NAMES = Generators.nameBasedGenerator(USERS);

  /** As PostgreSQL orders them, byte by byte: the order in which views are written. */
  public static final Comparator<UUID> ORDER =
      (one, other) -> {
        int high =
            Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
      };

  private Ids() {}

  /**
   * A new UUIDv7 (RFC 9562): later ones sort later, also those of one millisecond, so that keys
   * grow at one end of an index and rows that are recorded together keep their order.
   */
  public static UUID next() {
    return TIME_ORDERED.generate();
  }

  /**
   * Whether another service can have made an id so lately that its event is still on its way: a
   * UUIDv7 of the last ten minutes, or a derived id, which has no time.
   */
  public static boolean mayBeRecent(UUID id) {
    return switch (id.version()) {
      case 5 -> true;
      case 7 -> Duration.between(time(id), time(next())).abs().compareTo(RECENT) < 0;
      default -> false;
    };
  }

  /** When a UUIDv7 was made, to the millisecond. */
  public static Instant time(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }

  /** The user of a token's subject: a UUIDv5 of realm, newline and subject. */
  public static UUID user(String realm, String subject) {
    return USER_NAMES.generate(realm + "\n" + subject);
  }

  /** A UUIDv5 of a name in a namespace of the caller's. */
  public static UUID named(UUID namespace, String name) {
    return Generators.nameBasedGenerator(namespace).generate(name);
  }
}
