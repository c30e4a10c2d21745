package florin.journal.setup;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Defaults for the configuration of every service; its own yml and the environment take precedence.
 */
public final class RuntimeDefaults implements EnvironmentPostProcessor {

  /**
   * Reactor Netty (1.3.6 and 1.3.7, its issue 4361) puts a request that arrives just as the one
   * before it ends into a queue, and may then never read from that connection again: a request
   * without an answer. With this setting no such request is queued. It is read when the first
   * server starts.
   */
  private static final String READ_ON = "reactor.netty.http.server.lastFlushWhenNoRead";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    System.getProperties().putIfAbsent(READ_ON, "true");
    Map<String, Object> defaults = new HashMap<>();
    defaults.put("spring.application.name", "${florin.journal.service:florin}");
    defaults.put("spring.jackson.deserialization.fail-on-unknown-properties", "true");
    defaults.put("spring.jackson.deserialization.fail-on-trailing-tokens", "true");
    defaults.put("spring.http.codecs.max-in-memory-size", "1MB");
    defaults.put("spring.webflux.problemdetails.enabled", "false");
    defaults.put("spring.main.banner-mode", "off");
    defaults.put("server.shutdown", "graceful");
    defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    defaults.put(
        "management.endpoints.web.exposure.include",
        "health,prometheus,rebuild,relay,inbox,parked,mirror,keys,tokens,payloads");
    defaults.put("management.endpoint.health.probes.enabled", "true");
    defaults.put("management.endpoint.health.show-details", "when-authorized");
    // The runtime has its own lag; the binder registers this one twice and warns of it.
    defaults.put("management.metrics.enable.spring.cloud.stream.binder.kafka.offset", "false");
    // It warns of each partition that was revoked while its end offset was read.
    defaults.put(
        "logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", "error");
    // On purpose; unset, springdoc warns that it is on.
    defaults.put("springdoc.api-docs.enabled", "true");
    defaults.put("springdoc.api-docs.version", "openapi_3_1");
    defaults.put("springdoc.writer-with-order-by-keys", "true");
    defaults.put("springdoc.default-produces-media-type", "application/json");
    defaults.put(
        "spring.cloud.stream.kafka.binder.brokers",
        "${florin.journal.kafka.bootstrap:127.0.0.1:19092}");
    defaults.put("spring.cloud.stream.kafka.binder.auto-create-topics", "false");
    defaults.put("spring.cloud.stream.kafka.binder.auto-add-partitions", "false");
    defaults.put("spring.cloud.stream.default.group", "${florin.journal.service:florin}");
    // Two batches at a time: while one is decided and encoded, the other is written.
    defaults.put("spring.cloud.stream.default.consumer.concurrency", "2");
    defaults.put("spring.cloud.stream.default.consumer.batch-mode", "true");
    defaults.put("spring.cloud.stream.default.consumer.use-native-decoding", "true");
    defaults.put("spring.cloud.stream.default.consumer.max-attempts", "1");
    String consumer = "spring.cloud.stream.kafka.default.consumer.";
    defaults.put(consumer + "converter-bean-name", "rawRecords");
    defaults.put(consumer + "ack-mode", "BATCH");
    defaults.put(consumer + "configuration.auto.offset.reset", "none");
    defaults.put(consumer + "configuration.max.poll.records", "500");
    defaults.put(consumer + "configuration.max.poll.interval.ms", "300000");
    defaults.put(consumer + "configuration.isolation.level", "read_committed");
    defaults.put(
        consumer + "configuration.key.deserializer",
        "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    defaults.put(
        consumer + "configuration.value.deserializer",
        "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    defaults.putAll(InboxFunctions.bindings(InboxFunctions.reads(environment)));
    environment.getPropertySources().addLast(new MapPropertySource("florinDefaults", defaults));
  }
}
