package florin.journal.deadletter;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Mono;

/** Lists, retries and discards dead letters. */
@Endpoint(id = "parked")
public final class DeadLetterEndpoint {

  private final DeadLetterQueues queues;

  public DeadLetterEndpoint(DeadLetterQueues queues) {
    this.queues = queues;
  }

  @ReadOperation
  public Mono<List<DeadLetterQueue>> queues() {
    return queues.queues();
  }

  /**
   * Applies a user's queue in order.
   *
   * @param user left out, every record of no known user is tried
   * @param all true tries those and then every user's queue
   */
  @WriteOperation
  public Mono<DeadLetterQueues.RetryResult> retry(
      String topic, @Nullable UUID user, @Nullable Boolean all) {
    if (Boolean.TRUE.equals(all)) {
      return queues.retryAll(topic);
    }
    return user == null ? queues.retryUnknown(topic) : queues.retry(topic, user);
  }

  /** Gives one record up. */
  @DeleteOperation
  public Mono<Boolean> discard(String topic, int partition, long offset, String because) {
    if (because.isBlank()) {
      throw new InvalidEndpointRequestException(
          "because: '' (expected: why the record is given up)", "because");
    }
    return queues.discard(topic, partition, offset, because);
  }
}
