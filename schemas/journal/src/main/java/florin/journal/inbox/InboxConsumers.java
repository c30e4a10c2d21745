package florin.journal.inbox;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/**
 * Makes the binder's function of an inbox; a service publishes it as a bean and names it in its
 * yml.
 */
public final class InboxConsumers {

  private final Intake intake;
  private final Duration timeout;

  public InboxConsumers(Intake intake, Duration timeout) {
    this.intake = intake;
    this.timeout = timeout;
  }

  public Consumer<Message<List<byte[]>>> of(Inbox inbox) {
    return new InboxConsumer(inbox, intake, timeout);
  }
}
