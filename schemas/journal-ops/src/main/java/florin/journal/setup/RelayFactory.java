package florin.journal.setup;

import florin.events.Topic;
import florin.journal.CommitSignal;
import florin.journal.database.Sessions;
import florin.journal.kafka.KafkaProducers;
import florin.journal.relay.Relay;
import florin.journal.relay.RelayCheckpoints;
import florin.journal.replay.ReplayServer;
import florin.journal.settings.JournalProperties;

/** Makes the relay of a service from its settings. */
public final class RelayFactory {

  private RelayFactory() {}

  public static Relay of(
      JournalProperties properties, Sessions sessions, CommitSignal commitSignal) {
    JournalProperties.Relaying settings = properties.relay();
    return new Relay(
        Topic.eventsOf(properties.service()),
        new RelayCheckpoints(sessions, settings.lease()),
        new KafkaProducers(properties.kafka().bootstrap(), settings.deliveryTimeout()),
        commitSignal,
        settings.batch(),
        settings.poll(),
        settings.renewal());
  }

  /** Makes the server of replays. */
  public static ReplayServer replays(JournalProperties properties, Sessions sessions, Relay relay) {
    return new ReplayServer(
        Topic.eventsOf(properties.service()),
        sessions,
        new KafkaProducers(properties.kafka().bootstrap(), properties.relay().deliveryTimeout()),
        relay,
        properties.kafka().bootstrap());
  }
}
