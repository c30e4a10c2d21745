package florin.journal.inbox;

import florin.journal.inbox.consumer.GroupOffsets;
import florin.journal.inbox.consumer.InboxAssignment;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.inbox.consumer.InboxConsumer;
import florin.journal.inbox.consumer.InboxContainers;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.setup.RuntimeDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.binder.Binding;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.kafka.KafkaMessageChannelBinder;
import org.springframework.cloud.stream.binder.kafka.properties.KafkaBinderConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.properties.KafkaConsumerProperties;
import org.springframework.cloud.stream.binder.kafka.provisioning.KafkaTopicProvisioner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;

/**
 * One consumer of a group in the container of the Kafka binder, with the settings, rebalance
 * listener and error handler of a service. It can be stopped with records in its hands for longer
 * than Kafka waits.
 */
public final class BoundInbox implements AutoCloseable {

  static final Duration POLL_INTERVAL = Duration.ofMillis(1_500);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOPPED_POLL = Duration.ofSeconds(1);

  private final InboxConsumer inboxConsumer;
  private final AnnotationConfigApplicationContext context;
  private final Binding<MessageChannel> binding;
  private final AtomicReference<Duration> pause = new AtomicReference<>(Duration.ZERO);
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

  /** The beans that a binder needs around it. */
  @Configuration(proxyBeanMethods = false)
  @EnableIntegration
  static class Beans {

    @Bean
    BatchMessagingMessageConverter rawRecords() {
      BatchMessagingMessageConverter converter = new BatchMessagingMessageConverter();
      converter.setRawRecordHeader(true);
      return converter;
    }

    @Bean
    DirectChannel input() {
      return new DirectChannel();
    }
  }

  public BoundInbox(
      InboxBatches inboxBatches, Inbox inbox, String bootstrap, String group, int maxRecords) {
    this.inboxConsumer = new InboxConsumer(inbox, inboxBatches, TIMEOUT);
    KafkaAdmin kafkaAdmin = new KafkaAdmin(bootstrap);
    InboxAssignment assignment = new InboxAssignment(inboxBatches, kafkaAdmin);
    GroupOffsets groupOffsets = new GroupOffsets(kafkaAdmin, group, List.of(inbox.topic()));
    groupOffsets.start();
    context = new AnnotationConfigApplicationContext();
    context.register(Beans.class);
    context.addApplicationListener(assignment);
    context.addApplicationListener(groupOffsets);
    context.refresh();
    DirectChannel input = context.getBean(DirectChannel.class);
    input.subscribe(message -> accept(message));
    binding =
        binder(bootstrap, new InboxContainers(assignment, STOPPED_POLL), assignment)
            .bindConsumer(inbox.topic().topicName(), group, input, properties(maxRecords));
  }

  private KafkaMessageChannelBinder binder(
      String bootstrap, InboxContainers containers, InboxAssignment assignment) {
    KafkaProperties kafka = new KafkaProperties();
    KafkaBinderConfigurationProperties configuration =
        new KafkaBinderConfigurationProperties(
            kafka, context.getBeanProvider(KafkaConnectionDetails.class));
    configuration.setBrokers(bootstrap);
    configuration.setAutoCreateTopics(false);
    KafkaTopicProvisioner provisioner = new KafkaTopicProvisioner(configuration, kafka, List.of());
    provisioner.afterPropertiesSet();
    KafkaMessageChannelBinder binder =
        new KafkaMessageChannelBinder(configuration, provisioner, containers, assignment);
    binder.setApplicationContext(context);
    try {
      binder.afterPropertiesSet();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    return binder;
  }

  /** Those of every service, with less patience of Kafka. */
  private static ExtendedConsumerProperties<KafkaConsumerProperties> properties(int maxRecords) {
    StandardEnvironment environment = new StandardEnvironment();
    new RuntimeDefaults().postProcessEnvironment(environment, new SpringApplication());
    Binder settings = Binder.get(environment);
    KafkaConsumerProperties kafka =
        settings
            .bind(
                "spring.cloud.stream.kafka.default.consumer",
                Bindable.of(KafkaConsumerProperties.class))
            .get();
    kafka
        .getConfiguration()
        .putAll(
            Map.of(
                "max.poll.records",
                Integer.toString(maxRecords),
                "max.poll.interval.ms",
                Long.toString(POLL_INTERVAL.toMillis()),
                "heartbeat.interval.ms",
                "300"));
    ExtendedConsumerProperties<KafkaConsumerProperties> properties =
        new ExtendedConsumerProperties<>(kafka);
    settings.bind("spring.cloud.stream.default.consumer", Bindable.ofInstance(properties));
    properties.setConcurrency(1);
    properties.populateBindingName("inbox");
    return properties;
  }

  /** The fault itself: the process stands still between its next poll and its work. */
  void pauseFor(Duration duration) {
    pause.set(duration);
  }

  /** The failures that the container retried. */
  public List<RuntimeException> failures() {
    return failures;
  }

  @SuppressWarnings("unchecked") // batches of undecoded values
  private void accept(Message<?> batch) {
    LockSupport.parkNanos(pause.getAndSet(Duration.ZERO).toNanos());
    try {
      inboxConsumer.accept((Message<List<byte[]>>) batch);
    } catch (RuntimeException failed) {
      failures.add(failed);
      throw failed;
    }
  }

  @Override
  public void close() {
    binding.unbind();
    context.close();
  }
}
