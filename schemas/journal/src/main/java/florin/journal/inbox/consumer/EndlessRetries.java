package florin.journal.inbox.consumer;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The default error handler gives a batch up after ten tries and skips it; this one never does. A
 * partition whose offset Kafka no longer has gets a new position.
 */
public final class EndlessRetries extends DefaultErrorHandler {

  private final InboxAssignment assignment;

  public EndlessRetries(InboxAssignment assignment) {
    super(backOff());
    this.assignment = assignment;
    setClassifications(Map.of(), true); // no exception is hopeless
  }

  private static BackOff backOff() {
    ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
    backOff.setMaxInterval(10_000);
    backOff.setMaxElapsedTime(Long.MAX_VALUE);
    backOff.setMaxAttempts(Long.MAX_VALUE);
    return backOff;
  }

  @Override
  public void handleOtherException(
      Exception thrown,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    if (thrown instanceof OffsetOutOfRangeException unknown) {
      assignment.seekToStoredOffsets(consumer, unknown.partitions());
    } else {
      super.handleOtherException(thrown, consumer, container, batchListener);
    }
  }
}
