package florin.journal.test;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The one Kafka broker of a test JVM. */
final class TestKafka {

  private static final class Holder {
    private static final EmbeddedKafkaKraftBroker INSTANCE = open();
  }

  private TestKafka() {}

  static String bootstrap() {
    return Holder.INSTANCE.getBrokersAsString();
  }

  private static EmbeddedKafkaKraftBroker open() {
    EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    broker.brokerProperty("auto.create.topics.enable", "false");
    broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
    broker.brokerProperty("offsets.topic.num.partitions", "3");
    broker.brokerProperty("log.initial.task.delay.ms", "1000");
    broker.brokerProperty("log.retention.check.interval.ms", "1000");
    broker.afterPropertiesSet();
    Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
    return broker;
  }
}
