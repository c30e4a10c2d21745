package florin.journal.inbox.consumer;

import java.time.Duration;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;

/** Makes the binder's containers never skip a batch and report partitions that are idle. */
public final class InboxContainers
    implements ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> {

  private final InboxAssignment assignment;
  private final Duration stoppedPoll;

  /**
   * @param stoppedPoll how often an idle partition is reported, so that one that could not be
   *     placed is tried again
   */
  public InboxContainers(InboxAssignment assignment, Duration stoppedPoll) {
    this.assignment = assignment;
    this.stoppedPoll = stoppedPoll;
  }

  @Override
  public void configure(
      AbstractMessageListenerContainer<?, ?> container, String destination, String group) {
    container.setCommonErrorHandler(new EndlessRetries(assignment));
    container.getContainerProperties().setIdlePartitionEventInterval(stoppedPoll.toMillis());
  }
}
