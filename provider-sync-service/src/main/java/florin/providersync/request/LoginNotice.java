package florin.providersync.request;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The state of a login as a webhook reports it. Webhooks may be late or wrong, so the next run
 * reads the state from the provider.
 *
 * @param reason of a warning
 * @param disconnectsAt of a warning
 */
public record LoginNotice(
    LoginNoticeType kind, Optional<String> reason, Optional<Instant> disconnectsAt) {

  /** From the least to the most telling. */
  public enum LoginNoticeType {
    CHECK,
    REPAIRED,
    WARNED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static LoginNotice of(LoginNoticeType loginNoticeType) {
    return new LoginNotice(loginNoticeType, Optional.empty(), Optional.empty());
  }
}
