package florin.accounts.mirror;

import florin.journal.inbox.InboxConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

@Configuration(proxyBeanMethods = false)
class MirrorConfiguration {

  /** The binder's function; {@code application.yml} names it. */
  @Bean
  Consumer<Message<List<byte[]>>> transactionsEvents(
      InboxConsumers consumers, TransactionsFacts inbox) {
    return consumers.of(inbox);
  }
}
