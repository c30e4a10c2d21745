package florin.journal.setup;

import florin.journal.Projection;
import florin.journal.database.MaintenanceLock;
import florin.journal.database.Sessions;
import florin.journal.migration.Migrations;
import florin.journal.rebuild.NextViews;
import florin.journal.rebuild.Rebuild;
import florin.journal.rebuild.RebuildProgress;
import florin.journal.rebuild.ViewReplay;
import florin.journal.stream.StreamCodecs;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;

/** Makes the rebuild of a service from its parts. */
public final class RebuildFactory {

  private RebuildFactory() {}

  /**
   * @param owner connections of the role that owns the schemas; three are enough
   * @param worker connections of the role that sees every user's rows; not the inbox's own, whose
   *     batches may all be waiting for the gate that a rebuild has closed; three are enough
   */
  public static Rebuild of(
      ConnectionFactory owner,
      ConnectionFactory worker,
      Migrations migrations,
      StreamCodecs streamCodecs,
      List<Projection> projections) {
    Sessions owning = new Sessions(owner);
    Sessions working = new Sessions(worker);
    RebuildProgress rebuildProgress = new RebuildProgress();
    return new Rebuild(
        owning,
        working,
        new MaintenanceLock(owner),
        new NextViews(owning, migrations),
        new ViewReplay(working, streamCodecs, projections, rebuildProgress),
        rebuildProgress);
  }
}
