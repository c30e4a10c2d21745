package florin.journal.inbox;

import florin.events.Topic;
import florin.journal.Streams;
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
class Reading {

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
  Streams streams() {
    return Streams.of();
  }

  @Bean
  Tally awayTally() {
    return new Tally(AWAY);
  }

  @Bean
  Tally expiredTally() {
    return new Tally(EXPIRED);
  }

  @Bean
  Tally otherTally() {
    return new Tally(OTHER);
  }

  @Bean
  Tally remadeTally() {
    return new Tally(REMADE);
  }

  @Bean
  Tally oldTally() {
    return new Tally(OLD);
  }

  @Bean
  Consumer<Message<List<byte[]>>> away(Intake intake, Tally awayTally) {
    return new InboxConsumer(awayTally, intake, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> expired(Intake intake, Tally expiredTally) {
    return new InboxConsumer(expiredTally, intake, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> other(Intake intake, Tally otherTally) {
    return new InboxConsumer(otherTally, intake, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> remade(Intake intake, Tally remadeTally) {
    return new InboxConsumer(remadeTally, intake, TIMEOUT);
  }

  @Bean
  Consumer<Message<List<byte[]>>> old(Intake intake, Tally oldTally) {
    return new InboxConsumer(oldTally, intake, TIMEOUT);
  }
}
