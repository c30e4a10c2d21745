package florin.journal.setup;

import florin.events.Topic;
import florin.journal.Commands;
import florin.journal.CommitSignal;
import florin.journal.Journal;
import florin.journal.PeriodicTask;
import florin.journal.Projection;
import florin.journal.database.DatabaseReads;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.Sessions;
import florin.journal.database.SnapshotReads;
import florin.journal.deadletter.DeadLetterEndpoint;
import florin.journal.deadletter.DeadLetterQueues;
import florin.journal.deadletter.DeadLetterTopic;
import florin.journal.eraser.ErasureLoop;
import florin.journal.eraser.UserEraser;
import florin.journal.erasure.ErasureStep;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.consumer.GroupOffsets;
import florin.journal.inbox.consumer.InboxAssignment;
import florin.journal.inbox.consumer.InboxBatches;
import florin.journal.inbox.consumer.InboxContainers;
import florin.journal.inbox.consumer.InboxEndpoint;
import florin.journal.kafka.KafkaAdmin;
import florin.journal.kafka.KafkaProducers;
import florin.journal.kafka.KafkaTopics;
import florin.journal.migration.Migrations;
import florin.journal.rebuild.Rebuild;
import florin.journal.rebuild.RebuildEndpoint;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayEndpoint;
import florin.journal.replay.MirrorEndpoint;
import florin.journal.replay.MirrorReplay;
import florin.journal.replay.ReplayServer;
import florin.journal.settings.JournalProperties;
import florin.journal.stream.StreamCodecs;
import florin.journal.stream.StreamTypes;
import florin.journal.web.ApiCommands;
import florin.journal.web.Cursors;
import florin.journal.web.IdempotencyPurge;
import florin.journal.web.Resources;
import florin.journal.web.export.Exports;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/** The journal of a service, its relay and its inboxes. */
@AutoConfiguration
@ConditionalOnProperty("florin.journal.service")
@EnableConfigurationProperties(JournalProperties.class)
@Import(InboxRepairs.class)
public class JournalAutoConfiguration {

  @Bean
  Migrations migrations(JournalProperties properties) {
    Migrations migrations = new Migrations(properties);
    migrations.run();
    return migrations;
  }

