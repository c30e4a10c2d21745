package florin.journal.setup;

import florin.events.Topic;
import florin.journal.Bell;
import florin.journal.Commands;
import florin.journal.Journal;
import florin.journal.Projection;
import florin.journal.Reads;
import florin.journal.Recurring;
import florin.journal.Sessions;
import florin.journal.StreamTypes;
import florin.journal.Streams;
import florin.journal.erasure.Eraser;
import florin.journal.erasure.Erasing;
import florin.journal.erasure.ErasureStep;
import florin.journal.inbox.EndlessRetries;
import florin.journal.inbox.GroupOffsets;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxAssignment;
import florin.journal.inbox.InboxEndpoint;
import florin.journal.inbox.Intake;
import florin.journal.inbox.ParkedCopies;
import florin.journal.inbox.ParkedEndpoint;
import florin.journal.inbox.ParkedQueues;
import florin.journal.rebuild.Maintenance;
import florin.journal.rebuild.Rebuild;
import florin.journal.rebuild.RebuildEndpoint;
import florin.journal.rebuild.Rebuilds;
import florin.journal.relay.Broker;
import florin.journal.relay.Producers;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayEndpoint;
import florin.journal.relay.Relays;
import florin.journal.relay.ReplayServer;
import florin.journal.relay.Topics;
import florin.journal.replay.MirrorEndpoint;
import florin.journal.replay.MirrorReplay;
import florin.journal.replay.MirrorReplays;
import florin.journal.web.ApiCommands;
import florin.journal.web.Cursors;
import florin.journal.web.IdempotencyPurge;
import florin.journal.web.Resources;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** The journal of a service, its relay and its inboxes. */
@AutoConfiguration
@ConditionalOnProperty("florin.journal.service")
@EnableConfigurationProperties(JournalProperties.class)
public class JournalAutoConfiguration {

  @Bean
  Migrations migrations(JournalProperties properties) {
    Migrations migrations = new Migrations(properties);
    migrations.run();
    return migrations;
  }

