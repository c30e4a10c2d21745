package florin.providersync.provider;

import java.util.Objects;

/**
 * The token of a login at a bank. Deliberately no record and without accessors that serialisers
 * find: it has no text form.
 */
public final class AccessToken {

  private final String secret;

  private AccessToken(String secret) {
    this.secret = secret;
  }

  public static AccessToken of(String secret) {
    return new AccessToken(Objects.requireNonNull(secret, "secret"));
  }

  /** Only for the adapter that sends it and the vault that encrypts it. */
  public String reveal() {
    return secret;
  }

  @Override
  public String toString() {
    return "(access token)";
  }
}
