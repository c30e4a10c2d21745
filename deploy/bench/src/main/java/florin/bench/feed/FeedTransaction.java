package florin.bench.feed;

import florin.events.AvroEvents;
import florin.events.providersync.ObservedTransaction;
import florin.events.transactions.ProviderFact;
import florin.events.transactions.Recorded;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * One transaction of a provider.
 *
 * @param id for the limit; Florin derives its own from the external id
 * @param hash of the content, 32 hex digits
 * @param payload of the journal row: the same bytes that Florin appends
 */
public record FeedTransaction(
    UUID user,
    UUID connection,
    UUID id,
    ObservedTransaction observed,
    String hash,
    byte[] payload) {

  /** The time of all that is generated. */
  public static final Instant AT = Instant.parse("2026-06-30T12:00:00Z");

  static FeedTransaction of(UUID user, UUID connection, UUID id, ObservedTransaction observed) {
    String hash = hash(AvroEvents.encode(observed));
    return new FeedTransaction(
        user,
        connection,
        id,
        observed,
        hash,
        AvroEvents.encode(recorded(connection, id, observed, hash)));
  }

  /** The event of a first sight of this fact. */
  public Recorded recorded() {
    return recorded(connection, id, observed, hash);
  }

  private static Recorded recorded(UUID connection, UUID id, ObservedTransaction t, String hash) {
    return new Recorded(
        id,
        t.getAccountId(),
        ProviderFact.newBuilder()
            .setConnectionId(connection)
            .setExternalId(t.getExternalId())
            .setAmount(t.getAmount())
            .setDate(t.getDate())
            .setAuthorizedDate(t.getAuthorizedDate())
            .setName(t.getName())
            .setOriginalDescription(t.getOriginalDescription())
            .setMerchantName(t.getMerchantName())
            .setMerchantEntityId(t.getMerchantEntityId())
            .setPending(t.getPending())
            .setPendingExternalId(t.getPendingExternalId())
            .setCategoryPrimary(t.getCategoryPrimary())
            .setCategoryDetailed(t.getCategoryDetailed())
            .setCategoryConfidence(t.getCategoryConfidence())
            .setPaymentChannel(t.getPaymentChannel())
            .setTransactionCode(t.getTransactionCode())
            .setCheckNumber(t.getCheckNumber())
            .setWebsite(t.getWebsite())
            .setLogoUrl(t.getLogoUrl())
            .setHash(ByteBuffer.wrap(HexFormat.of().parseHex(hash)))
            .build(),
        null,
        AT,
        null,
        null);
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(Arrays.copyOf(digest, 16));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
