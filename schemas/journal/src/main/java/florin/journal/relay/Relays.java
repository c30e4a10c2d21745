package florin.journal.relay;

import florin.events.Topic;
import florin.journal.Bell;
import florin.journal.Sessions;
import florin.journal.setup.JournalProperties;

/** Makes the relay of a service from its settings. */
public final class Relays {

  private Relays() {}

  public static Relay of(JournalProperties properties, Sessions sessions, Bell bell) {
    JournalProperties.Relaying settings = properties.relay();
    return new Relay(
        Topic.eventsOf(properties.service()),
        new Checkpoints(sessions, settings.lease()),
        new Producers(properties.kafka().bootstrap(), settings.deliveryTimeout()),
        bell,
        settings.batch(),
        settings.poll(),
        settings.renewal());
  }

  /** Makes what answers mirrors that ask for the whole journal. */
  public static ReplayServer replays(JournalProperties properties, Sessions sessions, Relay relay) {
    return new ReplayServer(
        Topic.eventsOf(properties.service()),
        sessions,
        new Producers(properties.kafka().bootstrap(), properties.relay().deliveryTimeout()),
        relay,
        properties.kafka().bootstrap());
  }
}
