package florin.journal.inbox.consumer;

import florin.journal.inbox.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * Called by the binder's thread, which may block: it waits until the batch is applied.
 * Back-pressure is the poll loop, order is the partition. When the wait is given up the transaction
 * goes on; the records come again and are recognised.
 */
public final class InboxConsumer implements Consumer<Message<List<byte[]>>> {

  private final Inbox inbox;
  private final InboxBatches inboxBatches;
  private final Duration timeout;
  private final Consumer<List<ConsumerRecord<byte[], byte[]>>> schemas;

  public InboxConsumer(Inbox inbox, InboxBatches inboxBatches, Duration timeout) {
    this(inbox, inboxBatches, timeout, _ -> {});
  }

  /**
   * @param schemas looks for schemas that the records need and this build does not have; may block
   */
  public InboxConsumer(
      Inbox inbox,
      InboxBatches inboxBatches,
      Duration timeout,
      Consumer<List<ConsumerRecord<byte[], byte[]>>> schemas) {
    this.inbox = inbox;
    this.inboxBatches = inboxBatches;
    this.timeout = timeout;
    this.schemas = schemas;
  }

  @Override
  public void accept(Message<List<byte[]>> batch) {
    Object raw =
        Objects.requireNonNull(batch.getHeaders().get(KafkaHeaders.RAW_DATA), "raw records");
    @SuppressWarnings("unchecked") // the converter puts the polled records there
    List<ConsumerRecord<byte[], byte[]>> records = (List<ConsumerRecord<byte[], byte[]>>) raw;
    schemas.accept(records);
    inboxBatches.accept(inbox, records).block(timeout);
    if (batch.getHeaders().get(KafkaHeaders.CONSUMER)
        instanceof org.apache.kafka.clients.consumer.Consumer<?, ?> polled) {
      inboxBatches.lags().update(polled);
    }
  }
}
