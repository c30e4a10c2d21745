package florin.migrate.plan;

import florin.migrate.plan.row.PlanOptions;
import florin.migrate.sample.PlantedFault;
import florin.migrate.sample.SampleDatabase;
import florin.migrate.source.SourceDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A sample in an SQLite file, and the plan of it. */
public record SampleReadings(List<PlantedFault> faults, MigrationPlan plan) {

  public static final LocalDate LAST = LocalDate.of(2026, 11, 1);

  public static SampleReadings of(Path folder, String shape, int transactions) {
    Path file = folder.resolve(shape + transactions + ".db");
    List<PlantedFault> faults = SampleDatabase.sqlite(file, shape, transactions, LAST);
    return new SampleReadings(faults, plan(file.toString()));
  }

  public static MigrationPlan plan(String location) {
    try (SourceDatabase source = SourceDatabase.open(location, "", "")) {
      return MigrationPlan.of(source, new PlanOptions("USD", Optional.empty()));
    }
  }
}
