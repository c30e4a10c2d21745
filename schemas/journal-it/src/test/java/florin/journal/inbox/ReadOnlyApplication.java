package florin.journal.inbox;

import florin.events.Topic;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.inbox.consumer.InboxConsumer;
import florin.journal.stream.StreamCodecs;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;

/** A service that only reads: one inbox per fault that can befall a topic. */
@SpringBootConfiguration
@EnableAutoConfiguration
class ReadOnlyApplication {

  static final Topic AWAY = topic("away");
  static final Topic EXPIRED = topic("expired");
  static final Topic OTHER = topic("other");
  static final Topic REMADE = topic("remade");
  static final Topic OLD = topic("old");

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static Topic topic(String name) {
    return new Topic(name + "-" + UUID.randomUUID() + ".events", 6, Duration.ofDays(1));
  }

  @Bean
  StreamCodecs streams() {
    return StreamCodecs.of();
  }

  @Bean
  TallyInbox awayTally() {
    return new TallyInbox(AWAY);
  }

  @Bean
  TallyInbox expiredTally() {
    return new TallyInbox(EXPIRED);
  }

  @Bean
  TallyInbox otherTally() {
    return new TallyInbox(OTHER);
  }

  @Bean
  TallyInbox remadeTally() {
    return new TallyInbox(REMADE);
  }

  @Bean
  TallyInbox oldTally() {
    return new TallyInbox(OLD);
  }

  @Bean
  Consumer<Message<List<byte[]>>> away(InboxBatches inboxBatches, TallyInbox awayTally) {
    return new InboxConsumer(awayTally, inboxBatches, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> expired(InboxBatches inboxBatches, TallyInbox expiredTally) {
    return new InboxConsumer(expiredTally, inboxBatches, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> other(InboxBatches inboxBatches, TallyInbox otherTally) {
    return new InboxConsumer(otherTally, inboxBatches, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> remade(InboxBatches inboxBatches, TallyInbox remadeTally) {
    return new InboxConsumer(remadeTally, inboxBatches, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> old(InboxBatches inboxBatches, TallyInbox oldTally) {
    return new InboxConsumer(oldTally, inboxBatches, TIMEOUT);
  }
}
