package florin.transactions.intake;

import florin.transactions.transaction.value.TransactionEntry.ProviderFact;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The content hash of a provider's fact: the first 128 bits of SHA-256 over every provider field.
 * Two facts with the same hash are the same answer given again.
 */
final class ProviderFactHash {

  private static final int BYTES = 16;

  private ProviderFactHash() {}

  static ProviderFact hashed(ProviderFact f) {
    StringBuilder text = new StringBuilder(256);
    add(
        text,
        f.connectionId(),
        f.externalId(),
        f.amount().amount().toPlainString(),
        f.amount().currency(),
        f.date());
    add(
        text,
        opt(f.authorizedDate()),
        f.description(),
        opt(f.originalDescription()),
        opt(f.merchantName()));
    add(
        text,
        opt(f.merchantEntityId()),
        f.pending(),
        opt(f.pendingExternalId()),
        opt(f.categoryPrimary()));
    add(text, opt(f.categoryDetailed()), opt(f.categoryConfidence()), opt(f.paymentChannel()));
    add(text, opt(f.transactionCode()), opt(f.checkNumber()), opt(f.website()), opt(f.logoUrl()));
    return new ProviderFact(
        f.connectionId(),
        f.externalId(),
        f.amount(),
        f.date(),
        f.authorizedDate(),
        f.description(),
        f.originalDescription(),
        f.merchantName(),
        f.merchantEntityId(),
        f.pending(),
        f.pendingExternalId(),
        f.categoryPrimary(),
        f.categoryDetailed(),
        f.categoryConfidence(),
        f.paymentChannel(),
        f.transactionCode(),
        f.checkNumber(),
        f.website(),
        f.logoUrl(),
        digest(text.toString()));
  }

  /**
   * Each value with its length before it, so that no two lists of values give the same text; absent
   * is not empty.
   */
  private static void add(StringBuilder text, Object... values) {
    for (Object value : values) {
      String shown = value.toString();
      text.append(shown.length()).append(':').append(shown);
    }
  }

  private static String opt(Optional<?> value) {
    return value.map(present -> "+" + present).orElse("-");
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