  /** After the migrations, because the first connection already reads their tables. */
  @Bean
  ConnectionPools pools(JournalProperties properties, Migrations migrated) {
    return new ConnectionPools(properties);
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool appPool(ConnectionPools connectionPools) {
    return connectionPools.app();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool readPool(ConnectionPools connectionPools) {
    return connectionPools.reads();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool workerPool(ConnectionPools connectionPools) {
    return connectionPools.worker();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool relayPool(ConnectionPools connectionPools) {
    return connectionPools.relay();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool ownerPool(ConnectionPools connectionPools) {
    return connectionPools.owner();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool erasurePool(ConnectionPools connectionPools) {
    return connectionPools.erasure();
  }

  @Bean(destroyMethod = "dispose")
  ConnectionPool rebuildPool(ConnectionPools connectionPools) {
    return connectionPools.rebuild();
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
  CommitSignal bell() {
    return new CommitSignal();
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
      CommitSignal commitSignal,
      JournalProperties properties) {
    return new Commands(
        sessions,
        journal,
        projections.orderedStream().toList(),
        commitSignal,
        properties.database().maxAcquireTime());
  }

  @Bean
  DatabaseReads reads(@Qualifier("readPool") ConnectionPool pool, JournalProperties properties) {
    return new DatabaseReads(new Sessions(pool), properties.database().maxAcquireTime());
  }

  @Bean
  Exports exports(
      @Qualifier("readPool") ConnectionPool pool, JournalProperties properties, JsonMapper json) {
    JournalProperties.Database database = properties.database();
    int connections = Math.max(1, database.readConnections() / 4);
    return new Exports(
        new SnapshotReads(new Sessions(pool), connections, database.maxAcquireTime()), json);
  }

  @Bean
  ApiCommands apiCommands(Commands commands, JsonMapper json) {
    return new ApiCommands(commands, json);
  }

  @Bean
  PeriodicTask idempotencyPurge(
      JournalProperties properties, @Qualifier("workerSessions") Sessions sessions) {
    JournalProperties.Repetitions settings = properties.idempotency();
    return new PeriodicTask(
        "stored answers are forgotten",
        settings.purge(),
        new IdempotencyPurge(sessions, settings.kept())::purge);
  }

  @Bean
  PeriodicTask erasing(
      JournalProperties properties,
      Commands commands,
      ObjectProvider<ErasureStep> steps,
      Clock clock,
      @Qualifier("ownerPool") ConnectionPool owner,
      @Qualifier("erasurePool") ConnectionPool erasure) {
    Sessions sessions = new Sessions(erasure);
    UserEraser userEraser =
        new UserEraser(
            sessions,
            commands,
            new MaintenanceLock(owner),
            steps.orderedStream().toList(),
            properties.service(),
            clock);
    JournalProperties.Erasures settings = properties.erasure();
    ErasureLoop.Pace pace = new ErasureLoop.Pace(settings.poll(), settings.kept());
    return new PeriodicTask(
        "users are erased", settings.poll(), new ErasureLoop(sessions, userEraser, pace)::round);
  }

  @Bean
  Cursors cursors(Migrations migrations) {
    return new Cursors(migrations.secret("cursor"));
  }

  @Bean
  Resources resources(ApiCommands commands, DatabaseReads reads, Cursors cursors) {
    return new Resources(commands, reads, cursors);
  }

  @Bean
  KafkaAdmin broker(JournalProperties properties) {
    return new KafkaAdmin(properties.kafka().bootstrap());
  }

  @Bean
  KafkaTopics topics(
      JournalProperties properties, KafkaAdmin kafkaAdmin, ObjectProvider<Inbox> inboxes) {
    List<Topic> needed =
        Stream.concat(
                Stream.of(
                    Topic.eventsOf(properties.service()),
                    Topic.replayOf(Topic.eventsOf(properties.service())),
                    Topic.deadLettersOf(properties.service()),
                    Topic.REPLAY_REQUESTS,
                    Topic.SCHEMAS),
                inboxes.stream().flatMap(JournalAutoConfiguration::read))
            .distinct()
            .toList();
    return new KafkaTopics(kafkaAdmin, properties.kafka().replication(), needed);
  }

  private static Stream<Topic> read(Inbox inbox) {
    return inbox.mirrors().isEmpty()
        ? Stream.of(inbox.topic())
        : Stream.of(inbox.topic(), Topic.replayOf(inbox.topic()));
  }

  @Bean
  Relay relay(
      JournalProperties properties,
      @Qualifier("relaySessions") Sessions sessions,
      CommitSignal commitSignal) {
    return RelayFactory.of(properties, sessions, commitSignal);
  }

  @Bean
  RelayEndpoint relayEndpoint(Relay relay) {
    return new RelayEndpoint(relay);
  }

  @Bean
  ReplayServer replayServer(
      JournalProperties properties, @Qualifier("relaySessions") Sessions sessions, Relay relay) {
    return RelayFactory.replays(properties, sessions, relay);
  }

  @Bean
  MirrorReplay mirrorReplay(
      JournalProperties properties,
      @Qualifier("ownerPool") ConnectionPool owner,
      @Qualifier("rebuildPool") ConnectionPool worker,
      Commands commands,
      ObjectProvider<Inbox> inboxes) {
    return MirrorReplayFactory.of(properties, owner, worker, commands, inboxes.stream().toList());
  }

  @Bean
  MirrorEndpoint mirrorEndpoint(MirrorReplay replay) {
    return new MirrorEndpoint(replay);
  }

  @Bean
  InboxBatches intake(@Qualifier("workerSessions") Sessions sessions, Commands commands) {
    return new InboxBatches(sessions, commands);
  }

  /** One consumer for each topic that is read; static, because it defines beans. */
  @Bean
  static InboxFunctions inboxFunctions(Environment environment) {
    return new InboxFunctions(environment);
  }

  @Bean
  InboxEndpoint inboxEndpoint(InboxBatches inboxBatches, ObjectProvider<Inbox> inboxes) {
    return new InboxEndpoint(inboxBatches, inboxes.stream().toList());
  }

  @Bean
  DeadLetterQueues parkedQueues(
      @Qualifier("workerSessions") Sessions sessions,
      Commands commands,
      ObjectProvider<Inbox> inboxes) {
    return new DeadLetterQueues(sessions, commands, inboxes.stream().toList());
  }

  @Bean
  DeadLetterEndpoint parkedEndpoint(DeadLetterQueues queues) {
    return new DeadLetterEndpoint(queues);
  }

  @Bean
  DeadLetterTopic parkedCopies(
      JournalProperties properties, @Qualifier("workerSessions") Sessions sessions) {
    return new DeadLetterTopic(
        sessions,
        new KafkaProducers(properties.kafka().bootstrap(), properties.relay().deliveryTimeout()),
        Topic.deadLettersOf(properties.service()),
        properties.inbox().copyPoll());
  }

  @Bean
  InboxAssignment inboxAssignment(InboxBatches inboxBatches, KafkaAdmin kafkaAdmin) {
    return new InboxAssignment(inboxBatches, kafkaAdmin);
  }

  @Bean
  @ConditionalOnMissingBean
  StreamCodecs streams(StreamTypes types) {
    return types.streams();
  }

  @Bean
  Rebuild rebuild(
      @Qualifier("ownerPool") ConnectionPool owner,
      @Qualifier("rebuildPool") ConnectionPool worker,
      Migrations migrations,
      StreamCodecs streamCodecs,
      ObjectProvider<Projection> projections) {
    return RebuildFactory.of(
        owner, worker, migrations, streamCodecs, projections.orderedStream().toList());
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
      JournalProperties properties, KafkaAdmin kafkaAdmin, ObjectProvider<Inbox> inboxes) {
    return new GroupOffsets(
        kafkaAdmin, properties.service(), inboxes.stream().map(Inbox::topic).toList());
  }

  @Bean
  InboxContainers containers(InboxAssignment assignment, JournalProperties properties) {
    return new InboxContainers(assignment, properties.inbox().stoppedPoll());
  }

  @Bean
  RuntimeHealth runtimeHealth(
      JournalProperties properties,
      Relay relay,
      InboxBatches inboxBatches,
      ObjectProvider<Inbox> inboxes,
      MeterRegistry meters,
      @Qualifier("appPool") ConnectionPool app,
      @Qualifier("readPool") ConnectionPool read,
      @Qualifier("workerPool") ConnectionPool worker) {
    return new RuntimeHealth(
        properties.service(),
        relay,
        inboxBatches,
        inboxes.stream().toList(),
        meters,
        List.of(app, read, worker));
  }
}
