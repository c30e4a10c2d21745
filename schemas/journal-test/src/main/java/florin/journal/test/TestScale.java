package florin.journal.test;

/**
 * How much a randomised or repeated test does: a size that every build can afford, and the long one
 * of {@code mvn -Plong verify}.
 */
public final class TestScale {

  private TestScale() {}

  public static int of(int everyBuild, int longRun) {
    return Boolean.getBoolean("florin.long") ? longRun : everyBuild;
  }
}
