package florin.providersync.connection;

import florin.journal.web.input.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection as clients see it.
 *
 * @param state {@code linking}, {@code healthy}, {@code warned}, {@code needs-attention}, {@code
 *     disconnected} or {@code removed}
 * @param reason of any state but the first two
 * @param lastSyncedAt when everything the provider had was taken in, also if nothing was new
 * @param staleSince since when syncing has failed
 * @param likelyDuplicates accounts of the user that the bank seems to show again under this
 *     connection; only in the response to its linking
 */
public record ConnectionResponse(
    UUID id,
    String provider,
    String state,
    @Nullable String reason,
    @Nullable Instant disconnectsAt,
    List<String> products,
    @Nullable ConnectionInstitution institution,
    Instant linkedAt,
    @Nullable Instant lastSyncedAt,
    @Nullable Instant staleSince,
    int version,
    @Nullable List<LikelyDuplicate> likelyDuplicates) {

  /** The bank, under the provider's id. */
  public record ConnectionInstitution(
      @Text(max = 128) String id, @Nullable @Text(max = 256) String name) {}

  /** An account that was known before under another connection. */
  public record LikelyDuplicate(UUID accountId, String name, @Nullable String mask) {}

  ConnectionResponse with(List<LikelyDuplicate> found) {
    return new ConnectionResponse(
        id,
        provider,
        state,
        reason,
        disconnectsAt,
        products,
        institution,
        linkedAt,
        lastSyncedAt,
        staleSince,
        version,
        found.isEmpty() ? null : found);
  }
}
