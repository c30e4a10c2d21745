package florin.journal.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Kafka as an operator meets it: questions about topics and groups, each with a client of its own,
 * closed at once. Waits for the broker up to a minute; only for starts and rebalances.
 */
public final class KafkaAdmin {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String bootstrap;

  public KafkaAdmin(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Requests to Kafka while the client is open. */
  @FunctionalInterface
  public interface AdminQuery<T> {
    T ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
  }

  /**
   * Asks.
   *
   * @param subject what it is about, for the error
   * @throws IllegalStateException if Kafka refuses or does not answer in time
   */
  public <T> T ask(String subject, AdminQuery<T> adminQuery) {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis()))) {
      return adminQuery.ask(admin);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking Kafka: " + subject, interrupted);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException(
          "Kafka at " + bootstrap + " does not answer: " + subject, failed);
    }
  }

  /** A member of a group, with the settings of the inboxes; the caller closes it. */
  public Consumer<byte[], byte[]> member(String group) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.GROUP_ID_CONFIG,
            group,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Waits for an answer. */
  public static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
