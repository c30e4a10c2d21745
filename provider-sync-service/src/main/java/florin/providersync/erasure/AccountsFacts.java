package florin.providersync.erasure;

import florin.events.Topic;
import florin.journal.UnitOfWork;
import florin.journal.inbox.InboundEvent;
import florin.journal.inbox.Inbox;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the erasures of users, which the runtime handles; other events have no effect here. */
@Component
class AccountsFacts implements Inbox {

  @Override
  public Topic topic() {
    return Topic.ACCOUNTS_EVENTS;
  }

  @Override
  public Mono<Void> apply(UnitOfWork unit, List<InboundEvent> events) {
    return Mono.empty();
  }
}
