package florin.journal.setup;

import florin.journal.PeriodicTask;
import florin.journal.database.Sessions;
import florin.journal.deadletter.DeadLetterQueues;
import florin.journal.inbox.Inbox;
import florin.journal.kafka.SchemaTopic;
import florin.journal.replay.GapRequests;
import florin.journal.replay.SkippedEvents;
import florin.journal.settings.JournalProperties;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Parts that fetch what an inbox lacks: missing events, schemas, and events it skipped. */
@Configuration(proxyBeanMethods = false)
class InboxRepairs {

  @Bean
  PeriodicTask gapRequests(
      JournalProperties properties,
      @Qualifier("workerSessions") Sessions sessions,
      ObjectProvider<Inbox> inboxes,
      Clock clock) {
    return new GapRequests(
            sessions, inboxes.stream().toList(), properties.kafka().bootstrap(), clock)
        .task(properties.inbox().stoppedPoll());
  }

  @Bean
  SchemaTopic schemaTopic(JournalProperties properties) {
    return new SchemaTopic(properties.kafka().bootstrap());
  }

  @Bean
  SkippedEvents skippedEvents(
      @Qualifier("workerSessions") Sessions sessions,
      DeadLetterQueues queues,
      ObjectProvider<Inbox> inboxes) {
    return new SkippedEvents(sessions, queues, inboxes.stream().toList());
  }
}
