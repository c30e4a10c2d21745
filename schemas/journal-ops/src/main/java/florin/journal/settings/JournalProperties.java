package florin.journal.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The runtime's settings; the launcher gives them as {@code FLORIN_JOURNAL_…}. An unknown one fails
 * the start.
 *
 * @param service {@code accounts}, {@code transactions}, {@code provider-sync} or {@code planning}
 * @param reads the services whose topics are read, each by the {@code Inbox} bean of that topic
 * @param operatorPassword opens the actuator's operations to user {@code operator}; none, no
 *     operations
 */
@ConfigurationProperties(prefix = "florin.journal", ignoreUnknownFields = false)
public record JournalProperties(
    String service,
    @DefaultValue List<String> reads,
    @Name("operatorpassword") @Nullable Secret operatorPassword,
    @DefaultValue Database database,
    @DefaultValue Kafka kafka,
    @DefaultValue Identity identity,
    @DefaultValue Relaying relay,
    @DefaultValue Inboxes inbox,
    @DefaultValue Repetitions idempotency,
    @DefaultValue Erasures erasure) {

  /**
   * The service's own database. Roles are named {@code <service>_<role>}.
   *
   * @param appConnections of the API's commands
   * @param readConnections of the API's queries
   * @param lockTimeout how long a command waits for one lock; above the longest intake batch
   * @param maxAcquireTime how long a request waits for a connection before it is answered 503
   */
  public record Database(
      @DefaultValue("127.0.0.1") String host,
      @DefaultValue("15432") int port,
      @DefaultValue("florin") String name,
      @Name("ownerpassword") @Nullable Secret ownerPassword,
      @Name("apppassword") @Nullable Secret appPassword,
      @Name("workerpassword") @Nullable Secret workerPassword,
      @Name("relaypassword") @Nullable Secret relayPassword,
      @Name("vaultpassword") @Nullable Secret vaultPassword,
      @Name("erasurepassword") @Nullable Secret erasurePassword,
      @DefaultValue("8") int appConnections,
      @DefaultValue("8") int readConnections,
      @DefaultValue("6") int workerConnections,
      @DefaultValue("5s") Duration lockTimeout,
      @DefaultValue("30s") Duration statementTimeout,
      @DefaultValue("30s") Duration idleInTransactionTimeout,
      @DefaultValue("5s") Duration maxAcquireTime) {}

  /**
   * @param replication of the topics this service creates; 1 on a single broker
   */
  public record Kafka(
      @DefaultValue("127.0.0.1:19092") String bootstrap, @DefaultValue("1") short replication) {}

  /**
   * The issuer whose tokens are accepted.
   *
   * @param realm part of every user id; a constant of the installation, never the issuer's address
   * @param maxLifetime the longest lifetime of an access token that is accepted
   */
  public record Identity(
      @DefaultValue("urn:florin:local") String issuer,
      @DefaultValue("florin") String audience,
      @Name("jwkseturi") @DefaultValue("http://127.0.0.1:8080/auth/jwks") URI jwkSetUri,
      @DefaultValue("florin") String realm,
      @DefaultValue("24h") Duration maxLifetime) {}

  /**
   * @param batch records sent before the checkpoint moves
   * @param poll how often the journal is looked at without a ring of the bell
   * @param lease how long a silent relay keeps its right to relay
   */
  public record Relaying(
      @DefaultValue("2000") int batch,
      @DefaultValue("1s") Duration poll,
      @DefaultValue("10s") Duration lease,
      @DefaultValue("2s") Duration renewal,
      @DefaultValue("30s") Duration deliveryTimeout) {}

  /**
   * @param timeout how long one batch may take before the consumer stops waiting for it; below
   *     {@code max.poll.interval.ms}
   * @param stoppedPoll how often a partition that could not be placed is tried again
   * @param copyPoll how often newly parked events are copied to their topic
   */
  public record Inboxes(
      @DefaultValue("4m") Duration timeout,
      @DefaultValue("5s") Duration stoppedPoll,
      @DefaultValue("2s") Duration copyPoll) {}

  /**
   * @param poll how often users to be erased are looked for; also the first pause after a failure
   * @param kept how long the mark of an erased user is kept: longer than tokens are valid and
   *     topics keep events
   */
  public record Erasures(@DefaultValue("1s") Duration poll, @DefaultValue("35d") Duration kept) {}

  /**
   * @param kept how long the answer of a write with an Idempotency-Key is given again; at least a
   *     day, longer than any client repeats
   * @param purge how often older ones are deleted
   */
  public record Repetitions(
      @DefaultValue("48h") Duration kept, @DefaultValue("1h") Duration purge) {

    public Repetitions {
      if (kept.compareTo(Duration.ofDays(1)) < 0) {
        throw new IllegalArgumentException(
            "florin.journal.idempotency.kept: " + kept + " (expected: at least 24h)");
      }
    }
  }

  /** The service's name as it stands in database names and roles. */
  public String underscored() {
    return service.replace('-', '_');
  }

  public String role(String name) {
    return underscored() + "_" + name;
  }
}
