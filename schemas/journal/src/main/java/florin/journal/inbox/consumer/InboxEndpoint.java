package florin.journal.inbox.consumer;

import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxState;
import florin.journal.stream.Rejection;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Shows the state of the inboxes, and resumes one that is paused because records have expired. */
@Endpoint(id = "inbox")
public final class InboxEndpoint {

  private final InboxBatches inboxBatches;
  private final List<Inbox> inboxes;

  public InboxEndpoint(InboxBatches inboxBatches, List<Inbox> inboxes) {
    this.inboxBatches = inboxBatches;
    this.inboxes = inboxes;
  }

  @ReadOperation
  public Mono<List<InboxState>> states() {
    return Flux.fromIterable(inboxes).concatMap(inboxBatches::state).collectList();
  }

  /**
   * Reads on from what is left of a topic; the owner's relay is to be rewound then.
   *
   * @return how many partitions are read on
   */
  @WriteOperation
  public Mono<Map<String, Long>> readOn(String topic) {
    return Flux.fromIterable(inboxes)
        .filter(inbox -> inbox.topic().topicName().equals(topic))
        .next()
        .switchIfEmpty(
            Mono.error(new Rejection("not-found", "topic: '" + topic + "' is not read here")))
        .flatMap(inboxBatches::resumeAtFirstAvailable)
        .map(partitions -> Map.of("partitions", partitions));
  }
}
