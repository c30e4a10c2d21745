package florin.providersync.provider;

import java.util.Optional;

/** The result of a dialogue that the provider served as a page. */
public sealed interface LinkSession {

  /** The user has not come to its end. */
  record Open() implements LinkSession {}

  /** The user left, or the link token has expired. */
  record Ended() implements LinkSession {}

  /**
   * The user signed in.
   *
   * @param publicToken of a new login; empty in update mode, where the login stays the same
   */
  record SignedIn(
      Optional<String> publicToken,
      Optional<String> institutionId,
      Optional<String> institutionName)
      implements LinkSession {}
}
