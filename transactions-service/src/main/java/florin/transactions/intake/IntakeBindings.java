package florin.transactions.intake;

import florin.journal.inbox.InboxConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The binder's functions, one per topic. */
@Configuration(proxyBeanMethods = false)
class IntakeBindings {

  @Bean
  Consumer<Message<List<byte[]>>> providerSyncEvents(
      InboxConsumers consumers, ProviderFacts facts) {
    return consumers.of(facts);
  }

  @Bean
  Consumer<Message<List<byte[]>>> accountsEvents(InboxConsumers consumers, AccountFacts facts) {
    return consumers.of(facts);
  }
}
