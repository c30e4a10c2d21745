package florin.journal.setup;

import florin.journal.Commands;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.Sessions;
import florin.journal.inbox.Inbox;
import florin.journal.inbox.InboxApplier;
import florin.journal.replay.MirrorReplay;
import florin.journal.replay.MirrorTables;
import florin.journal.settings.JournalProperties;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;

/** Makes the replays of a service's mirrors from their parts. */
public final class MirrorReplayFactory {

  private MirrorReplayFactory() {}

  /**
   * @param owner connections of the role that owns the schemas; three are enough
   * @param worker connections of the role that sees every user's rows; not the inbox's own; three
   *     are enough
   */
  public static MirrorReplay of(
      JournalProperties properties,
      ConnectionFactory owner,
      ConnectionFactory worker,
      Commands commands,
      List<Inbox> inboxes) {
    return new MirrorReplay(parts(properties, owner, worker, commands, inboxes));
  }

  public static MirrorReplay.Parts parts(
      JournalProperties properties,
      ConnectionFactory owner,
      ConnectionFactory worker,
      Commands commands,
      List<Inbox> inboxes) {
    Sessions owning = new Sessions(owner);
    String roles =
        String.join(
            ", ", properties.role("app"), properties.role("worker"), properties.role("erasure"));
    return new MirrorReplay.Parts(
        inboxes,
        owning,
        new Sessions(worker),
        new MaintenanceLock(owner),
        new MirrorTables(owning, roles),
        new InboxApplier(commands),
        properties.kafka().bootstrap());
  }
}