  /** After the migrations, because the first connection already reads their tables. */
  @Bean
  Pools pools(JournalProperties properties, Migrations migrated) {
    return new Pools(properties);
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool appPool(Pools pools) {
    return pools.app();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool workerPool(Pools pools) {
    return pools.worker();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool relayPool(Pools pools) {
    return pools.relay();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool ownerPool(Pools pools) {
    return pools.owner();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool erasurePool(Pools pools) {
    return pools.erasure();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool rebuildPool(Pools pools) {
    return pools.rebuild();
  }

  @Bean
  Sessions appSessions(@Qualifier("appPool") ConnectionPool pool) {
    return new Sessions(pool);
  }

  @Bean
  Sessions workerSessions(@Qualifier("workerPool") ConnectionPool pool) {
    return new Sessions(pool);
  }

  @Bean
  Sessions relaySessions(@Qualifier("relayPool") ConnectionPool pool) {
    return new Sessions(pool);
  }

  @Bean
  Bell bell() {
    return new Bell();
  }

  @Bean
  Journal journal(MeterRegistry meters) {
    return new Journal(meters);
  }

  @Bean
  Commands commands(
      @Qualifier("appSessions") Sessions sessions,
      Journal journal,
      ObjectProvider<Projection> projections,
      Bell bell,
      JournalProperties properties) {
    return new Commands(
        sessions,
        journal,
        projections.orderedStream().toList(),
        bell,
        properties.database().maxAcquireTime());
  }

  @Bean
  Reads reads(@Qualifier("appSessions") Sessions sessions) {
    return new Reads(sessions);
  }

  @Bean
  ApiCommands apiCommands(Commands commands, JsonMapper json) {
    return new ApiCommands(commands, json);
  }

  @Bean
  Recurring idempotencyPurge(
      JournalProperties properties, @Qualifier("workerSessions") Sessions sessions) {
    JournalProperties.Repetitions settings = properties.idempotency();
    return new Recurring(
        "stored answers are forgotten",
        settings.purge(),
        new IdempotencyPurge(sessions, settings.kept())::purge);
  }

  @Bean
  Recurring erasing(
      JournalProperties properties,
      Commands commands,
      ObjectProvider<ErasureStep> steps,
      Clock clock,
      @Qualifier("ownerPool") ConnectionPool owner,
      @Qualifier("erasurePool") ConnectionPool erasure) {
    Sessions sessions = new Sessions(erasure);
    Eraser eraser =
        new Eraser(
            sessions,
            commands,
            new Maintenance(owner),
            steps.orderedStream().toList(),
            properties.service(),
            clock);
    JournalProperties.Erasures settings = properties.erasure();
    Erasing.Pace pace = new Erasing.Pace(settings.poll(), settings.kept());
    return new Recurring(
        "users are erased", settings.poll(), new Erasing(sessions, eraser, pace)::round);
  }

  @Bean
  Cursors cursors(Migrations migrations) {
    return new Cursors(migrations.secret("cursor"));
  }

  @Bean
  Resources resources(ApiCommands commands, Reads reads, Cursors cursors) {
    return new Resources(commands, reads, cursors);
  }

  @Bean
  Broker broker(JournalProperties properties) {
    return new Broker(properties.kafka().bootstrap());
  }

  @Bean
  Topics topics(JournalProperties properties, Broker broker, ObjectProvider<Inbox> inboxes) {
    List<Topic> needed =
        Stream.concat(
                Stream.of(
                    Topic.eventsOf(properties.service()),
                    Topic.replayOf(Topic.eventsOf(properties.service())),
                    Topic.parkedOf(properties.service()),
                    Topic.REPLAY_REQUESTS),
                inboxes.stream().flatMap(JournalAutoConfiguration::read))
            .distinct()
            .toList();
    return new Topics(broker, properties.kafka().replication(), needed);
  }

  private static Stream<Topic> read(Inbox inbox) {
    return inbox.mirrors().isEmpty()
        ? Stream.of(inbox.topic())
        : Stream.of(inbox.topic(), Topic.replayOf(inbox.topic()));
  }

  @Bean
  Relay relay(
      JournalProperties properties, @Qualifier("relaySessions") Sessions sessions, Bell bell) {
    return Relays.of(properties, sessions, bell);
  }

  @Bean
  RelayEndpoint relayEndpoint(Relay relay) {
    return new RelayEndpoint(relay);
  }

  @Bean
  ReplayServer replayServer(
      JournalProperties properties, @Qualifier("relaySessions") Sessions sessions, Relay relay) {
    return Relays.replays(properties, sessions, relay);
  }

  @Bean
  MirrorReplay mirrorReplay(
      JournalProperties properties,
      @Qualifier("ownerPool") ConnectionPool owner,
      @Qualifier("rebuildPool") ConnectionPool worker,
      Commands commands,
      ObjectProvider<Inbox> inboxes) {
    return MirrorReplays.of(properties, owner, worker, commands, inboxes.stream().toList());
  }

  @Bean
  MirrorEndpoint mirrorEndpoint(MirrorReplay replay) {
    return new MirrorEndpoint(replay);
  }

  @Bean
  Intake intake(@Qualifier("workerSessions") Sessions sessions, Commands commands) {
    return new Intake(sessions, commands);
  }

  /** One consumer for each topic that is read; static, because it defines beans. */
  @Bean
  static InboxFunctions inboxFunctions(Environment environment) {
    return new InboxFunctions(environment);
  }

  @Bean
  InboxEndpoint inboxEndpoint(Intake intake, ObjectProvider<Inbox> inboxes) {
    return new InboxEndpoint(intake, inboxes.stream().toList());
  }

  @Bean
  ParkedQueues parkedQueues(
      @Qualifier("workerSessions") Sessions sessions,
      Commands commands,
      ObjectProvider<Inbox> inboxes) {
    return new ParkedQueues(sessions, commands, inboxes.stream().toList());
  }

  @Bean
  ParkedEndpoint parkedEndpoint(ParkedQueues queues) {
    return new ParkedEndpoint(queues);
  }

  @Bean
  ParkedCopies parkedCopies(
      JournalProperties properties, @Qualifier("workerSessions") Sessions sessions) {
    return new ParkedCopies(
        sessions,
        new Producers(properties.kafka().bootstrap(), properties.relay().deliveryTimeout()),
        Topic.parkedOf(properties.service()),
        properties.inbox().copyPoll());
  }

  @Bean
  InboxAssignment inboxAssignment(Intake intake, Broker broker) {
    return new InboxAssignment(intake, broker);
  }

  @Bean
  @ConditionalOnMissingBean
  Streams streams(StreamTypes types) {
    return types.streams();
  }

  @Bean
  Rebuild rebuild(
      @Qualifier("ownerPool") ConnectionPool owner,
      @Qualifier("rebuildPool") ConnectionPool worker,
      Migrations migrations,
      Streams streams,
      ObjectProvider<Projection> projections) {
    return Rebuilds.of(owner, worker, migrations, streams, projections.orderedStream().toList());
  }

  @Bean
  RebuildEndpoint rebuildEndpoint(Rebuild rebuild) {
    return new RebuildEndpoint(rebuild);
  }

  /**
   * Gives an inbox the records as they were polled: partition, offset, headers and null values
   * included.
   */
  @Bean
  BatchMessagingMessageConverter rawRecords() {
    BatchMessagingMessageConverter converter = new BatchMessagingMessageConverter();
    converter.setRawRecordHeader(true);
    return converter;
  }

  @Bean
  GroupOffsets groupOffsets(
      JournalProperties properties, Broker broker, ObjectProvider<Inbox> inboxes) {
    return new GroupOffsets(
        broker, properties.service(), inboxes.stream().map(Inbox::topic).toList());
  }

  /** Containers that never skip a batch and that tell of a partition at rest. */
  @Bean
  ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> containers(
      InboxAssignment assignment, JournalProperties properties) {
    return (container, _, _) -> {
      container.setCommonErrorHandler(new EndlessRetries(assignment));
      container
          .getContainerProperties()
          .setIdlePartitionEventInterval(properties.inbox().stoppedPoll().toMillis());
    };
  }

  @Bean
  RuntimeHealth runtimeHealth(
      JournalProperties properties,
      Relay relay,
      Intake intake,
      ObjectProvider<Inbox> inboxes,
      MeterRegistry meters,
      @Qualifier("appPool") ConnectionPool app,
      @Qualifier("workerPool") ConnectionPool worker) {
    return new RuntimeHealth(
        properties.service(),
        relay,
        intake,
        inboxes.stream().toList(),
        meters,
        List.of(app, worker));
  }
}
