package florin.providersync.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The provider's pages whose results clients wait for. A webhook marks a finished session, so that
 * the provider is called once, and not for each request of a waiting client. A lost webhook is
 * compensated: at most every ten seconds the provider is called for a session without one.
 */
@Component
public final class AwaitedLinkSessions {

  private static final Duration WITHOUT_WEBHOOK = Duration.ofSeconds(10);

  private static final String OPENED =
      """
      with expired as (
        delete from work.link_session where user_id = :user and expires_at < clock_timestamp())
      insert into work.link_session (link_token_sha256, user_id, provider, expires_at)
      values (:token, :user, :provider, :expires)
      on conflict (link_token_sha256) do nothing
      """;

  private static final String DUE =
      """
      select not exists (
        select from work.link_session
        where user_id = :user and link_token_sha256 = :token and finished_at is null
          and asked_at > clock_timestamp() - :pause * interval '1 millisecond') as due
      """;

  private static final String ASKED =
      """
      update work.link_session set asked_at = clock_timestamp()
      where user_id = :user and link_token_sha256 = :token and finished_at is null
      """;

  private static final String FINISHED =
      """
      update work.link_session set finished_at = clock_timestamp()
      where provider = :provider and link_token_sha256 = :token
      """;

  public Mono<Void> opened(
      Session session, UUID user, String provider, String linkToken, Instant expires) {
    return session
        .sql(OPENED)
        .bind("user", user)
        .bind("token", sha256(linkToken))
        .bind("provider", provider)
        .bind("expires", expires.atOffset(ZoneOffset.UTC))
        .then();
  }

  /** Whether the result is to be requested from the provider now. */
  public Mono<Boolean> due(Session session, UUID user, String linkToken) {
    return session
        .sql(DUE)
        .bind("user", user)
        .bind("token", sha256(linkToken))
        .bind("pause", WITHOUT_WEBHOOK.toMillis())
        .map(row -> Columns.bool(row, "due"))
        .one();
  }

  /** The provider was called, and the session is still open. */
  public Mono<Void> asked(Session session, UUID user, String linkToken) {
    return session.sql(ASKED).bind("user", user).bind("token", sha256(linkToken)).then();
  }

  /**
   * The provider has announced the end of a page.
   *
   * @return whether a client waits for it
   */
  public Mono<Boolean> finished(Session session, String provider, String linkToken) {
    return session
        .sql(FINISHED)
        .bind("provider", provider)
        .bind("token", sha256(linkToken))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  private static ByteBuffer sha256(String linkToken) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(linkToken.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
