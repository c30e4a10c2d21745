package florin.journal.setup;

import florin.events.Topic;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.inbox.consumer.InboxConsumer;
import florin.journal.kafka.SchemaTopic;
import florin.journal.settings.JournalProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Binds the topics of {@code florin.journal.reads} to the {@link Inbox} beans of these topics. From
 * the one list of service names follow the binder's functions, its bindings and the consumer beans.
 */
final class InboxFunctions implements BeanDefinitionRegistryPostProcessor {

  static final String READS = "florin.journal.reads";

  private final Environment environment;

  InboxFunctions(Environment environment) {
    this.environment = environment;
  }

  /** The names of the services whose topics are read; none is a service without a consumer. */
  static List<String> reads(Environment environment) {
    return Binder.get(environment).bind(READS, Bindable.listOf(String.class)).orElse(List.of());
  }

  /** The settings of the binder for the topics that are read. */
  static Map<String, Object> bindings(List<String> services) {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (!services.isEmpty()) {
      settings.put(
          "spring.cloud.function.definition",
          String.join(";", services.stream().map(InboxFunctions::function).toList()));
    }
    for (String service : services) {
      settings.put(
          "spring.cloud.stream.bindings." + function(service) + "-in-0.destination",
          Topic.eventsOf(service).topicName());
    }
    return settings;
  }

  /** The name of the function bean: {@code providerSyncEvents} for {@code provider-sync}. */
  static String function(String service) {
    List<String> parts = new ArrayList<>();
    for (String part : service.split("-")) {
      parts.add(parts.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return String.join("", parts) + "Events";
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    BeanFactory beans = (BeanFactory) registry;
    for (String service : reads(environment)) {
      Topic topic = Topic.eventsOf(service);
      RootBeanDefinition consumer = new RootBeanDefinition(InboxConsumer.class);
      consumer.setInstanceSupplier(() -> consumer(beans, topic));
      registry.registerBeanDefinition(function(service), consumer);
    }
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    // only the definitions above
  }

  private static InboxConsumer consumer(BeanFactory beans, Topic topic) {
    Inbox inbox =
        beans.getBeanProvider(Inbox.class).stream()
            .filter(bean -> bean.topic().equals(topic))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        READS
                            + ": "
                            + topic.topicName()
                            + " (expected: a topic with an Inbox bean)"));
    return new InboxConsumer(
        inbox,
        beans.getBean(InboxBatches.class),
        beans.getBean(JournalProperties.class).inbox().timeout(),
        beans.getBean(SchemaTopic.class)::learnFor);
  }
}
