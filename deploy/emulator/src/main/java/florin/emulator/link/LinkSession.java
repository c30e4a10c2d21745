package florin.emulator.link;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A link token and the result of its page; all times are those of the machine's clock.
 *
 * @param itemId of the Item that signs in again: update mode
 * @param webhook of the session, and of the Items that it makes
 */
public record LinkSession(
    String linkToken,
    Optional<String> itemId,
    List<String> products,
    @Nullable String webhook,
    int days,
    Instant createdAt,
    Instant expiresAt,
    Outcome outcome) {

  /** The state of a session. */
  public sealed interface Outcome {
    /** The user has neither signed in nor left. */
    record Open() implements Outcome {}

    /** The user left. */
    record Left(Instant at) implements Outcome {}

    /** The user signed in. In update mode there is no public token: the Item stays the same. */
    record Signed(Instant at, Optional<String> publicToken, String institutionId)
        implements Outcome {}
  }

  /** The id that responses and webhooks name it by. */
  String id() {
    return linkToken.substring("link-sandbox-".length());
  }

  boolean isOpen(Instant now) {
    return outcome instanceof Outcome.Open && now.isBefore(expiresAt);
  }

  LinkSession with(Outcome result) {
    return new LinkSession(
        linkToken, itemId, products, webhook, days, createdAt, expiresAt, result);
  }
}
