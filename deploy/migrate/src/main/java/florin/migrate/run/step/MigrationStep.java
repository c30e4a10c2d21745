package florin.migrate.run.step;

/** A part of a run. */
public interface MigrationStep {

  String name();

  /** The number of rows of the source that it brings. */
  long planned();

  void run(StepChanges changes);

  /** Whether the next steps make no sense after a mismatch of this one. */
  default boolean essential() {
    return false;
  }
}
