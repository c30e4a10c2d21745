package florin.accounts.intake;

import florin.journal.inbox.InboxConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  /** The binder's function; {@code application.yml} names it. */
  @Bean
  Consumer<Message<List<byte[]>>> providerSyncEvents(
      InboxConsumers consumers, ProviderFacts inbox) {
    return consumers.of(inbox);
  }
}
