package florin.journal.rebuild;

import florin.journal.Projection;
import florin.journal.Sessions;
import florin.journal.Streams;
import florin.journal.setup.Migrations;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;

/** Makes the rebuild of a service from its parts. */
public final class Rebuilds {

  private Rebuilds() {}

  /**
   * @param owner connections of the role that owns the schemas; three are enough
   * @param worker connections of the role that sees every user's rows; not the inbox's own, whose
   *     batches may all be waiting for the gate that a rebuild has closed; three are enough
   */
  public static Rebuild of(
      ConnectionFactory owner,
      ConnectionFactory worker,
      Migrations migrations,
      Streams streams,
      List<Projection> projections) {
    Sessions owning = new Sessions(owner);
    Sessions working = new Sessions(worker);
    Progress progress = new Progress();
    return new Rebuild(
        owning,
        working,
        new Maintenance(owner),
        new NextViews(owning, migrations),
        new Replay(working, streams, projections, progress),
        progress);
  }
}
