package florin.journal.test.server;

/** The one Kafka broker of a test JVM. */
public final class TestKafka {

  private static final class Holder {
    private static final String BOOTSTRAP = TestServers.startKafka();
  }

  private TestKafka() {}

  public static String bootstrap() {
    return Holder.BOOTSTRAP;
  }
}
