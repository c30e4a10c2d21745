package florin.planning.mirror;

import florin.journal.inbox.InboxConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Binds the two topics; {@code application.yml} names these functions. */
@Configuration(proxyBeanMethods = false)
class Inboxes {

  @Bean
  Consumer<Message<List<byte[]>>> accountsEvents(InboxConsumers consumers, AccountsFacts inbox) {
    return consumers.of(inbox);
  }

  @Bean
  Consumer<Message<List<byte[]>>> transactionsEvents(
      InboxConsumers consumers, TransactionsFacts inbox) {
    return consumers.of(inbox);
  }
}
