package florin.providersync.erasure;

import florin.journal.inbox.InboxConsumers;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

@Configuration(proxyBeanMethods = false)
class IntakeBindings {

  @Bean
  Consumer<Message<List<byte[]>>> accountsEvents(InboxConsumers consumers, AccountFacts facts) {
    return consumers.of(facts);
  }
}
