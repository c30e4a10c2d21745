package florin.journal.test;

/**
 * The size of a randomised or repeated test: a small one for every build, and the long one of
 * {@code mvn -Plong verify}.
 */
public final class TestScale {

  private TestScale() {}

  public static int of(int everyBuild, int longRun) {
    return Boolean.getBoolean("florin.long") ? longRun : everyBuild;
  }
}
