package florin.journal.replay;

import florin.journal.Commands;
import florin.journal.Sessions;
import florin.journal.inbox.Effects;
import florin.journal.inbox.Inbox;
import florin.journal.rebuild.Maintenance;
import florin.journal.setup.JournalProperties;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;

/** Makes the replays of a service's mirrors from their parts. */
public final class MirrorReplays {

  private MirrorReplays() {}

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

  static MirrorReplay.Parts parts(
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
        new Maintenance(owner),
        new MirrorTables(owning, roles),
        new Effects(commands),
        properties.kafka().bootstrap());
  }
}
